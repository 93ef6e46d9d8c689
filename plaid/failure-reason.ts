import { z } from 'zod';
import { failureCodeMayBeAbsent } from './quirks.ts';
import { word } from './rows.ts';

/** Text for people. A longer one is cut, so that an event about returned money is not lost. */
const cut = z.string().transform((text) => text.slice(0, 1000).replace(/[\ud800-\udbff]$/, ''));

/** Why a transfer failed or came back. */
export const failureReason = z
  .object({
    failure_code: word.nullish(),
    ach_return_code: word.nullish(),
    description: cut.nullish(),
  })
  .nullish()
  .transform((reason) =>
    reason ? { code: failureCodeMayBeAbsent(reason), description: reason.description ?? null } : null,
  );
