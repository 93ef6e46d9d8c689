// /sandbox/item/set_verification_status
import type { SandboxItemSetVerificationStatusResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidInput } from '../errors.ts';
import { findAccount, findItem } from '../link/find.ts';
import { conclude } from './deposits.ts';

/** Ends automatic verification before its time. It ends no other kind of verification. */
export const sandboxItemSetVerificationStatus = endpoint({
  path: '/sandbox/item/set_verification_status',
  request: z.strictObject({
    access_token: z.string().min(1),
    account_id: z.string().min(1),
    verification_status: z.enum(['automatically_verified', 'verification_expired']),
  }),
  respond(world, asked): Answer<SandboxItemSetVerificationStatusResponse> {
    const item = findItem(world, asked.access_token);
    const account = findAccount(item, asked.account_id);
    // Plaid documents no error for this request: the code is an assumption.
    if (account.verification_status !== 'pending_automatic_verification') {
      throw invalidInput('INVALID_FIELD', 'the account is not pending automatic verification');
    }
    conclude(world, item, account, asked.verification_status);
    return {};
  },
});
