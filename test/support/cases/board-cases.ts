// Cases of the last days for the boards of the console: money that arrived, is under way and came back.
import { holdAccount } from '../../../db/bank/account-holds.ts';
import type { Pool } from '../../../db/pool.ts';
import type { AchFunding } from '../../../domain/case/onboarding.ts';
import { storedOnAccount } from './activities.ts';
import { storedCase, storedTransfer } from './stored-case.ts';

type Stored = Partial<AchFunding> & { tenantId: string; stage?: string; outcome?: string; daysAgo?: number };

/** Stores a case whose money has come so far. */
export async function storedMoney(pool: Pool, stored: Stored): Promise<string> {
  const { tenantId, stage = 'closed', outcome = null, daysAgo = 0, ...funding } = stored;
  const id = await storedCase(pool, { tenantId, funding });
  await pool.query(
    `update onboardings set stage = $2, outcome = $3, created_at = now() - make_interval(days => $4) where id = $1`,
    [id, stage, outcome, daysAgo],
  );
  return id;
}

/** Stores a debit that its bank has sent back today, and holds its account. */
export async function storedReturn(pool: Pool, tenantId: string, code = 'R10'): Promise<string> {
  const id = await storedMoney(pool, { tenantId, outcome: 'returned', daysAgo: 2 });
  const transferId = await storedTransfer(pool, id);
  await pool.query(
    `update transfers set status = 'returned', returned_at = now(), failure_code = $2, created_at = now() - interval '2 days'
     where onboarding_id = $1`,
    [id, code],
  );
  await holdAccount(pool, { transferId, holds: 'account', code });
  return id;
}

/** Stores some of everything that a board counts. Returns the id of a linked account with a transfer. */
export async function storeBoard(pool: Pool, tenantId: string): Promise<string> {
  for (const daysAgo of [0, 1, 2, 4, 7, 12]) {
    const amountCents = 25_000 * (daysAgo + 1);
    await storedMoney(pool, { tenantId, amountCents, daysAgo, outcome: 'funded' });
    await storedMoney(pool, { tenantId, amountCents: 40_000, daysAgo, stage: 'transferring' });
    await storedMoney(pool, { tenantId, amountCents, daysAgo, outcome: 'funded', direction: 'credit', network: 'rtp' });
  }
  for (const stage of ['awaiting_link', 'awaiting_link', 'in_review', 'authorizing', 'matching_identity'])
    await storedMoney(pool, { tenantId, stage, daysAgo: 3 });
  await storedReturn(pool, tenantId, 'R01');
  await storedReturn(pool, tenantId, 'R10');
  await pool.query(
    `update onboardings set question = 'qst_1', waiting_for = 'review', waiting_until = now() + interval '5 hours'
     where stage = 'in_review' and tenant_id = $1`,
    [tenantId],
  );
  await pool.query(
    `update onboardings set delayed_because = 'plaid_unavailable', delayed_since = now() - interval '20 minutes'
     where stage = 'matching_identity' and tenant_id = $1`,
    [tenantId],
  );
  return await storedLinkedAccount(pool, tenantId);
}

/** Stores a linked account with a transfer on it. Returns its id. */
export async function storedLinkedAccount(pool: Pool, tenantId: string, userId = 'user-1'): Promise<string> {
  const { onboardingId } = await storedOnAccount(pool, { tenantId, userId });
  const { rows } = await pool.query<{ id: string }>(
    'select l.id from linked_accounts l join onboardings o on o.account_id = l.account_id where o.id = $1',
    [onboardingId],
  );
  const [linked] = rows;
  if (!linked) throw new Error('no account was linked');
  return linked.id;
}
