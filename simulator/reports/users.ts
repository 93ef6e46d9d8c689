// People as Plaid knows them beside any Item (https://plaid.com/docs/api/users). As to clients of before December 10,
// 2025, each gets a token beside the id; both are taken.
import { createHash, randomUUID } from 'node:crypto';
import type { UserCreateResponse, UserRemoveResponse, UserUpdateResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidInput, invalidRequest, PlaidError } from '../errors.ts';
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
    users[user_id] = { user_id, user_token, client_user_id: asked.client_user_id, payrolls: [], described: false };
    world.changed();
    return { user_id, user_token };
  },
});

const primary = z.boolean();
const person = z.strictObject({
  name: z.strictObject({ given_name: z.string().min(1), family_name: z.string().min(1) }),
  emails: z.array(z.strictObject({ data: z.email(), primary })).optional(),
  phone_numbers: z.array(z.strictObject({ data: z.string().regex(/^\+[1-9]\d{6,14}$/), primary })).optional(),
});

/** Keeps none of it: nothing here reads it again. */
export const updateUser = endpoint({
  path: '/user/update',
  request: z.strictObject({ user_id: z.string().min(1), identity: person }),
  respond(world, { user_id, identity }): Answer<UserUpdateResponse> {
    const { emails = [], phone_numbers = [] } = identity;
    theUser(world, user_id).described = emails.length + phone_numbers.length > 0;
    world.changed();
    return {};
  },
});

export const removeUser = endpoint({
  path: '/user/remove',
  request: z.strictObject(namesUser),
  respond(world, asked): Answer<UserRemoveResponse> {
    const user = asked.user_token === undefined ? theUser(world, asked.user_id ?? '') : findUser(world, asked);
    if (user) delete world.state.reports.users[user.user_id];
    world.changed();
    return {};
  },
});

/** https://plaid.com/docs/errors/user */
export function theUser({ state }: World, user_id: string): SimUser {
  const user = state.reports.users[user_id];
  if (user) return user;
  throw new PlaidError(400, 'USER_ERROR', 'USER_NOT_FOUND', 'the user you requested cannot be found');
}

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
