// Identity Verification: Plaid checks an applicant's documents before they link
// (https://plaid.com/docs/identity-verification).

import { z } from 'zod';
import { Failure } from '../domain/failure.ts';
import type { Ask } from './ask.ts';
import type { IdentityVerification, PlaidGateway } from './gateway.ts';

const attempt = z.object({
  id: z.string(),
  status: z.string(),
  shareable_url: z.string().nullish(),
  created_at: z.iso.datetime({ offset: true }),
});

/** Returns the existing attempt on a repeat (`is_idempotent`). The applicant enters all data on Plaid's page. */
export async function createIdentityVerification(
  ask: Ask,
  { templateId, clientUserId }: Parameters<PlaidGateway['createIdentityVerification']>[0],
): Promise<IdentityVerification> {
  const answer = await ask({
    endpoint: '/identity_verification/create',
    answer: attempt,
    send: (api, options) =>
      api.identityVerificationCreate(
        {
          client_user_id: clientUserId,
          template_id: templateId,
          is_shareable: true,
          // Plaid's page asks the applicant for consent.
          gave_consent: false,
          is_idempotent: true,
        },
        options,
      ),
  });
  return shown(answer);
}

/** More pages than any applicant's attempts fill: the list leads in a circle. */
const mostPages = 20;
const attemptsDoNotEnd = () =>
  new Failure('unavailable', "Plaid's list of the applicant's Identity Verifications does not end.", {
    code: 'attempts_do_not_end',
  });

/** Returns the newest attempt; a retry is an attempt of its own. Null if there is none. */
export async function readIdentityVerification(
  ask: Ask,
  { templateId, clientUserId }: Parameters<PlaidGateway['readIdentityVerification']>[0],
): Promise<IdentityVerification | null> {
  const attempts: z.output<typeof attempt>[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages === 0 || cursor !== null; pages++) {
    if (pages === mostPages) throw attemptsDoNotEnd();
    // Plaid does not document the order of the list, so we read all of it; an applicant has a handful of attempts.
    const answer = await ask({
      endpoint: '/identity_verification/list',
      answer: z.object({ identity_verifications: z.array(attempt), next_cursor: z.string().nullish() }),
      send: (api, options) =>
        api.identityVerificationList(
          { client_user_id: clientUserId, template_id: templateId, ...(cursor !== null && { cursor }) },
          options,
        ),
    });
    attempts.push(...answer.identity_verifications);
    cursor = answer.next_cursor ?? null;
  }
  const newest = attempts.sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at))[0];
  return newest ? shown(newest) : null;
}

/**
 * Returns whose attempt this is. For a retry that was granted in Plaid's Dashboard we know only the id in its webhook.
 */
export async function findIdentityVerification(ask: Ask, id: string): Promise<{ clientUserId: string } | null> {
  try {
    const answer = await ask({
      endpoint: '/identity_verification/get',
      answer: z.object({ client_user_id: z.string() }),
      send: (api, options) => api.identityVerificationGet({ identity_verification_id: id }, options),
    });
    return { clientUserId: answer.client_user_id };
  } catch (error) {
    if (error instanceof Failure && error.kind === 'missing') return null;
    throw error;
  }
}

const shown = ({ id, status, shareable_url }: z.output<typeof attempt>): IdentityVerification => ({
  id,
  status,
  url: shareable_url ?? null,
});
