import type { IncomingMessage } from 'node:http';
import { groupCommit } from '../../db/group-commit.ts';
import { insertWebhooks, type NewWebhook } from '../../db/webhooks.ts';
import { reactionTo } from '../../plaid/webhooks.ts';
import { readBytes, webhookLimit } from '../body.ts';
import type { Deps } from '../context.ts';
import { Problem, problemOf } from '../problem.ts';
import { routeOf } from './webhook-route.ts';

/** `webhook` is its row; null where that was there already. */
export type Kept = { kept: true; webhook: string | null; type: string; code: string; stale: boolean };
/** `reason` is for us, and `from` the sender where that is the reason; `answer` is all that the sender is told. */
export type Refused = { kept: false; reason: string; from?: string | null; answer: Problem };

/** Plaid waits for ten seconds, of which looking up a key that is new may take five (plaid/webhook-key.ts). */
const writtenWithinMs = 4_000;

/**
 * Verifies the raw bytes and keeps them. What they mean for a case is the relay's work, which a slow or absent Temporal
 * then cannot keep from being accepted.
 */
export function createWebhookReceiver({
  db,
  vault,
  verify,
  sourceOf,
  plaidEnvironment,
}: Pick<Deps, 'db' | 'vault' | 'verify' | 'sourceOf' | 'plaidEnvironment'>) {
  const keep = groupCommit({
    write: (webhooks: NewWebhook[]) => insertWebhooks(db, vault, webhooks),
    mostAtOnce: 100,
    mostWaiting: 500,
    withinMs: writtenWithinMs,
  });

  async function receive(request: IncomingMessage): Promise<Kept | Refused> {
    const source = sourceOf(request);
    if (!source.listed) return { ...refused('source_not_listed', notPlaids()), from: source.address };
    const raw = await readBytes(request, webhookLimit);
    const verdict = await verify(raw, request.headers['plaid-verification']);
    if (!verdict.ok) {
      const { reason } = verdict;
      return refused(reason, reason === 'key_lookup_unavailable' ? notNow() : notPlaids());
    }
    const text = raw.toString();
    const body = parse(text);
    const { type, code, reaction } = reactionTo(body);
    if (!isOf(plaidEnvironment, body)) return refused('wrong_environment', notPlaids());
    const { bodyHash, signedAt, stale } = verdict;
    const row = await keep({ bodyHash, signedAt, type, code, body: text, stale, route: routeOf(reaction) });
    return { kept: true, webhook: row?.id ?? null, type, code, stale };
  }

  return async (request: IncomingMessage): Promise<Kept | Refused> => {
    try {
      return await receive(request);
    } catch (error) {
      const answer = problemOf(error);
      return refused(answer.code, answer);
    }
  };
}

const refused = (reason: string, answer: Problem): Refused => ({ kept: false, reason, answer });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
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
