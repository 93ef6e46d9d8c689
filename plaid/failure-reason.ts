import { z } from 'zod';
import { failureCodeMayBeAbsent } from './quirks.ts';

/** Why a transfer failed or came back. */
export const failureReason = z
  .object({
    failure_code: z.string().nullish(),
    ach_return_code: z.string().nullish(),
    description: z.string().nullish(),
  })
  .nullish()
  .transform((reason) =>
    reason ? { code: failureCodeMayBeAbsent(reason), description: reason.description ?? null } : null,
  );
