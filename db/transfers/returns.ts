// The statements about a transfer that came back.
import type { FollowUp, ReturnCircumstances } from '../../domain/transfers/returns.ts';
import { isItemOf } from '../bank/items.ts';
import type { Db } from '../pool.ts';
import type { TransferRecord } from './transfers.ts';

/** Records the return and the step that follows it. False if an earlier call recorded them. */
export async function recordReturn(
  db: Db,
  { transferId, returnedAt, followUp }: { transferId: string; returnedAt: Date; followUp: FollowUp | null },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update transfers set returned_at = $2, follow_up = $3, reinitiate_at = $4 where id = $1 and returned_at is null`,
    [transferId, returnedAt, followUp?.do ?? null, followUp?.do === 'reinitiate' ? followUp.at : null],
  );
  return rowCount !== 0;
}

/** Returns when Plaid made the first transfer of the money that this one presents, perhaps again. */
export async function firstInitiatedAt(
  db: Db,
  {
    onboardingId,
    transferNumber,
    reinitiations,
  }: Pick<TransferRecord, 'onboardingId' | 'transferNumber' | 'reinitiations'>,
): Promise<Date> {
  const { rows } = await db.query<{ createdAt: Date }>(
    'select created_at as "createdAt" from transfers where onboarding_id = $1 and number = $2',
    [onboardingId, transferNumber - reinitiations],
  );
  if (!rows[0]) throw new TypeError('a payment that is reinitiated has no first transfer');
  return rows[0].createdAt;
}

/** `saidAt` is the bank's date of the return. Null while only a read has shown the return. */
type ReturnFacts = Pick<ReturnCircumstances, 'relinks' | 'refunded' | 'erased' | 'permitted'> & { saidAt: Date | null };

export async function returnFacts(db: Db, transferId: string): Promise<ReturnFacts> {
  const { rows } = await db.query<ReturnFacts>(
    `select (select min(at) from transfer_events where transfer_id = t.id and type = 'returned') as "saidAt",
       (select count(*)::int from transfers o where o.onboarding_id = t.onboarding_id and o.follow_up = 'relink')
         as relinks,
       exists (select from refunds where transfer_id = t.id and status in ('asked', 'pending', 'posted', 'settled'))
         as refunded,
       p.data_key_id is null as erased,
       (select access_token_sealed is not null from items i where ${isItemOf('t.onboarding_id')}
         order by turn desc limit 1) and not exists (select from authorizations a
         join linked_accounts l on l.account_id = a.account_id
         where a.authorization_id = t.authorization_id and l.removal_asked_at is not null) as permitted
     from transfers t join applicants p on p.onboarding_id = t.onboarding_id where t.id = $1`,
    [transferId],
  );
  if (!rows[0]) throw new TypeError('a transfer that is gone');
  return rows[0];
}
