import type { IncomingMessage } from 'node:http';
import { groupCommit } from '../../db/group-commit.ts';
import { insertWebhooks, type NewWebhook } from '../../db/inbox/webhooks.ts';
import { acrossTenants } from '../../db/reach.ts';
import { reactionTo } from '../../plaid/webhooks.ts';
import type { Deps } from '../context.ts';
import { readBytes, webhookLimit } from '../http/body.ts';
import { Problem, problemOf } from '../http/problem.ts';
import { plaidIdOf } from './plaid-id-of.ts';

/** `webhook` is the id of its row; null when the row existed already. */
export type Kept = { kept: true; webhook: string | null; type: string; code: string; stale: boolean };
/** `reason` is for the log, with the sender in `from` where that is the reason. The sender receives only `answer`. */
export type RefusedWebhook = { kept: false; reason: string; from?: string | null; answer: Problem };

/** Plaid waits for ten seconds, of which the look-up of a new key may take five (plaid/webhook-key.ts). */
const writtenWithinMs = 4_000;

/**
 * Verifies the raw bytes and stores them. The relay delivers them to the case later, so that the door accepts webhooks
 * even while Temporal is slow or away.
 */
export function createWebhookReceiver({
  db,
  vault,
  verify,
  sourceOf,
  plaidEnvironment,
}: Pick<Deps, 'db' | 'vault' | 'verify' | 'sourceOf' | 'plaidEnvironment'>) {
  const keep = groupCommit({
    write: (webhooks: NewWebhook[]) => acrossTenants(() => insertWebhooks(db, vault, webhooks)),
    mostAtOnce: 100,
    mostWaiting: 500,
    withinMs: writtenWithinMs,
  });

  async function receive(request: IncomingMessage): Promise<Kept | RefusedWebhook> {
    const source = sourceOf(request);
    if (!source.listed) return { ...refused('source_not_listed', notPlaids()), from: source.address };
    const header = request.headers['plaid-verification'];
    const verdict = await verify(() => readBytes(request, webhookLimit), header, source.address);
    if (!verdict.ok) {
      const { reason } = verdict;
      return refused(reason, reason === 'key_lookup_unavailable' ? notNow() : notPlaids());
    }
    const text = verdict.body.toString();
    const body = parse(text);
    const { type, code, reaction } = reactionTo(body);
    if (!isOf(plaidEnvironment, body)) return refused('wrong_environment', notPlaids());
    const { bodyHash, signedAt, stale } = verdict;
    const row = await keep({ bodyHash, signedAt, type, code, body: text, stale, plaidId: plaidIdOf(reaction) });
    return { kept: true, webhook: row?.id ?? null, type, code, stale };
  }

  return async (request: IncomingMessage): Promise<Kept | RefusedWebhook> => {
    try {
      return await receive(request);
    } catch (error) {
      const answer = problemOf(error);
      return refused(answer.code, answer);
    }
  };
}

const refused = (reason: string, answer: Problem): RefusedWebhook => ({ kept: false, reason, answer });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Not every kind of webhook names its environment, and the signing key already belongs to one. Where the body names it,
 * it must agree.
 */
function isOf(expected: string, body: unknown): boolean {
  const { environment } = (body ?? {}) as { environment?: unknown };
  return environment === undefined || environment === expected;
}

const notPlaids = () => new Problem(401, 'unauthorized', 'The API does not accept this request.');
const notNow = () =>
  new Problem(503, 'unavailable', 'The API cannot take this webhook now. Send it again later.', {
    headers: { 'Retry-After': '30' },
  });
