// The users of Plaid's API, who need no Item (https://plaid.com/docs/api/users). Plaid gives callers that joined before
// December 10, 2025 a token beside the id. The simulator gives and takes both.
import { createHash, randomUUID } from 'node:crypto';
import type { UserCreateResponse, UserRemoveResponse, UserUpdateResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidInput, invalidRequest, PlaidError } from '../errors.ts';
import { lookUp } from '../store/look-up.ts';
import type { World } from '../world.ts';
import type { SimUser } from './state.ts';

export const namesUser = { user_token: z.string().min(1).optional(), user_id: z.string().min(1).optional() };

export const createUser = endpoint({
  path: '/user/create',
  request: z.strictObject({ client_user_id: z.string().min(1).max(128) }),
  respond(world, asked): Answer<UserCreateResponse> {
    const { users } = world.state.reports;
    if (lookUp(users, clientsIdOf, asked.client_user_id).length > 0) {
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
  name: z.strictObject({ given_name: z.string().min(1), family_name: z.string().min(1) }).optional(),
  emails: z.array(z.strictObject({ data: z.email({ pattern: z.regexes.html5Email }), primary })).optional(),
  phone_numbers: z.array(z.strictObject({ data: z.string().regex(/^\+[1-9]\d{6,14}$/), primary })).optional(),
});

/** Keeps nothing of the identity, because no endpoint of the simulator reads it again. */
export const updateUser = endpoint({
  path: '/user/update',
  request: z.strictObject({ ...namesUser, identity: person.optional() }),
  respond(world, { identity, ...asked }): Answer<UserUpdateResponse> {
    const { name, emails = [], phone_numbers = [] } = identity ?? {};
    const user = asked.user_token === undefined ? theUser(world, asked.user_id ?? '') : findUser(world, asked);
    if (user && identity) user.described = name !== undefined && emails.length + phone_numbers.length > 0;
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

/** Null when the request names no user. */
export function findUser(
  { state: { reports } }: World,
  { user_token, user_id }: { user_token?: string | undefined; user_id?: string | undefined },
): SimUser | null {
  if (user_token === undefined && user_id === undefined) return null;
  const user = user_id === undefined ? lookUp(reports.users, tokenOf, user_token ?? '')[0] : reports.users[user_id];
  if (!user || (user_token !== undefined && user.user_token !== user_token)) {
    throw invalidInput('INVALID_USER_TOKEN', 'could not find matching user token');
  }
  return user;
}

const clientsIdOf = ({ client_user_id }: SimUser) => client_user_id;
const tokenOf = ({ user_token }: SimUser) => user_token;
