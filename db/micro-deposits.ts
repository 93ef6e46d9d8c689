// What the two feeds say of micro-deposits, by account.
import type { EventFeed } from '../domain/feed.ts';
import { type MicroDepositEvent, microDepositBelowCents } from '../domain/micro-deposits.ts';
import type { Db } from './pool.ts';

/**
 * All of the bank-transfer feed. And of the transfer feed, where Plaid's customers of Transfer are told to look
 * (https://plaid.com/docs/auth/coverage/microdeposit-events/): no field of a TransferEvent says that it is about a
 * micro-deposit, so what is less than a dollar, on an account that is proven by more than its login, of a transfer that
 * is not ours. It cannot become ours where nobody has asked for an authorization on the account, which is on record
 * before Plaid is asked. A transfer that the client makes outside of Gangway on such an account would be taken for one.
 */
const microDepositEvents = `
  select 'bank-transfer' as feed, event_id, account_id, type, at, failure_code, told_at from bank_transfer_events
  union all
  select 'transfer', e.event_id, e.account_id, e.type, e.at, e.failure_code, e.told_at
  from transfer_events e join accounts a on a.id = e.account_id
  where e.amount_cents < ${microDepositBelowCents} and a.verification_status is not null
    and not exists (select from transfers t where t.id = e.transfer_id)
    and not exists (select from authorizations z where z.account_id = e.account_id)`;

export type UntoldMicroDeposits = {
  onboardingId: string;
  accountId: string;
  events: { feed: EventFeed; eventId: string }[];
};

/** Per known account the events its case has not been told. Those of unknown accounts wait. */
export async function untoldMicroDeposits(db: Db): Promise<UntoldMicroDeposits[]> {
  const { rows } = await db.query<UntoldMicroDeposits>(
    `select r.onboarding_id as "onboardingId", e.account_id as "accountId",
       json_agg(json_build_object('feed', e.feed, 'eventId', e.event_id::text) order by e.feed, e.event_id) as events
     from (${microDepositEvents}) e join routes r on r.kind = 'account' and r.external_id = e.account_id
     where e.told_at is null
     group by r.onboarding_id, e.account_id order by min(e.at)`,
  );
  return rows;
}

/** Everything that was ever said of the account's micro-deposits, and whether its case has been told. */
export async function microDepositsOf(db: Db, accountId: string): Promise<(MicroDepositEvent & { told: boolean })[]> {
  const { rows } = await db.query<MicroDepositEvent & { told: boolean }>(
    `select e.type, e.at, e.failure_code as "returnCode", e.told_at is not null as told
     from (${microDepositEvents}) e where e.account_id = $1`,
    [accountId],
  );
  return rows;
}
