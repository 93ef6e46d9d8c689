// What follows when a bank sends a transfer back: decided once, in the transaction in which that is first recorded.
import { type ReturnAlert, ruleOnReturn } from '../domain/ach-returns.ts';
import { type Circumstances, type FollowUp, followUpOf } from '../domain/follow-up.ts';
import type { AchFunding } from '../domain/onboarding.ts';
import { holdAccount } from './account-holds.ts';
import { loadCase } from './onboardings.ts';
import type { Db } from './pool.ts';
import type { TransferRecord } from './transfers.ts';

export type DecidedReturn = { followUp: FollowUp | null; alert: ReturnAlert | null };

/** Null where it has been decided before. `now` counts where the bank has not said when it came back. */
export async function decideReturn(db: Db, transfer: TransferRecord, now: Date): Promise<DecidedReturn | null> {
  const { transferId, onboardingId, failure, retry } = transfer;
  const theCase = await loadCase(db, onboardingId);
  if (!theCase) throw new TypeError('a transfer of no case');
  const { direction, achClass } = theCase.funding as AchFunding;
  const code = failure?.code ?? null;
  const { action, alert } = ruleOnReturn({ code, direction, achClass });
  const { saidAt, ...facts } = await factsOf(db, transferId);
  const returnedAt = saidAt ?? now;
  const presented = { firstCreatedAt: await firstPresentedAt(db, transfer), representments: retry };
  const followUp = followUpOf(action, { ...facts, onboardingId, policy: theCase.policy, returnedAt, presented });
  const { rowCount } = await db.query(
    `update transfers set returned_at = $2, follow_up = $3, represent_at = $4 where id = $1 and returned_at is null`,
    [transferId, returnedAt, followUp?.do ?? null, followUp?.do === 'represent' ? followUp.at : null],
  );
  if (rowCount === 0) return null;
  if (action === 'freeze' || action === 'stop' || action === 'relink') {
    await holdAccount(db, { transferId, because: action, code });
  }
  return { followUp, alert };
}

/** When Plaid made the first transfer for the payment that this one presents, perhaps again. */
export async function firstPresentedAt(
  db: Db,
  { onboardingId, attempt, retry }: Pick<TransferRecord, 'onboardingId' | 'attempt' | 'retry'>,
): Promise<Date> {
  const { rows } = await db.query<{ createdAt: Date }>(
    'select created_at as "createdAt" from transfers where onboarding_id = $1 and attempt = $2',
    [onboardingId, attempt - retry],
  );
  if (!rows[0]) throw new TypeError('a payment that is presented again has no first transfer');
  return rows[0].createdAt;
}

/** `saidAt`: when it came back, by the bank's word; null where only a read has told us. */
type Facts = Pick<Circumstances, 'relinks' | 'refunded' | 'erased' | 'permitted'> & { saidAt: Date | null };

async function factsOf(db: Db, transferId: string): Promise<Facts> {
  const { rows } = await db.query<Facts>(
    `select (select min(at) from transfer_events where transfer_id = t.id and type = 'returned') as "saidAt",
       (select count(*)::int from transfers o where o.onboarding_id = t.onboarding_id and o.follow_up = 'relink')
         as relinks,
       exists (select from refunds where transfer_id = t.id and status in ('asked', 'pending', 'posted', 'settled'))
         as refunded,
       p.data_key_id is null as erased,
       exists (select from items where id = (select id from items where onboarding_id = t.onboarding_id
         order by created_at desc limit 1) and access_token_sealed is not null) as permitted
     from transfers t join applicants p on p.onboarding_id = t.onboarding_id where t.id = $1`,
    [transferId],
  );
  if (!rows[0]) throw new TypeError('a transfer that is gone');
  return rows[0];
}
