// Applicants as users at Plaid, beside any Item (https://plaid.com/docs/api/users).
import { z } from 'zod';
import type { Applicant } from '../domain/case/onboarding.ts';
import { Failure } from '../domain/failure.ts';
import { Secret } from '../domain/secret.ts';
import type { Ask } from './ask.ts';
import type { PlaidUser } from './gateway.ts';
import { nameIsInTwo, olderClientsHaveUserTokens } from './quirks.ts';

const created = z.object({ user_id: z.string(), user_token: z.string().nullish() });

/** Plaid takes each `clientUserId` once. */
export async function createUser(ask: Ask, clientUserId: string): Promise<PlaidUser> {
  const answer = await ask({
    endpoint: '/user/create',
    answer: created,
    send: (api, options) => api.userCreate({ client_user_id: clientUserId }, undefined, options),
  });
  return { userId: answer.user_id, token: answer.user_token ? new Secret(answer.user_token) : null };
}

/**
 * Sends only the data that Plaid needs for a payment: the name, and one email address or telephone number. Safe to
 * repeat.
 */
export async function describeUser(ask: Ask, user: PlaidUser, { legalName, email, phone }: Applicant): Promise<void> {
  await ask({
    endpoint: '/user/update',
    answer: z.object({}),
    send: (api, options) =>
      api.userUpdate(
        {
          ...olderClientsHaveUserTokens(user),
          identity: {
            name: nameIsInTwo(legalName),
            ...(email
              ? { emails: [{ data: email, primary: true }] }
              : phone && { phone_numbers: [{ data: phone, primary: true }] }),
          },
        },
        undefined,
        options,
      ),
  });
}

/** Removes the user, and the data that they shared. Succeeds if the user is gone already. */
export async function removeUser(ask: Ask, user: PlaidUser): Promise<void> {
  try {
    await ask({
      endpoint: '/user/remove',
      answer: z.object({}),
      send: (api, options) => api.userRemove(olderClientsHaveUserTokens(user), undefined, options),
    });
  } catch (error) {
    if (!(error instanceof Failure) || !gone.includes(error.detail.code)) throw error;
  }
}

/** Unknown ids, and unknown tokens of older clients. */
const gone = ['USER_NOT_FOUND', 'INVALID_USER_ID', 'INVALID_USER_TOKEN'];
