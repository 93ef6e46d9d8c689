// A case right before its money call, and the record of its transfer afterwards.

import { loadCase } from '../../../db/case/onboardings.ts';
import { readTimeline } from '../../../db/case/timeline.ts';
import type { Pool } from '../../../db/pool.ts';
import { authorizationsOfCase } from '../../../db/transfers/authorizations.ts';
import type { Network } from '../../../domain/case/onboarding.ts';
import {
  type AuthorizationPolicy,
  defaultAuthorizationPolicy,
} from '../../../domain/transfers/authorization-policy.ts';
import type { StrictPlaid } from '../plaid/strict-plaid.ts';
import { storedPayment } from './activities.ts';

export type At = { onboardingId: string; step: number };

export const storedPaymentUnder = (
  pool: Pool,
  policy: Partial<AuthorizationPolicy>,
  network: Network = 'ach',
): Promise<At> =>
  storedPayment(pool, {
    // The longest description that a statement shows on this network.
    funding: { network, direction: network === 'rtp' ? 'credit' : 'debit', description: 'Funding of Ada' },
    policy: { money: { ...defaultAuthorizationPolicy, ...policy } },
  });

export async function standOf(pool: Pool, { onboardingId }: At): Promise<unknown[]> {
  const found = await loadCase(pool, onboardingId);
  return [found?.stage, found?.outcome, found?.reason];
}

/** Returns the authorizations of the case, oldest first. */
export async function decisionsOf(pool: Pool, { onboardingId }: At): Promise<unknown[]> {
  return (await authorizationsOfCase(pool, onboardingId)).map(({ decision }) => decision).toReversed();
}

/** Returns the timeline's details under this word, oldest first. */
export async function saidOf(pool: Pool, { onboardingId }: At, what: string): Promise<object[]> {
  const entries = await readTimeline(pool, onboardingId, { limit: 100 });
  return entries.filter((entry) => entry.what === what).map(({ detail }) => detail);
}

/** Lets time pass at Plaid, and in the record's times of calls to Plaid. */
export async function passTime(pool: Pool, plaid: StrictPlaid, { onboardingId }: At, ms: number): Promise<void> {
  plaid.later(ms);
  await pool.query(
    `update authorizations set asked_at = asked_at - make_interval(secs => $2),
       answered_at = answered_at - make_interval(secs => $2) where onboarding_id = $1`,
    [onboardingId, ms / 1000],
  );
}
