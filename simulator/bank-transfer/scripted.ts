// Sends and moves micro-deposits for tests and demos. At Plaid they come and go by themselves.
import { z } from 'zod';
import { linkedBy } from '../link/item-control.ts';
import type { SimItem } from '../link/state.ts';
import { Refused } from '../refused.ts';
import { lookUp } from '../store/look-up.ts';
import type { World } from '../world.ts';
import { edges, microDepositMoves, newestMicroDeposit, sendMicroDeposit } from './progress.ts';

export const microDepositRequest = z
  .strictObject({
    account_id: z.string().optional(),
    /** Chooses the first account of the Item that this user linked last. */
    client_user_id: z.string().optional(),
    /** `pending` sends a micro-deposit; any other status moves the newest one of the account. */
    status: z.enum(['pending', 'posted', 'failed', 'cancelled', 'reversed']).default('pending'),
    return_code: z
      .string()
      .regex(/^R\d\d$/)
      .optional(),
    /** The feed that gets the events of a new micro-deposit. */
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
  const isThere = ({ removed }: SimItem) => !removed;
  const { items } = world.state.link;
  const account = client_user_id
    ? lookUp(items, linkedBy, client_user_id).findLast(isThere)?.accounts[0]
    : Object.values(items)
        .filter(isThere)
        .flatMap(({ accounts }) => accounts)
        .find((one) => one.account_id === account_id);
  if (!account) throw new Refused('no such account');
  return account.account_id;
}
