// Plays the person in Link for tests and demos, by the same rules as the hosted page.
import { z } from 'zod';
import { asksForCode, enterCode, isRight } from '../auth/code.ts';
import { isTypedIn, methodOf, sandboxCode, sandboxNumbers } from '../auth/methods.ts';
import { noAccounts, otherUsername } from '../errors.ts';
import { Refused } from '../refused.ts';
import { findScenario, scenarioOf, scenarios } from '../scenarios/index.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { lookUp } from '../store/look-up.ts';
import type { World } from '../world.ts';
import { findInstitution, firstPlatypus, type Institution, institutions } from './institutions.ts';
import type { Where } from './items.ts';
import { record, selectBank, typeNumbers } from './link-events.ts';
import {
  currentSession,
  type ExitedAt,
  exitSession,
  finishSession,
  itemOfUpdate,
  showError,
  standingOf,
} from './sessions.ts';
import type { LinkPurpose, LinkSession, LinkToken } from './state.ts';

export const linkRequest = z
  .strictObject({
    link_token: z.string().optional(),
    /** Chooses this user's newest open token. */
    client_user_id: z.string().optional(),
    /** The person's story. A repair does not need it. */
    username: z.string().optional(),
    /** Identifies the person at the bank, who has one set of accounts in every case. Default: `client_user_id`. */
    person: z.string().min(1).optional(),
    /** The bank at which the person signs in, by Plaid's id. */
    institution_id: z.string().optional(),
    exit: z.boolean().default(false),
    /** The text that the person types to find the bank. */
    search: z.string().optional(),
    /** The masks of the accounts to share, if the token lets the person choose. Default: those shared now. */
    accounts: z.array(z.string()).min(1).optional(),
    /** The codes that the person types one after the other when Link asks for one. Default: by their story. */
    codes: z.array(z.string()).optional(),
    /** False: Plaid sends no webhooks about the session. */
    notify: z.boolean().default(true),
  })
  .refine((given) => (given.link_token === undefined) !== (given.client_user_id === undefined), {
    error: 'give either link_token or client_user_id',
  });

export function playLink(world: World, asked: z.output<typeof linkRequest>) {
  const token = openToken(world, asked);
  const scenario = storyOf(asked.username);
  const bank = bankOf(asked.institution_id);
  const session = currentSession(world, token);
  const { link_session_id } = session;
  if (asked.search !== undefined) {
    record(world, session, 'SEARCH_INSTITUTION', { institution_search_query: asked.search });
  }
  const left =
    asked.exit || scenario?.link?.exits
      ? 'requires_credentials'
      : signIn(world, token, { scenario, bank, codes: asked.codes, accounts: asked.accounts });
  if (left) {
    exitSession(world, token, asked.notify, left);
    return { public_token: null, item_id: null, link_session_id };
  }
  const shared = sharedOf(world, token, asked.accounts);
  const item = finishSession(world, token, {
    notify: asked.notify,
    ...(shared && { shared }),
    ...(scenario && { chosen: { scenario, where: whereOf(scenario, bank), person: asked.person } }),
  });
  return { public_token: session.public_token, item_id: item?.item_id ?? null, link_session_id };
}

type Asked = z.output<typeof linkRequest>;
type Choice = { scenario: Scenario | null; bank: Institution } & Pick<Asked, 'codes' | 'accounts'>;

/** Plays the person up to the step in which they agree. Returns the step at which they give up; null if they do not. */
function signIn(world: World, token: LinkToken, choice: Choice): ExitedAt | null {
  const { purpose } = token;
  const session = currentSession(world, token);
  switch (purpose.mode) {
    case 'authorization':
      return null;
    case 'income':
      record(world, session, 'SUBMIT_CREDENTIALS');
      return null;
    case 'payment':
      if (!choice.scenario) throw new Refused(`username is needed to make a payment: ${usernames()}`);
      selectBank(world, session, firstPlatypus);
      record(world, session, 'SUBMIT_CREDENTIALS');
      return null;
    case 'new':
      return signInToNewItem(world, session, purpose, choice);
    case 'update':
      return signInAgain(world, session, purpose, choice);
  }
}

type Purpose<Mode extends LinkPurpose['mode']> = Extract<LinkPurpose, { mode: Mode }>;

function signInToNewItem(
  world: World,
  session: LinkSession,
  { methods }: Purpose<'new'>,
  { scenario, bank, codes = [sandboxCode] }: Choice,
): ExitedAt | null {
  if (!scenario) throw new Refused(`username is needed to link a new Item: ${usernames()}`);
  const method = methodOf(scenario);
  if (!methods.includes(method)) throw new Refused(`this Link token does not offer ${method}`);
  if (isTypedIn(method)) {
    typeNumbers(world, session, sandboxNumbers(method));
  } else {
    selectBank(world, session, bank);
    record(world, session, 'SUBMIT_CREDENTIALS');
  }
  return method === 'INSTANT_MICRODEPOSITS' && !codes.some(isRight) ? 'requires_code' : null;
}

function signInAgain(
  world: World,
  session: LinkSession,
  { item_id, choose }: Purpose<'update'>,
  { scenario, codes, accounts = [] }: Choice,
): ExitedAt | null {
  const item = itemOfUpdate(world, item_id);
  const isSomeoneElse = scenario !== null && item.username !== scenario.username;
  if (!isSomeoneElse && asksForCode(item)) {
    const typed = codes ?? codesOf(scenarioOf(item));
    return typed.some((code) => enterCode(world, item, code) === 'right') ? null : 'requires_code';
  }
  record(world, session, 'SUBMIT_CREDENTIALS');
  const sharesNothing = choose && item.accounts.length + accounts.length === 0;
  if (!isSomeoneElse && !sharesNothing) return null;
  showError(world, session, isSomeoneElse ? otherUsername() : noAccounts());
  return 'requires_credentials';
}

const whereOf = (scenario: Scenario, institution: Institution): Where =>
  isTypedIn(methodOf(scenario)) ? { holder: scenario.owner.names[0] ?? '' } : { institution, account: 0 };

function bankOf(id: string | undefined): Institution {
  if (id === undefined) return firstPlatypus;
  const bank = findInstitution(id);
  if (!bank)
    throw new Refused(`institution_id must be one of ${institutions.map((one) => one.institution_id).join(', ')}`);
  return bank;
}

const codesOf = ({ auth }: Scenario): string[] =>
  (auth?.method === 'SAME_DAY_MICRODEPOSITS' ? auth.codes : undefined) ?? [sandboxCode];

function sharedOf(world: World, { purpose }: LinkToken, masks: string[] | undefined): string[] | undefined {
  if (masks === undefined) return undefined;
  if (purpose.mode !== 'update' || !purpose.choose) throw new Refused('accounts cannot be chosen with this Link token');
  const item = itemOfUpdate(world, purpose.item_id);
  const all = [...item.accounts, ...item.other_accounts];
  return masks.map((mask) => {
    const found = all.find((account) => account.mask === mask);
    if (!found) throw new Refused(`accounts must be among ${all.map((account) => account.mask).join(', ')}`);
    return found.account_id;
  });
}

const userOf = ({ client_user_id }: LinkToken) => client_user_id;

function openToken(world: World, asked: z.output<typeof linkRequest>): LinkToken {
  const { tokens } = world.state.link;
  if (asked.client_user_id !== undefined) {
    const open = lookUp(tokens, userOf, asked.client_user_id).findLast((token) => standingOf(world, token) === 'open');
    if (!open) throw new Refused(`client_user_id ${asked.client_user_id} has no open Link token`);
    return open;
  }
  const token = tokens[asked.link_token ?? ''];
  if (!token) throw new Refused('link_token is not known');
  const standing = standingOf(world, token);
  if (standing !== 'open') throw new Refused(`link_token is ${standing}: create a new one`);
  return token;
}

function storyOf(username: string | undefined): Scenario | null {
  if (username === undefined) return null;
  const scenario = findScenario(username);
  if (!scenario) throw new Refused(`username must be one of ${usernames()}`);
  return scenario;
}

const usernames = () => scenarios.map((scenario) => scenario.username).join(', ');
