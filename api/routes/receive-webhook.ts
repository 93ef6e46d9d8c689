import { createHash } from 'node:crypto';
import { groupCommit } from '../../db/group-commit.ts';
import { insertWebhooks, type NewWebhook } from '../../db/webhooks.ts';
import { reactionTo } from '../../plaid/webhooks.ts';
import { readBytes, webhookLimit } from '../body.ts';
import type { Context, Deps, Route } from '../context.ts';
import { Problem, problemOf } from '../problem.ts';
import { routeOf } from '../webhook-route.ts';

/** Plaid waits for ten seconds, and this is not all that an answer takes. */
const answerWithinMs = 8_000;

/**
 * The door for Plaid: verify the raw bytes, keep them, answer. What they mean for a case is the relay's work, which a
 * slow or absent Temporal then cannot keep from being accepted. A refusal tells the sender nothing; the log has the
 * reason.
 */
export function receiveWebhook(deps: Deps): Route {
  const { db, vault, verify, sourceOf, plaidEnvironment, log, metrics, pokeRelay } = deps;
  const keep = groupCommit({
    write: (webhooks: NewWebhook[]) => insertWebhooks(db, vault, webhooks),
    mostAtOnce: 100,
    mostWaiting: 500,
    withinMs: answerWithinMs,
  });

  /** Notes why, which the sender is not told. */
  function refused(ctx: Context, reason: string, answer: Problem, more: { from?: string | null } = {}): Problem {
    metrics.webhooksRefused.inc({ reason });
    log.warn({ request_id: ctx.state.requestId, reason, ...more }, 'webhook refused');
    return answer;
  }
  const refusedByItself = (ctx: Context) => (error: unknown) => {
    const problem = problemOf(error);
    throw refused(ctx, problem.code, problem);
  };

  return {
    method: 'POST',
    path: '/plaid/webhooks',
    handle: async (ctx) => {
      const source = sourceOf(ctx.req);
      if (!source.listed) throw refused(ctx, 'source_not_listed', notPlaids(), { from: source.address });
      const raw = await readBytes(ctx.req, webhookLimit).catch(refusedByItself(ctx));
      const verdict = await verify(raw, ctx.req.headers['plaid-verification']);
      if (!verdict.ok) {
        const { reason } = verdict;
        throw refused(ctx, reason, reason === 'key_lookup_unavailable' ? notNow() : notPlaids());
      }
      const body = parse(raw);
      const { type, code, reaction } = reactionTo(body);
      if (!isOf(plaidEnvironment, body)) throw refused(ctx, 'wrong_environment', notPlaids());
      const { signedAt, stale } = verdict;
      const bodyHash = createHash('sha256').update(raw).digest();
      const route = routeOf(reaction);
      const webhook = { bodyHash, signedAt, type, code, body: raw.toString(), stale, route };
      const row = await keep(webhook).catch(refusedByItself(ctx));
      metrics.webhooksReceived.inc({ result: row ? 'kept' : 'duplicate', stale: String(stale) });
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
