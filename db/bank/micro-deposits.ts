// Micro-deposit events from both feeds, by account.

import { type MicroDepositEvent, microDepositBelowCents } from '../../domain/bank/micro-deposits.ts';
import type { EventFeed } from '../../domain/feed.ts';
import type { Db } from '../pool.ts';

/**
 * The bank-transfer feed counts entirely. Plaid directs customers of Transfer to the transfer feed
 * (https://plaid.com/docs/auth/coverage/microdeposit-events/), where no field of a TransferEvent marks a micro-deposit.
 * There we take an event for one if it is below a dollar, its account is verified by more than a login, and its
 * transfer is not ours. A transfer cannot become ours later: we record an authorization on the account before we ask
 * Plaid for it, and such an account is left out. A transfer that the client makes outside of Gangway on such an account
 * would be taken for a micro-deposit.
 */
const microDepositEvents = `
  select 'bank-transfer' as feed, event_id, account_id, type, at, failure_code, signalled_at from bank_transfer_events
  union all
  select 'transfer', e.event_id, e.account_id, e.type, e.at, e.failure_code, e.signalled_at
  from transfer_events e join accounts a on a.id = e.account_id
  where e.amount_cents < ${microDepositBelowCents} and a.verification_status is not null
    and not exists (select from transfers t where t.id = e.transfer_id)
    and not exists (select from authorizations z
      where z.onboarding_id = a.onboarding_id and z.account_id = e.account_id)`;

export type UnsignalledMicroDeposits = {
  onboardingId: string;
  accountId: string;
  events: { feed: EventFeed; eventId: string }[];
};

/** Returns per known account the events that its case has not received. Events of unknown accounts wait. */
export async function unsignalledMicroDeposits(db: Db): Promise<UnsignalledMicroDeposits[]> {
  const { rows } = await db.query<UnsignalledMicroDeposits>(
    `select r.onboarding_id as "onboardingId", e.account_id as "accountId",
       json_agg(json_build_object('feed', e.feed, 'eventId', e.event_id::text) order by e.feed, e.event_id) as events
     from (${microDepositEvents}) e join plaid_ids r on r.kind = 'account' and r.external_id = e.account_id
     where e.signalled_at is null
     group by r.onboarding_id, e.account_id order by min(e.at)`,
  );
  return rows;
}

/** Returns all events about the account's micro-deposits, each with whether its case has received it. */
export async function microDepositsOf(
  db: Db,
  accountId: string,
): Promise<(MicroDepositEvent & { signalled: boolean })[]> {
  const { rows } = await db.query<MicroDepositEvent & { signalled: boolean }>(
    `select e.type, e.at, e.failure_code as "returnCode", e.signalled_at is not null as signalled
     from (${microDepositEvents}) e where e.account_id = $1`,
    [accountId],
  );
  return rows;
}
