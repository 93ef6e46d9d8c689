// The endpoints that read an Item's accounts and their owners.
import type { AccountsGetResponse, AuthGetResponse, IdentityGetResponse, IdentityMatchResponse } from 'plaid';
import { z } from 'zod';
import { isTypedIn } from '../auth/methods.ts';
import { type Answer, endpoint } from '../endpoint.ts';
import { itemError, noAccounts } from '../errors.ts';
import { scenarioOf } from '../scenarios/index.ts';
import type { World } from '../world.ts';
import { showAccount } from './accounts.ts';
import { playStory } from './bank-events.ts';
import { brokenBy, findAccount, findItem, needConsent } from './find.ts';
import { addressScore, emailScore, nameScore, phoneScore } from './identity-match.ts';
import { showItem } from './items.ts';
import type { SimAccount, SimItem } from './state.ts';

/** The bank's routing number for wires. */
export const wireRouting = '021000021';

const request = z.strictObject({
  access_token: z.string().min(1),
  options: z.strictObject({ account_ids: z.array(z.string()).optional() }).optional(),
});

export const accountsGet = endpoint({
  path: '/accounts/get',
  request,
  respond: (world, asked): Answer<AccountsGetResponse> => {
    const { item, accounts } = read(world, asked);
    return { accounts: accounts.map(showAccount), item: showItem(item) };
  },
});

export const accountsBalanceGet = endpoint({
  path: '/accounts/balance/get',
  request: request.extend({
    options: z
      .strictObject({
        account_ids: z.array(z.string()).optional(),
        /** Only a bank whose balances Plaid caches needs it. The simulator always answers with the balance of now. */
        min_last_updated_datetime: z.iso.datetime({ offset: true }).optional(),
      })
      .optional(),
  }),
  respond: (world, asked): Answer<AccountsGetResponse> => {
    const { item, accounts } = read(world, asked);
    if (isTypedIn(item.auth_method)) {
      throw itemError(
        'PRODUCTS_NOT_SUPPORTED',
        'the following products are not supported by this institution: ["balance"]',
      );
    }
    return { accounts: accounts.map(showAccount), item: showItem(item) };
  },
});

export const authGet = endpoint({
  path: '/auth/get',
  request,
  respond: (world, asked): Answer<AuthGetResponse> => {
    const { item, accounts } = read(world, asked);
    needConsent(item, 'auth');
    if (item.not_ready > 0) {
      item.not_ready -= 1;
      world.changed();
      throw productNotReady();
    }
    const known = accounts.filter(numbersAreKnown);
    if (known.length === 0) {
      if (accounts.some((account) => waiting.includes(account.verification_status))) throw productNotReady();
      throw itemError('NO_AUTH_ACCOUNTS', 'no accounts eligible for auth were found');
    }
    const ach = known.map((account) => ({
      account_id: account.account_id,
      account: account.account_number,
      is_tokenized_account_number: account.tokenized,
      routing: account.routing_number,
      wire_routing: account.tokenized || account.verification_name !== null ? null : wireRouting,
    }));
    for (const account of known) account.numbers_read = true;
    world.changed();
    const answer = {
      accounts: known.map(showAccount),
      numbers: { ach, eft: [], international: [], bacs: [] },
      item: showItem(item),
    };
    playStory(world, item, 'numbers');
    return answer;
  },
});

export const identityGet = endpoint({
  path: '/identity/get',
  request,
  respond: (world, asked): Answer<IdentityGetResponse> => {
    const { item, accounts } = readOwners(world, asked, 'get');
    const answer = {
      accounts: accounts.map((account) => ({ ...showAccount(account), owners: account.owners })),
      item: showItem(item),
    };
    playStory(world, item, 'owner');
    return answer;
  },
});

const text = z.string().nullish();

export const identityMatch = endpoint({
  path: '/identity/match',
  request: request.extend({
    user: z
      .strictObject({
        legal_name: text,
        phone_number: text,
        email_address: text,
        address: z
          .strictObject({
            street: z.string().optional(),
            city: text,
            region: text,
            postal_code: text,
            country: text,
          })
          .nullish(),
      })
      .optional(),
  }),
  respond: (world, asked): Answer<IdentityMatchResponse> => {
    const { item, accounts } = readOwners(world, asked, 'match');
    const user = asked.user ?? {};
    const answer = {
      accounts: accounts.map((account) => {
        const { owners } = account;
        const data = (key: 'emails' | 'phone_numbers') => owners.flatMap((owner) => owner[key].map((one) => one.data));
        return {
          ...showAccount(account),
          legal_name: nameScore(
            user.legal_name,
            owners.flatMap((owner) => owner.names),
          ),
          phone_number: phoneScore(user.phone_number, data('phone_numbers')),
          email_address: emailScore(user.email_address, data('emails')),
          address: addressScore(
            user.address,
            owners.flatMap((owner) => owner.addresses),
          ),
        };
      }),
      item: showItem(item),
    };
    playStory(world, item, 'owner');
    return answer;
  },
});

function read(world: World, asked: z.output<typeof request>): { item: SimItem; accounts: SimAccount[] } {
  const item = findItem(world, asked.access_token);
  const broken = brokenBy(item);
  if (broken) throw broken;
  if (item.accounts.length === 0) throw noAccounts();
  const ids = asked.options?.account_ids;
  return { item, accounts: ids ? ids.map((id) => findAccount(item, id)) : item.accounts };
}

/**
 * Plaid has not asked a bank about an account that was typed in, so it has no owner to show. If it knows the owner from
 * elsewhere, it can still answer a match (https://plaid.com/docs/auth/coverage/database-auth/).
 */
function readOwners(world: World, asked: z.output<typeof request>, use: 'get' | 'match') {
  const found = read(world, asked);
  needConsent(found.item, 'identity');
  const { auth, no_match } = scenarioOf(found.item);
  const known = auth && 'owner_known' in auth && use === 'match';
  if ((isTypedIn(found.item.auth_method) && !known) || (no_match && use === 'match')) {
    throw itemError(
      'PRODUCTS_NOT_SUPPORTED',
      'the following products are not supported by this institution: ["identity"]',
    );
  }
  return found;
}

const productNotReady = () =>
  itemError(
    'PRODUCT_NOT_READY',
    'the requested product is not yet ready. please provide a webhook or try the request again later',
  );

const waiting: readonly SimAccount['verification_status'][] = [
  'pending_automatic_verification',
  'pending_manual_verification',
  'unsent',
];
const failed: readonly SimAccount['verification_status'][] = ['verification_expired', 'verification_failed'];

const numbersAreKnown = ({ verification_status, subtype }: SimAccount) =>
  subtype !== 'cd' && !waiting.includes(verification_status) && !failed.includes(verification_status);
