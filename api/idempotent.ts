// Idempotency-Key: the same key and the same request give the same answer, and the work behind it is done once.
// Creating requires a key. What only moves a case repeats harmlessly by itself, so there the key is optional and
// buys the very same answer.
import { createHash } from 'node:crypto';
import { bindKey, claimKey, completeKey, releaseKey } from '../db/idempotency-keys.ts';
import { type IdPrefix, newId } from '../db/ids.ts';
import { type Db, transaction } from '../db/pool.ts';
import { errorFields } from './access-log.ts';
import { tenantOf } from './cases/find-case.ts';
import type { Context, Deps } from './context.ts';
import { Problem } from './problem.ts';

export type Answer = { status: number; body: unknown };
export type Work = {
  /** The request in canonical form: another one under the same key is refused. */
  request: unknown;
  /** Runs in the transaction that claims the key: what it makes and the key exist together or not at all. */
  record: (tx: Db) => Promise<string>;
  /** Everything after that, for the onboarding id that `record` returned. Runs again when an earlier try died. */
  finish: (onboardingId: string) => Promise<Answer>;
};

/** Longer than Plaid and Temporal together may take to answer (10 s and 8 s), so that nobody overtakes a live request. */
const leaseSeconds = 30;

export function idempotencyKey(ctx: Context): string | null {
  const key = ctx.get('Idempotency-Key');
  if (!key) return null;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new Problem(
    400,
    'invalid_idempotency_key',
    'Idempotency-Key must be 1 to 255 printable ASCII characters without spaces.',
  );
}

/** Where a request that is sent twice by mistake would do its work twice. */
export function requireKey(ctx: Context, detail: string): void {
  if (idempotencyKey(ctx) === null) throw new Problem(400, 'idempotency_key_required', detail);
}

/** An id that is the same for every try under one key. */
export function keyedId<P extends IdPrefix>(prefix: P, ctx: Context): `${P}_${string}` {
  const key = idempotencyKey(ctx);
  if (key === null) return newId(prefix);
  const hash = createHash('sha256')
    .update(JSON.stringify([tenantOf(ctx), ctx.path, key]))
    .digest('hex');
  return `${prefix}_${hash.slice(0, 32)}`;
}

export async function answerOnce(deps: Pick<Deps, 'db' | 'vault' | 'log'>, ctx: Context, work: Work): Promise<void> {
  const { db, vault, log } = deps;
  const key = idempotencyKey(ctx);
  if (key === null) return send(ctx, await work.finish(await transaction(db, work.record)));

  const claim = { tenantId: tenantOf(ctx), key };
  const claimed = await transaction(db, async (tx) => {
    const text = `${ctx.method} ${ctx.path}\n${JSON.stringify(work.request)}`;
    // Keyed, because the request holds personal data and a plain hash of little text can be guessed.
    const requestHash = await vault.index(tx, text);
    const found = await claimKey(tx, vault, { ...claim, requestHash, leaseSeconds });
    if (found.state !== 'new') return found;
    const onboardingId = await work.record(tx);
    await bindKey(tx, { ...claim, onboardingId });
    return { state: 'resume' as const, onboardingId };
  });
  switch (claimed.state) {
    case 'busy':
      throw new Problem(
        409,
        'idempotency_in_progress',
        'A request with this Idempotency-Key is being worked on. Send it again in a second.',
        {
          headers: { 'Retry-After': '1' },
        },
      );
    case 'mismatch':
      throw new Problem(
        422,
        'idempotency_key_reused',
        'This Idempotency-Key belongs to a different request. Use a new key for each new request.',
      );
    case 'replay':
      ctx.set('Idempotent-Replayed', 'true');
      return sendText(ctx, claimed.status, claimed.body);
  }
  ctx.state.onboardingId = claimed.onboardingId;
  try {
    const { status, body } = await work.finish(claimed.onboardingId);
    const text = JSON.stringify(body);
    await completeKey(db, vault, { ...claim, status, body: text });
    sendText(ctx, status, text);
  } catch (error) {
    await releaseKey(db, claim).catch((broken) => log.warn(errorFields(broken), 'idempotency key not released'));
    throw error;
  }
}

const send = (ctx: Context, { status, body }: Answer): void => sendText(ctx, status, JSON.stringify(body));

function sendText(ctx: Context, status: number, text: string): void {
  ctx.status = status;
  ctx.type = 'json';
  ctx.body = text;
}
