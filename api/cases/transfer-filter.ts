// The filters that the list of transfers, their sums and their export share.
import { z } from 'zod';
import { attentions, type TransferFilter } from '../../db/transfers/transfer-lists.ts';
import { directions, networks } from '../../domain/case/onboarding.ts';
import { instant } from '../http/fields.ts';
import { metadataFilter } from './metadata-input.ts';
import { statuses } from './transfer-answer.ts';

const attention = z
  .enum(attentions)
  .describe(
    'The transfers that you may have to look at. `past_due`: its bank should have settled it by now, and has not. `delayed`: a step is in trouble. `refund_under_way`: a refund has not arrived yet. `paid_twice`: the debit was refunded, and its bank has returned it as well.',
  );

export const transferFilters = {
  account_id: z.string().max(64).optional(),
  user_id: z.string().max(64).optional(),
  metadata: metadataFilter,
  status: z.enum(statuses).optional(),
  direction: z.enum(directions).optional(),
  network: z.enum(networks).optional(),
  from: instant.optional(),
  to: instant.optional(),
  attention: attention.optional(),
  unchanged_since: instant.optional().describe('Under way, and nothing has changed since then.'),
  returned_from: instant.optional().describe('Sent back by the bank, from then on.'),
  returned_to: instant.optional().describe('Only with `returned_from`: before then.'),
  return_code: z
    .string()
    .regex(/^[A-Z]\d\d$/, 'must be a return code such as "R01"')
    .optional()
    .describe('Only with `returned_from`.'),
};

type Given = z.output<z.ZodObject<typeof transferFilters>>;

/** Refuses a filter of returns that names no beginning. */
export const ofReturns: [(given: Given) => boolean, { path: string[]; error: string }] = [
  ({ returned_from, returned_to, return_code }) =>
    returned_from !== undefined || (returned_to === undefined && return_code === undefined),
  { path: ['returned_from'], error: 'is needed beside returned_to and return_code' },
];

/** Returns the filter that the query asks for, and the rest of the query. */
export function transferFilterOf<Q extends Given>(query: Q) {
  const { account_id: account, user_id: userId, unchanged_since: unchangedSince, ...others } = query;
  const { returned_from: returnedFrom, returned_to: returnedTo, return_code: returnCode, ...rest } = others;
  return { ...rest, account, userId, unchangedSince, returnedFrom, returnedTo, returnCode } satisfies TransferFilter;
}
