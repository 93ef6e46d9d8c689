// People as Plaid knows them beside any Item (https://plaid.com/docs/api/users). As to clients of before December 10,
// 2025, each gets a token beside the id; both are taken.
import { createHash, randomUUID } from 'node:crypto';
import type { UserCreateResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidInput, invalidRequest } from '../errors.ts';
import type { World } from '../world.ts';
import type { SimUser } from './state.ts';

export const namesUser = { user_token: z.string().min(1).optional(), user_id: z.string().min(1).optional() };

export const createUser = endpoint({
  path: '/user/create',
  request: z.strictObject({ client_user_id: z.string().min(1).max(128) }),
  respond(world, asked): Answer<UserCreateResponse> {
    const { users } = world.state.reports;
    if (Object.values(users).some((user) => user.client_user_id === asked.client_user_id)) {
      throw invalidRequest('INVALID_FIELD', 'client_user_id is already associated with a user');
    }
    const user_id = createHash('sha256').update(randomUUID()).digest('hex');
    const user_token = `user-sandbox-${randomUUID()}`;
    users[user_id] = { user_id, user_token, client_user_id: asked.client_user_id, payrolls: [] };
    world.changed();
    return { user_id, user_token };
  },
});

/** Null where the request names nobody. */
export function findUser(
  { state: { reports } }: World,
  { user_token, user_id }: { user_token?: string | undefined; user_id?: string | undefined },
): SimUser | null {
  if (user_token === undefined && user_id === undefined) return null;
  const user =
    user_id === undefined
      ? Object.values(reports.users).find((one) => one.user_token === user_token)
      : reports.users[user_id];
  if (!user || (user_token !== undefined && user.user_token !== user_token)) {
    throw invalidInput('INVALID_USER_TOKEN', 'could not find matching user token');
  }
  return user;
}
