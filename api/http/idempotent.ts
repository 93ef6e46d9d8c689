// Idempotency-Key: a repeat of a request under its key gets the first answer, and the API does the work once. Requests
// that create something require a key. A request that only moves a case can be repeated anyway, so its key is optional
// and only makes the answers identical.
import { createHash } from 'node:crypto';
import { bindKey, claimKey, completeKey, releaseKey } from '../../db/idempotency-keys.ts';
import { type IdPrefix, newId } from '../../db/ids.ts';
import { type Db, transaction } from '../../db/pool.ts';
import { tenantOf } from '../cases/find-case.ts';
import type { Deps } from '../context.ts';
import { errorFields } from './access-log.ts';
import { auditAccepted } from './audit.ts';
import { Problem } from './problem.ts';
import type { Context } from './request.ts';

export type Answer = { status: number; body: unknown };
export type Work = {
  /** The request in canonical form. The API refuses a different request under this key. */
  request: unknown;
  /** Runs in the transaction that claims the key, so that its rows and the key exist together or not at all. */
  record: (tx: Db) => Promise<string>;
  /** The rest of the work, for the onboarding id that `record` returned. Runs again if an earlier try died. */
  finish: (onboardingId: string) => Promise<Answer>;
};

/** Longer than Plaid and Temporal together may take (10 s and 8 s), so that no retry overtakes a live request. */
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

/** Throws without a key. For requests that would do their work twice if sent twice by mistake. */
export function requireKey(ctx: Context, detail: string): void {
  if (idempotencyKey(ctx) === null) throw new Problem(400, 'idempotency_key_required', detail);
}

/** Returns one id for all tries under one key. */
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
  const record = async (tx: Db) => {
    const onboardingId = await work.record(tx);
    await auditAccepted(tx, ctx, onboardingId);
    return onboardingId;
  };
  if (key === null) return send(ctx, await work.finish(await transaction(db, record)));

  const claim = { tenantId: tenantOf(ctx), key };
  const claimed = await transaction(db, async (tx) => {
    const text = `${ctx.method} ${ctx.path}\n${JSON.stringify(work.request)}`;
    // A keyed hash, because the request holds personal data and a plain hash of a short text can be guessed.
    const requestHash = await vault.index(tx, text);
    const found = await claimKey(tx, vault, { ...claim, requestHash, leaseSeconds });
    if (found.state !== 'new') return found;
    const onboardingId = await record(tx);
    await bindKey(tx, { ...claim, onboardingId });
    return { state: 'resume' as const, onboardingId };
  });
  if (claimed.state === 'busy') throw busy();
  if (claimed.state === 'mismatch') throw reused();
  if (claimed.state === 'replay') {
    ctx.set('Idempotent-Replayed', 'true');
    return sendText(ctx, claimed.status, claimed.body);
  }
  ctx.state.onboardingId = claimed.onboardingId;
  try {
    const { status, body } = await work.finish(claimed.onboardingId);
    const text = JSON.stringify(body);
    await completeKey(db, vault, { ...claim, onboardingId: claimed.onboardingId, status, body: text });
    sendText(ctx, status, text);
  } catch (error) {
    await releaseKey(db, claim).catch((broken) =>
      log.warn(errorFields(broken), 'idempotency key not released; it expires with its lease'),
    );
    throw error;
  }
}

const send = (ctx: Context, { status, body }: Answer): void => sendText(ctx, status, JSON.stringify(body));

function sendText(ctx: Context, status: number, text: string): void {
  ctx.status = status;
  ctx.type = 'json';
  ctx.body = text;
}

const busy = () =>
  new Problem(
    409,
    'idempotency_in_progress',
    'An earlier request with this Idempotency-Key is still running. Send the request again in a second.',
    { headers: { 'Retry-After': '1' } },
  );
const reused = () =>
  new Problem(
    422,
    'idempotency_key_reused',
    'This Idempotency-Key belongs to a different request. Use a new key for each new request.',
  );
