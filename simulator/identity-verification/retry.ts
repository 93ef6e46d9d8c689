// Decides which steps a retry leaves out (Strategy in Plaid's OpenAPI document).
import { z } from 'zod';
import { invalidRequest } from '../errors.ts';
import type { Step, Verification } from './state.ts';

export const strategy = z.enum(['reset', 'incomplete', 'infer', 'custom']);

export const stepsRequest = z.strictObject({
  verify_sms: z.boolean(),
  kyc_check: z.boolean(),
  documentary_verification: z.boolean(),
  selfie_check: z.boolean(),
});

type Asked = { strategy: z.output<typeof strategy>; steps?: z.output<typeof stepsRequest> | null | undefined };

export function skippedBy({ strategy: how, steps }: Asked, last: Verification): Step[] {
  if ((how === 'custom') !== Boolean(steps)) {
    throw invalidRequest('INVALID_FIELD', 'steps must be set with the strategy custom, and only then');
  }
  if (steps) return (Object.keys(steps) as (keyof typeof steps)[]).filter((step) => !steps[step]);
  if (how === 'infer') {
    if (last.status === 'active') throw invalidRequest('INVALID_FIELD', 'infer cannot be applied to an active session');
    return last.status === 'failed' || last.status === 'expired' ? passed(last) : [];
  }
  return how === 'incomplete' ? passed(last) : [];
}

function passed({ steps }: Verification): Step[] {
  if (steps.watchlist_screening === 'manually_rejected') {
    throw invalidRequest('INVALID_FIELD', 'incomplete cannot be applied where watchlist_screening failed');
  }
  return (Object.keys(steps) as Step[]).filter((step) => steps[step] === 'success');
}
