import { createHash } from 'node:crypto';
import { insertWebhook } from '../../db/webhooks.ts';
import { reactionTo } from '../../plaid/webhooks.ts';
import { readBytes, webhookLimit } from '../body.ts';
import type { Deps, Route } from '../context.ts';
import { Problem } from '../problem.ts';

/**
 * The door for Plaid: verify the raw bytes, keep them, answer. What they mean for a case is the relay's work, which a
 * slow or absent Temporal then cannot keep from being accepted. A refusal tells the sender nothing; the log has the
 * reason.
 */
export function receiveWebhook(deps: Deps): Route {
  const { db, vault, verify, plaidEnvironment, log, pokeRelay } = deps;
  return {
    method: 'POST',
    path: '/plaid/webhooks',
    handle: async (ctx) => {
      const raw = await readBytes(ctx.req, webhookLimit);
      const verdict = await verify(raw, ctx.req.headers['plaid-verification']);
      if (!verdict.ok) {
        log.warn({ request_id: ctx.state.requestId, reason: verdict.reason }, 'webhook refused');
        throw verdict.reason === 'key_lookup_unavailable' ? notNow() : notPlaids();
      }
      const body = parse(raw);
      const { type, code } = reactionTo(body);
      if (!isOf(plaidEnvironment, body)) {
        log.warn({ request_id: ctx.state.requestId, reason: 'wrong_environment' }, 'webhook refused');
        throw notPlaids();
      }
      const { signedAt, stale } = verdict;
      const bodyHash = createHash('sha256').update(raw).digest();
      const row = await insertWebhook(db, vault, { bodyHash, signedAt, type, code, body: raw.toString(), stale });
      log.info(
        { request_id: ctx.state.requestId, webhook: row?.id ?? null, type, code, stale, duplicate: !row },
        'webhook kept',
      );
      ctx.body = {};
      if (row) pokeRelay();
    },
  };
}

function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString());
  } catch {
    return null;
  }
}

/** Not every kind names it, and the signing key already belongs to one environment; where it is named it must agree. */
function isOf(expected: string, body: unknown): boolean {
  const { environment } = (body ?? {}) as { environment?: unknown };
  return environment === undefined || environment === expected;
}

const notPlaids = () => new Problem(401, 'unauthorized', 'This request is not accepted.');
const notNow = () => new Problem(503, 'unavailable', 'Send this again later.', { headers: { 'Retry-After': '30' } });
