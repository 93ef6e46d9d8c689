// A Link token for income: the fields of its request, and the payslips that the person shares.
import { z } from 'zod';
import { invalidRequest } from '../errors.ts';
import { newId } from '../ids.ts';
import type { LinkPurpose } from '../link/state.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { World } from '../world.ts';
import { findUser } from './users.ts';

export const incomeVerification = z.strictObject({ income_source_types: z.array(z.literal('payroll')).length(1) });

type Asked = {
  products?: string[] | null | undefined;
  required_if_supported_products?: string[] | null | undefined;
  optional_products?: string[] | null | undefined;
  additional_consented_products?: string[] | null | undefined;
  income_verification?: z.output<typeof incomeVerification> | undefined;
  user_token?: string | undefined;
  user_id?: string | undefined;
  access_token?: string | null | undefined;
};

/** Null when the token is for something else. The error codes are assumptions. */
export function incomePurpose(world: World, asked: Asked): LinkPurpose | null {
  const { products, income_verification: about } = asked;
  const user = findUser(world, asked);
  if (!products?.includes('income_verification')) {
    if (!about) return null;
    throw invalidRequest('INVALID_FIELD', 'income_verification must not be set without the product of that name');
  }
  if (!about || !user) {
    throw invalidRequest(
      'MISSING_FIELDS',
      'the following required fields are missing: income_verification, user_token',
    );
  }
  const others = [asked.required_if_supported_products, asked.optional_products, asked.additional_consented_products];
  if (products.length > 1 || asked.access_token || others.some((list) => list?.length)) {
    throw invalidRequest(
      'INVALID_FIELD',
      'payroll income cannot be used in the same Link session as any other product',
    );
  }
  return { mode: 'income', user_id: user.user_id };
}

/** Records that the person has shared their payslips. Plaid reads them a moment later. */
export function shareIncome(
  world: World,
  userId: string,
  webhook: string | null,
  story: Pick<Scenario, 'income'>,
): void {
  const user = findUser(world, { user_id: userId });
  if (!user) throw new Error(`User ${userId} has a Link token and does not exist`);
  user.payrolls.push({
    item_id: newId(),
    shared_at: world.now().toISOString(),
    webhook,
    fails: story.income === 'fails',
    status: 'PROCESSING',
  });
  world.changed();
}
