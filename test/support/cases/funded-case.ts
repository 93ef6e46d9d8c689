// Takes a case from the tenant's request to `funded`: through the door, the relay and the activities of production.
import { randomInt, randomUUID } from 'node:crypto';
import type { Pool } from '../../../db/pool.ts';
import { aRequest } from '../http/api.ts';
import type { Door } from '../http/door.ts';
import { aTransferEvent } from '../plaid/feed-events.ts';
import type { strictPlaid } from '../plaid/strict-plaid.ts';
import { activitiesOn } from './activities.ts';
import { anAccount } from './an-account.ts';

export type Parts = { door: Door; pool: Pool; plaid: ReturnType<typeof strictPlaid> };

export type FundedCase = { onboardingId: string; transferId: string; itemId: string };

/** Returns its ids. `plaid` is also the Plaid of the door, and `request` changes the tenant's request. */
export async function fundCase(
  { door, pool, plaid }: Parts,
  request: Partial<ReturnType<typeof aRequest>> & { products?: string[]; policy?: object; consent?: object } = {},
): Promise<FundedCase> {
  const moved: string[] = [];
  const { moveMoney, drainFeed } = activitiesOn(pool, plaid, {
    cases: { transferMoved: async ({ standing }) => void moved.push(standing) },
  });
  const body = { ...aRequest(), funding: { rail: 'ach', direction: 'credit', amount: '25.00' }, ...request };
  const { onboardingId, itemId } = await matchCase({ door, pool, plaid }, body);
  let { result } = await moveMoney({ onboardingId, step: 3 });
  if (result === 'confirm') {
    await door.send('POST', `/v1/onboardings/${onboardingId}/confirm`);
    ({ result } = await moveMoney({ onboardingId, step: 4 }));
  }
  if (result !== 'sent') throw new Error(`no transfer was sent: ${result}`);
  const transferId = plaid.transfersOf(onboardingId)[0]?.transferId ?? '';
  const last = plaid.events.at(-1)?.eventId ?? 0n;
  // The money of a debit is ours only once its hold is over.
  const types = ['posted', 'settled', ...(body.funding.direction === 'debit' ? ['funds_available'] : [])];
  for (const [at, type] of types.entries()) {
    plaid.events.push(aTransferEvent({ eventId: last + BigInt(at + 1), transferId, type }));
  }
  await deliverAndHandle(door, { webhook_type: 'TRANSFER', webhook_code: 'TRANSFER_EVENTS_UPDATE' });
  await drainFeed('transfer');
  if (moved.join() !== 'funded') throw new Error(`the case was signalled ${moved}`);
  return { onboardingId, transferId, itemId };
}

/** Takes a case until its account is verified and its owner matched. */
async function matchCase({ door, pool, plaid }: Parts, body: object) {
  // Each applicant brings an account of their own.
  plaid.accounts = [anAccount()];
  plaid.numbers.account = String(randomInt(1e12, 1e13));
  const { readAccount, matchOwner } = activitiesOn(pool, plaid);
  const created = await door.send('POST', '/v1/onboardings', { idempotencyKey: randomUUID(), body });
  if (created.status !== 201) throw new Error(`the case was not created: ${JSON.stringify(created.body)}`);
  const { id: onboardingId, next_action } = created.body;
  const publicToken = plaid.publicToken().reveal();
  await deliverAndHandle(door, {
    ...{ webhook_type: 'LINK', webhook_code: 'SESSION_FINISHED', status: 'SUCCESS' },
    ...{ link_token: next_action.link_token, public_tokens: [publicToken] },
  });
  await readAccount({ onboardingId, step: 1 });
  await matchOwner({ onboardingId, step: 2 });
  return { onboardingId, itemId: `item-${publicToken}` };
}

/** Takes a case that moves no money to `verified`. Returns its ids, and that of its linked account. */
export async function verifyCase(
  parts: Parts,
  request: Partial<ReturnType<typeof aRequest>> & { policy?: object; link?: object } = {},
): Promise<Omit<FundedCase, 'transferId'> & { account: string }> {
  const { door, pool, plaid } = parts;
  const { funding: _, ...body } = { ...aRequest(), ...request };
  const ids = await matchCase(parts, body);
  await activitiesOn(pool, plaid).closeCase({
    ...{ onboardingId: ids.onboardingId, step: 3, outcome: 'verified', reason: null },
  });
  const { data } = (await door.send('GET', `/v1/accounts?onboarding_id=${ids.onboardingId}`)).body;
  return { ...ids, account: data[0].id };
}

/** Sends a signed webhook, and lets the relay handle it. */
export async function deliverAndHandle(door: Door, body: object): Promise<void> {
  const { status } = await door.deliver(JSON.stringify(body));
  if (status !== 200) throw new Error(`the door answered ${status}`);
  await door.relay.turn();
}
