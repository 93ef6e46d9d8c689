// Plays the person in Link for tests and demos, by the same rules as the hosted page.
import { z } from 'zod';
import { asksForCode, enterCode, isRight } from '../auth/code.ts';
import { isTypedIn, methodOf, sandboxCode, sandboxNumbers } from '../auth/methods.ts';
import { Refused } from '../refused.ts';
import { findScenario, scenarioOf, scenarios } from '../scenarios/index.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { World } from '../world.ts';
import { findInstitution, firstPlatypus, type Institution, institutions } from './institutions.ts';
import type { Where } from './items.ts';
import { record, selectBank, typeNumbers } from './link-events.ts';
import { currentSession, type ExitedAt, exitSession, finishSession, itemOfUpdate, standingOf } from './sessions.ts';
import type { LinkToken } from './state.ts';

export const linkRequest = z
  .strictObject({
    link_token: z.string().optional(),
    /** Takes this user's newest open token. */
    client_user_id: z.string().optional(),
    /** The story; not needed to repair something. */
    username: z.string().optional(),
    /** Who they are at the bank: the same person has the same accounts there in every case. Default: `client_user_id`. */
    person: z.string().min(1).optional(),
    /** Where they sign in, by Plaid's id of the bank. */
    institution_id: z.string().optional(),
    exit: z.boolean().default(false),
    /** What the person types to find the bank. */
    search: z.string().optional(),
    /** Where the token lets the person choose: the masks of the accounts to share; else they stay as they are. */
    accounts: z.array(z.string()).min(1).optional(),
    /** What they type when Link asks for the code beside a deposit, one after the other. Default: by their story. */
    codes: z.array(z.string()).optional(),
    /** False: Plaid's webhooks about the session never come. */
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
      : signIn(world, token, { scenario, bank, codes: asked.codes });
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

/** What the person does before they agree; where they give up, or null. */
function signIn(
  world: World,
  token: LinkToken,
  { scenario, bank, codes }: { scenario: Scenario | null; bank: Institution; codes: string[] | undefined },
): ExitedAt | null {
  const { purpose } = token;
  const session = currentSession(world, token);
  if (purpose.mode === 'authorization') return null;
  if (purpose.mode === 'income') {
    record(world, session, 'SUBMIT_CREDENTIALS');
    return null;
  }
  if (purpose.mode === 'payment') {
    if (!scenario) throw new Refused(`username is needed to make a payment: ${usernames()}`);
    selectBank(world, session, firstPlatypus);
    record(world, session, 'SUBMIT_CREDENTIALS');
    return null;
  }
  if (purpose.mode === 'new') {
    if (!scenario) throw new Refused(`username is needed to link a new Item: ${usernames()}`);
    const method = methodOf(scenario);
    if (!purpose.methods.includes(method)) throw new Refused(`this Link token does not offer ${method}`);
    if (isTypedIn(method)) {
      typeNumbers(world, session, sandboxNumbers(method));
    } else {
      selectBank(world, session, bank);
      record(world, session, 'SUBMIT_CREDENTIALS');
    }
    if (method !== 'INSTANT_MICRODEPOSITS' || (codes ?? [sandboxCode]).some(isRight)) return null;
    return 'requires_code';
  }
  const item = itemOfUpdate(world, purpose.item_id);
  if (scenario && item.username !== scenario.username) {
    throw new Refused(`This Item was linked by ${item.username}: sign in as ${item.username}`);
  }
  if (!asksForCode(item)) {
    record(world, session, 'SUBMIT_CREDENTIALS');
    return null;
  }
  const typed = codes ?? codesOf(scenarioOf(item));
  return typed.some((code) => enterCode(world, item, code) === 'right') ? null : 'requires_code';
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

function openToken(world: World, asked: z.output<typeof linkRequest>): LinkToken {
  const { tokens } = world.state.link;
  if (asked.client_user_id !== undefined) {
    const open = Object.values(tokens).findLast(
      (token) => token.client_user_id === asked.client_user_id && standingOf(world, token) === 'open',
    );
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
