// A case whose tenant has to confirm its transfer, and the tenant's answer as the API records it.
import { recordAnswer } from '../../../api/cases/answer-transfer.ts';
import { type Pool, transaction } from '../../../db/pool.ts';
import {
  type AuthorizationPolicy,
  defaultAuthorizationPolicy,
} from '../../../domain/transfers/authorization-policy.ts';
import type { TenantAnswer } from '../../../domain/transfers/confirmation.ts';
import type { StrictPlaid } from '../plaid/strict-plaid.ts';
import { activitiesOn, storedPayment } from './activities.ts';
import type { At } from './transfers.ts';

export const later = (at: At, steps = 1): At => ({ ...at, step: at.step + steps });

/** `stored` makes the case, by default an onboarding. */
type How = { policy?: Partial<AuthorizationPolicy>; stored?: typeof storedPayment };

/** Stores a case right before its money call. */
export const storedUnconfirmed = (pool: Pool, { policy, stored = storedPayment }: How = {}): Promise<At> =>
  stored(pool, { policy: { money: { ...defaultAuthorizationPolicy, confirmWithin: '7 days', ...policy } } });

/** Stores a case that waits for the tenant. */
export async function storedAsked(pool: Pool, plaid: StrictPlaid, how: How = {}): Promise<At> {
  const at = await storedUnconfirmed(pool, how);
  const { result } = await activitiesOn(pool, plaid).moveMoney(at);
  if (result !== 'confirm') throw new Error(`the tenant was not asked: ${result}`);
  return at;
}

export const answerAs = (
  pool: Pool,
  { onboardingId }: At,
  answer: TenantAnswer,
  given: { by?: string; question?: string } = {},
): Promise<void> => transaction(pool, (tx) => recordAnswer(tx, { onboardingId, answer, key: 'test0001' }, given));

/** Stores a case whose tenant has confirmed the transfer, at the step that sends it. */
export async function storedConfirmed(pool: Pool, plaid: StrictPlaid, how: How = {}): Promise<At> {
  const at = await storedAsked(pool, plaid, how);
  await answerAs(pool, at, 'confirmed');
  return later(at);
}
