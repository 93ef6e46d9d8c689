// The API over real HTTP with a linked account, for the tests of transfers on it.
import { randomUUID } from 'node:crypto';
import { activitiesOn } from '../cases/activities.ts';
import type { Parts } from '../cases/funded-case.ts';
import { aTransferEvent } from '../plaid/feed-events.ts';
import { type StrictPlaid, strictPlaid } from '../plaid/strict-plaid.ts';
import { openDoor } from './door.ts';
import { forEachTest } from './own-api.ts';

export const credit = { direction: 'credit', amount: '12.50' };
export const consent = { text: 'I allow Example to debit my account.', given_at: '2026-01-02T03:04:05Z', until: null };
export const debit = { direction: 'debit', amount: '9.99', consent };

export function transfersOnAccounts() {
  let plaid: StrictPlaid;
  let eventId = 0n;
  const [database, door] = forEachTest((pool) => {
    plaid = strictPlaid();
    // The tests share a database, and with it the cursor of the feed.
    eventId += 1_000n;
    plaid.events.push(aTransferEvent({ eventId, transferId: 'tr-of-nobody', type: 'posted' }));
    return openDoor(pool, { plaid: { gateway: plaid.gateway, linkTokens: [], finishLink: () => {} } });
  });
  const parts = (): Parts => ({ door, pool: database.pool, plaid });
  const activities = (cases: NonNullable<Parameters<typeof activitiesOn>[2]>['cases'] = {}) =>
    activitiesOn(database.pool, plaid, { cases });
  const ask = (account: string, body: object = credit, idempotencyKey: string = randomUUID()) =>
    door.send('POST', `/v1/accounts/${account}/transfers`, { idempotencyKey, body });

  return {
    database,
    door,
    parts,
    activities,
    ask,
    read: async (id: string) => (await door.send('GET', `/v1/transfers/${id}`)).body,
    account: async (id: string) => (await door.send('GET', `/v1/accounts/${id}`)).body,
    /** Asks for a transfer, and sends it. */
    async paid(account: string, body: object = credit): Promise<{ id: string; transferId: string }> {
      const { id } = (await ask(account, body)).body;
      const { result } = await activities().moveMoney({ onboardingId: id, step: 1 });
      if (result !== 'sent') throw new Error(`the transfer was not sent: ${result}`);
      return { id, transferId: plaid.transfersOf(id)[0]?.transferId ?? '' };
    },
  };
}
