// A payment whose case stands right before the money call, and what its record says of it afterwards.
import { authorizationsOfCase } from '../../db/authorizations.ts';
import { loadCase } from '../../db/onboardings.ts';
import type { Pool } from '../../db/pool.ts';
import { readTimeline } from '../../db/timeline.ts';
import { defaultMoneyPolicy, type MoneyPolicy } from '../../domain/money-policy.ts';
import type { Network } from '../../domain/onboarding.ts';
import { storedPayment } from './activities.ts';
import type { StrictPlaid } from './strict-plaid.ts';

export type At = { onboardingId: string; step: number };

export const storedPaymentUnder = (pool: Pool, policy: Partial<MoneyPolicy>, network: Network = 'ach'): Promise<At> =>
  storedPayment(pool, {
    // The longest that a statement shows on this network.
    funding: { network, direction: network === 'rtp' ? 'credit' : 'debit', description: 'Funding of Ada' },
    policy: { money: { ...defaultMoneyPolicy, ...policy } },
  });

export async function standOf(pool: Pool, { onboardingId }: At): Promise<unknown[]> {
  const found = await loadCase(pool, onboardingId);
  return [found?.stage, found?.outcome, found?.reason];
}

/** Of its authorizations, oldest first. */
export async function decisionsOf(pool: Pool, { onboardingId }: At): Promise<unknown[]> {
  return (await authorizationsOfCase(pool, onboardingId)).map(({ decision }) => decision).toReversed();
}

/** What its timeline says under this word, oldest first. */
export async function saidOf(pool: Pool, { onboardingId }: At, what: string): Promise<object[]> {
  const entries = await readTimeline(pool, onboardingId, { limit: 100 });
  return entries.filter((entry) => entry.what === what).map(({ detail }) => detail);
}

/** At Plaid, and for what the record says about when Plaid was asked. */
export async function passTime(pool: Pool, plaid: StrictPlaid, { onboardingId }: At, ms: number): Promise<void> {
  plaid.later(ms);
  await pool.query(
    `update authorizations set asked_at = asked_at - make_interval(secs => $2),
       answered_at = answered_at - make_interval(secs => $2) where onboarding_id = $1`,
    [onboardingId, ms / 1000],
  );
}
