// Who the person is. https://plaid.com/docs/api/products/identity-verification/#webhooks

import { z } from 'zod';
import { type Entry, entry, id } from './entry.ts';

const changed = (meaning: string) =>
  entry({
    meaning,
    body: z.object({ identity_verification_id: id }),
    react: ({ identity_verification_id }) => ({
      do: 'tell',
      route: { kind: 'identity_verification', id: identity_verification_id },
      tell: { signal: 'identityVerificationChanged' },
    }),
  });

export const peopleWebhooks = {
  'IDENTITY_VERIFICATION.STATUS_UPDATED': changed(
    'The verification of a person came to a result, or went on: the case that waits for it reads it.',
  ),
  'IDENTITY_VERIFICATION.STEP_UPDATED': changed('The person finished a step of it: the same.'),
  'IDENTITY_VERIFICATION.RETRIED': changed('The person was given another attempt: the same.'),
} satisfies Record<`IDENTITY_VERIFICATION.${string}`, Entry>;
