// Identity Verification: Plaid looks at a person's documents before they link (https://plaid.com/docs/identity-verification).

import { z } from 'zod';
import type { Ask } from './ask.ts';
import type { IdentityVerification, PlaidGateway } from './gateway.ts';

const attempt = z.object({
  id: z.string(),
  status: z.string(),
  shareable_url: z.string().nullish(),
  created_at: z.iso.datetime({ offset: true }),
});

/** Repeating it gives the attempt that is there (`is_idempotent`). The person enters what is asked of them themselves. */
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
          // Asked of the person on the page.
          gave_consent: false,
          is_idempotent: true,
        },
        options,
      ),
  });
  return shown(answer);
}

/** The newest attempt: a retry is one of its own. Null if there is none. */
export async function readIdentityVerification(
  ask: Ask,
  { templateId, clientUserId }: Parameters<PlaidGateway['readIdentityVerification']>[0],
): Promise<IdentityVerification | null> {
  const attempts: z.output<typeof attempt>[] = [];
  let cursor: string | null = null;
  do {
    // The order of the list is not documented, so all of it is read; a person has a handful of attempts.
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
  } while (cursor !== null);
  const newest = attempts.sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at))[0];
  return newest ? shown(newest) : null;
}

const shown = ({ id, status, shareable_url }: z.output<typeof attempt>): IdentityVerification => ({
  id,
  status,
  url: shareable_url ?? null,
});
