// The identity of the applicant. https://plaid.com/docs/api/products/identity-verification/#webhooks

import { z } from 'zod';
import { type Entry, entry, id } from './entry.ts';

const changed = (meaning: string) =>
  entry({
    meaning,
    body: z.object({ identity_verification_id: id }),
    react: ({ identity_verification_id }) => ({
      do: 'signal',
      plaidId: { kind: 'identity_verification', id: identity_verification_id },
      message: { signal: 'identityVerificationChanged' },
    }),
  });

export const peopleWebhooks = {
  'IDENTITY_VERIFICATION.STATUS_UPDATED': changed(
    'The identity verification of an applicant made progress or has a result: the case that waits for it reads it.',
  ),
  'IDENTITY_VERIFICATION.STEP_UPDATED': changed(
    'The applicant finished a step of their identity verification: the case that waits for it reads it.',
  ),
  'IDENTITY_VERIFICATION.RETRIED': changed(
    'Plaid lets the applicant repeat their identity verification: the case that waits for it reads it.',
  ),
} satisfies Record<`IDENTITY_VERIFICATION.${string}`, Entry>;
