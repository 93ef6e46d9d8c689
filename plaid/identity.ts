// Who owns an account, by Plaid's comparison with what the applicant told us.

import { z } from 'zod';
import { Failure } from '../domain/failure.ts';
import type { IdentityScores } from '../domain/identity.ts';
import type { Applicant } from '../domain/onboarding.ts';
import type { Secret } from '../domain/secret.ts';
import type { Ask } from './ask.ts';
import { userOf } from './user.ts';

/** Null where either side has no data, which is not a score of 0. */
const score = z
  .object({ score: z.number().min(0).max(100).nullable() })
  .nullish()
  .transform((field) => field?.score ?? null);

const matches = z.object({
  accounts: z.array(
    z.object({
      account_id: z.string(),
      legal_name: score,
      email_address: score,
      phone_number: score,
      address: score,
    }),
  ),
});

const unknownOwner: IdentityScores = { legal_name: null, email: null, phone: null, address: null };

export async function matchIdentity(
  ask: Ask,
  accessToken: Secret,
  accountId: string,
  applicant: Applicant,
): Promise<IdentityScores> {
  try {
    const answer = await ask({
      endpoint: '/identity/match',
      answer: matches,
      send: (api, options) =>
        api.identityMatch(
          { access_token: accessToken.reveal(), user: userOf(applicant), options: { account_ids: [accountId] } },
          options,
        ),
    });
    const match = answer.accounts.find((account) => account.account_id === accountId);
    if (!match) return unknownOwner;
    return {
      legal_name: match.legal_name,
      email: match.email_address,
      phone: match.phone_number,
      address: match.address,
    };
  } catch (error) {
    // Items made by micro-deposits or database checks mostly have no identity data; that is no fault of the person.
    if (error instanceof Failure && error.detail.code === 'PRODUCTS_NOT_SUPPORTED') return unknownOwner;
    throw error;
  }
}
