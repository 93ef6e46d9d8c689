// Finished cases with a row in every table that grows with the cases, for tests that copy them by the thousand.
import { randomUUID } from 'node:crypto';
import { holdAccount } from '../../../db/bank/account-holds.ts';
import { upsertVerification } from '../../../db/case/identity-verifications.ts';
import { insertReview } from '../../../db/case/reviews.ts';
import { wantReport } from '../../../db/data/reports.ts';
import { insertBankTransferEvents } from '../../../db/feeds/bank-transfer-events.ts';
import { newId } from '../../../db/ids.ts';
import { type Pool, transaction } from '../../../db/pool.ts';
import { aTransaction } from '../plaid/strict-transactions.ts';
import { activitiesOn } from './activities.ts';
import { type FundedCase, fundCase, type Parts, verifyCase } from './funded-case.ts';
import { storedCase, testVault } from './stored-case.ts';
import { storedTransactions } from './stored-transactions.ts';

export const aDebit = {
  funding: { rail: 'ach', direction: 'debit', amount: '25.00' },
  products: ['transactions', 'assets'],
  policy: { confirm: {} },
};

/** Returns the case with the most rows. */
export async function finishedCases(parts: Parts): Promise<FundedCase> {
  const { door, pool } = parts;
  await door.send('POST', '/v1/notification_endpoints', { body: { url: 'http://127.0.0.1:9/' } });
  await fundCase(parts, { user_id: randomUUID() });
  const full = await fundCase(parts, { user_id: randomUUID(), ...aDebit });
  await addRareRows(pool, full);
  const refunded = await door.send('POST', `/v1/onboardings/${full.onboardingId}/refunds`, {
    idempotencyKey: randomUUID(),
  });
  if (refunded.status !== 201) throw new Error('the refund was refused');
  const { account } = await verifyCase(parts, { user_id: randomUUID() });
  const paid = await door.send('POST', `/v1/accounts/${account}/transfers`, {
    ...{ idempotencyKey: randomUUID(), body: { direction: 'credit', amount: '12.50' } },
  });
  await activitiesOn(pool, parts.plaid).moveMoney({ onboardingId: paid.body.id, step: 1 });
  for (const table of ['onboardings', 'linked_accounts'])
    await pool.query(
      `insert into metadata select tenant_id, id, key, 'a', created_at from ${table}, unnest('{shop,key}'::text[]) key`,
    );
  await pool.query(`update onboardings set outcome = 'funded', stage = 'closed' where id = $1`, [paid.body.id]);
  await endCases(pool);
  return full;
}

/** Closes all cases, as if their return windows were over; settles their refunds, and delivers their notifications. */
export async function endCases(pool: Pool): Promise<void> {
  await pool.query(`update refunds set status = 'settled' where status = 'pending'`);
  await pool.query(`update onboardings set stage = 'closed', waiting_for = null, waiting_until = null`);
  await pool.query(
    `update notification_deliveries set status = 'delivered', result = 'delivered', attempts = 1, attempted_at = now()`,
  );
}

async function addRareRows(pool: Pool, { onboardingId, transferId, itemId }: FundedCase): Promise<void> {
  await storedTransactions(pool, onboardingId, [aTransaction(), aTransaction()]);
  await wantReport(pool, { onboardingId, kind: 'assets', itemId });
  await holdAccount(pool, { transferId, holds: 'account', code: 'R02' });
  const failure = null;
  await insertBankTransferEvents(pool, [
    {
      ...{ eventId: 1n, bankTransferId: randomUUID(), accountId: `account-${randomUUID()}`, type: 'posted', failure },
      ...{ direction: 'credit', amountCents: 1, currency: 'USD', at: new Date() },
    },
  ]);
  await pool.query('update bank_transfer_events set signalled_at = now()');
  await transaction(pool, async (tx) => {
    await upsertVerification(tx, testVault, { onboardingId, id: `idv_${randomUUID()}`, status: 'success', url: null });
    const decision = { decision: 'approve', reviewer: 'op-7', reason: null, note: null } as const;
    await insertReview(tx, testVault, {
      ...{ ...decision, decides: true, signalAfterSeconds: 30 },
      key: null,
      id: newId('rev'),
      onboardingId,
      question: newId('qst'),
    });
    await tx.query('update reviews set taken_at = now(), signal_at = null');
  });
  const other = await storedCase(pool, { tenantId: 'default', userId: randomUUID() });
  await pool.query(`update onboardings set outcome = 'funded', stage = 'closed' where id = $1`, [other]);
  await pool.query(`insert into payments (reference, onboarding_id, id, status) values ('GW42', $1, $2, 'EXECUTED')`, [
    other,
    `payment-id-${randomUUID()}`,
  ]);
}
