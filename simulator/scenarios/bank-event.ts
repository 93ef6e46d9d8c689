// The events that can happen to an Item at its bank, as a story or a test writes them.
import { z } from 'zod';
import { product } from '../link/requests.ts';

const seconds = z
  .number()
  .positive()
  .default(7 * 86_400);

export const bankEvent = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('login_broken') }),
  /** The person opens an account that they do not share yet. */
  z.strictObject({ event: z.literal('account_opened'), owner: z.string().optional() }),
  /** Plaid announces the end of consent this way in the US and in Canada. */
  z.strictObject({
    event: z.literal('disconnect_announced'),
    seconds,
    reason: z.enum(['INSTITUTION_MIGRATION', 'INSTITUTION_TOKEN_EXPIRATION']).default('INSTITUTION_TOKEN_EXPIRATION'),
  }),
  /** Plaid announces the end of consent this way in the UK and the EU. */
  z.strictObject({ event: z.literal('expiration_announced'), seconds }),
  /** A person who revokes it at Plaid ends the Item; one who does so at the bank can renew it in update mode. */
  z.strictObject({ event: z.literal('permission_revoked'), at: z.enum(['plaid', 'bank']).default('plaid') }),
  z.strictObject({ event: z.literal('account_revoked') }),
  /** Plaid sends no webhook about it, but refuses the next call that needs the consent. */
  z.strictObject({ event: z.literal('consent_withdrawn'), products: z.array(product).min(1) }),
  /** Some of Plaid's guides name its webhook ITEM: DEFAULT_UPDATE. */
  z.strictObject({ event: z.literal('numbers_changed'), webhook_type: z.enum(['AUTH', 'ITEM']).default('AUTH') }),
  z.strictObject({ event: z.literal('owner_renamed'), owner: z.string().min(1) }),
]);
export type BankEvent = z.input<typeof bankEvent>;
