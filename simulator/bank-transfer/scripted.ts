// Lets micro-deposits happen for tests and demos, as they come and go by themselves at Plaid.
import { z } from 'zod';
import { Refused } from '../refused.ts';
import type { World } from '../world.ts';
import { edges, microDepositMoves, newestMicroDeposit, sendMicroDeposit } from './progress.ts';

export const microDepositRequest = z
  .strictObject({
    account_id: z.string().optional(),
    /** Takes the first account of the Item that this user linked last. */
    client_user_id: z.string().optional(),
    /** `pending` sends one; the others happen to the account's newest. */
    status: z.enum(['pending', 'posted', 'failed', 'cancelled', 'reversed']).default('pending'),
    return_code: z
      .string()
      .regex(/^R\d\d$/)
      .optional(),
    /** The feed that tells of a new one. */
    feed: z.enum(['bank-transfer', 'transfer']).default('bank-transfer'),
  })
  .refine((given) => (given.account_id === undefined) !== (given.client_user_id === undefined), {
    error: 'give either account_id or client_user_id',
  });
type Asked = z.output<typeof microDepositRequest>;

export function playMicroDeposit(world: World, asked: Asked): object {
  const accountId = accountOf(world, asked);
  const { id, status } = play(world, accountId, asked);
  return { bank_transfer_id: id, account_id: accountId, status };
}

function play(world: World, accountId: string, { status, feed, return_code: returnCode }: Asked) {
  if (status === 'pending') return sendMicroDeposit(world, accountId, feed);
  const before = newestMicroDeposit(world, accountId)?.status;
  if (!before || !edges[before]?.includes(status)) {
    throw new Refused(`a micro-deposit that is ${before ?? 'not there'} cannot be ${status}`);
  }
  return microDepositMoves(world, accountId, status, returnCode);
}

function accountOf(world: World, { account_id, client_user_id }: Asked): string {
  const items = Object.values(world.state.link.items).filter(({ removed }) => !removed);
  const account = client_user_id
    ? items.findLast((item) => item.client_user_id === client_user_id)?.accounts[0]
    : items.flatMap(({ accounts }) => accounts).find((one) => one.account_id === account_id);
  if (!account) throw new Refused('no such account');
  return account.account_id;
}
