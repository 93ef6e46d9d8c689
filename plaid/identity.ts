// The owner of an account: Plaid's comparison with the applicant's data, and the owners themselves if Plaid makes none.

import { z } from 'zod';
import type { Applicant } from '../domain/case/onboarding.ts';
import { Failure } from '../domain/failure.ts';
import type { IdentityEvidence, IdentityFlag } from '../domain/owner/identity.ts';
import type { Owner } from '../domain/owner/owner.ts';
import type { Secret } from '../domain/secret.ts';
import type { Ask } from './ask.ts';
import { userOf } from './user-fields.ts';

/** Null if either side has no data, which differs from a score of 0. */
const score = z.number().min(0).max(100).nullish();
const seen = z.boolean().nullish();

const matches = z.object({
  accounts: z.array(
    z.object({
      account_id: z.string(),
      legal_name: z
        .object({
          score,
          is_nickname_match: seen,
          is_first_name_or_last_name_match: seen,
          is_business_name_detected: seen,
        })
        .nullish(),
      email_address: z.object({ score }).nullish(),
      phone_number: z.object({ score }).nullish(),
      address: z.object({ score, is_postal_code_match: seen }).nullish(),
    }),
  ),
});
type Match = z.output<typeof matches>['accounts'][number];

/**
 * Returns the best of all owners, field by field. Null if Plaid makes no comparison, which the applicant cannot help.
 */
export async function matchIdentity(
  ask: Ask,
  accessToken: Secret,
  accountId: string,
  applicant: Applicant,
): Promise<IdentityEvidence | null> {
  const answer = await ask({
    endpoint: '/identity/match',
    item: accessToken,
    answer: matches,
    send: (api, options) =>
      api.identityMatch(
        { access_token: accessToken.reveal(), user: userOf(applicant), options: { account_ids: [accountId] } },
        options,
      ),
  }).catch(nullWhere(['PRODUCTS_NOT_SUPPORTED', ...matchNotOurs]));
  const match = answer?.accounts.find((account) => account.account_id === accountId);
  return match ? evidenceOf(match) : null;
}

/** Identity Match is sold apart from Identity: a client may have one without the other. */
const matchNotOurs = ['INVALID_PRODUCT', 'UNAUTHORIZED_ROUTE_ACCESS'];

function evidenceOf({ legal_name, email_address, phone_number, address }: Match): IdentityEvidence {
  const flags: Partial<Record<IdentityFlag, boolean | null | undefined>> = {
    nickname: legal_name?.is_nickname_match,
    partial_name: legal_name?.is_first_name_or_last_name_match,
    business: legal_name?.is_business_name_detected,
    postal_code: address?.is_postal_code_match,
  };
  return {
    scores: {
      legal_name: legal_name?.score ?? null,
      email: email_address?.score ?? null,
      phone: phone_number?.score ?? null,
      address: address?.score ?? null,
    },
    flags: (Object.keys(flags) as (keyof typeof flags)[]).filter((flag) => flags[flag]),
  };
}

const text = z.string().nullish();
const data = z.array(z.object({ data: z.string() })).nullish();

const identities = z.object({
  accounts: z.array(
    z.object({
      account_id: z.string(),
      owners: z.array(
        z.object({
          names: z.array(z.string()).nullish(),
          emails: data,
          phone_numbers: data,
          addresses: z
            .array(
              z.object({
                data: z.object({ street: text, city: text, region: text, postal_code: text, country: text }),
              }),
            )
            .nullish(),
        }),
      ),
    }),
  ),
});

/** Null if the bank does not name the owners, as for most accounts that micro-deposits verified. */
export async function readOwners(ask: Ask, accessToken: Secret, accountId: string): Promise<Owner[] | null> {
  const answer = await ask({
    endpoint: '/identity/get',
    item: accessToken,
    answer: identities,
    send: (api, options) =>
      api.identityGet({ access_token: accessToken.reveal(), options: { account_ids: [accountId] } }, options),
  }).catch(nullWhere(['PRODUCTS_NOT_SUPPORTED']));
  const account = answer?.accounts.find((one) => one.account_id === accountId);
  return (
    account?.owners.map((owner) => ({
      names: owner.names ?? [],
      emails: (owner.emails ?? []).map((email) => email.data),
      phones: (owner.phone_numbers ?? []).map((phone) => phone.data),
      addresses: (owner.addresses ?? []).map(({ data }) => ({
        street: data.street ?? null,
        city: data.city ?? null,
        region: data.region ?? null,
        postalCode: data.postal_code ?? null,
        country: data.country ?? null,
      })),
    })) ?? null
  );
}

function nullWhere(codes: string[]): (error: unknown) => null {
  return (error) => {
    if (error instanceof Failure && codes.includes(error.detail.code)) return null;
    throw error;
  };
}
