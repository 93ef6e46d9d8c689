// The transfers of a story on the account that its case has linked: the tenant asks for them one after the other, and
// things happen at the bank in between.
import type { Client } from '../../packages/client/src/index.ts';
import type { World } from './call.ts';
import { type Asked, type DemoCase, keyed } from './case.ts';
import type { OnAccount } from './stories.ts';

const stepsOf = ({ story }: DemoCase): OnAccount[] => story.onAccount ?? [];
const hasAccount = ({ view }: DemoCase): boolean => view.outcome === 'verified' || view.outcome === 'funded';

/** Returns the step that comes next, if its time has come. */
function nextStep(one: DemoCase): OnAccount | null {
  if (!hasAccount(one)) return null;
  const step = stepsOf(one)[one.stepsTaken] ?? null;
  if (!step || 'atBank' in step || 'reads' in step) return step;
  if (step.once && one.asked[0]?.view.status !== step.once) return null;
  return 'pays' in step || one.asked.some(({ view }) => view.status === 'repairing_link') ? step : null;
}

/** The story lets the person sign in again later. */
export const repairComes = (one: DemoCase): boolean =>
  stepsOf(one)
    .slice(one.stepsTaken)
    .some((step) => 'repairs' in step);
const isSent = ({ view }: Asked): boolean => view.status === 'transferring' || view.waiting?.for === 'return_window';
const isEnded = ({ view }: Asked): boolean => view.waiting === null && view.next_action === null;

/** Nothing happens to the transfers before time passes. */
export const restsOnAccount = (one: DemoCase): boolean => nextStep(one) === null && allRest(one);

/** A transfer that waits for the person rests until the story lets them sign in. */
const allRest = (one: DemoCase): boolean =>
  one.asked.every(
    (asked) => isSent(asked) || isEnded(asked) || (asked.view.status === 'repairing_link' && repairComes(one)),
  );

/** The next banking day changes something. */
export const movesOnAccount = ({ asked }: DemoCase): boolean =>
  asked.some(({ view }) => view.status === 'transferring');

export const isOverOnAccount = (one: DemoCase): boolean =>
  one.stepsTaken >= stepsOf(one).length && one.asked.every(isEnded);

/** The ends of the waits of the transfers that have arrived (ISO 8601, by the bank's clock). */
export const windowsOnAccount = ({ asked }: DemoCase): string[] =>
  asked.flatMap(({ view }) => (view.waiting?.for === 'return_window' ? (view.waiting.until ?? []) : []));

export async function lookAtTransfers(api: Client, { asked }: DemoCase): Promise<void> {
  for (const one of asked.filter((one) => !isEnded(one)))
    one.view = (await api.GET('/v1/transfers/{id}', { params: { path: { id: one.view.id } } })).data;
}

/** Takes the next step, once all transfers before it rest. */
export async function actOnAccount(world: World, one: DemoCase): Promise<void> {
  const step = nextStep(one);
  if (!step || !allRest(one)) return;
  if ('pays' in step) await ask(world, one, step);
  else if ('reads' in step) await readNumbers(world, one);
  else if ('atBank' in step) await atTheBank(world, one, step.atBank);
  else await repair(world, one);
  one.stepsTaken += 1;
}

async function accountOf({ api }: World, { view, label }: DemoCase): Promise<string> {
  const { data } = await api.GET('/v1/accounts', { params: { query: { onboarding_id: view.id } } });
  const [account] = data.data;
  if (!account) throw new Error(`${label}: no linked account`);
  return account.id;
}

async function ask(
  world: World,
  one: DemoCase,
  { pays: direction, amount, ends }: Extract<OnAccount, { pays: string }>,
) {
  const consent = { text: 'I allow the demo to debit my account.', given_at: '2026-01-02T03:04:05Z' };
  const { data } = await world.api.POST('/v1/accounts/{id}/transfers', {
    params: { path: { id: await accountOf(world, one) }, ...keyed(`${one.userId}-transfer-${one.stepsTaken}`) },
    body: { direction, amount, ...(direction === 'debit' && { consent }) },
  });
  one.asked.push({ view: data, ends });
  world.report(`${one.label}: the tenant asks for a ${direction} of ${amount} on the linked account`);
}

async function readNumbers(world: World, one: DemoCase): Promise<void> {
  const { api, report } = world;
  const path = { id: await accountOf(world, one) };
  const { data: numbers } = await api.GET('/v1/accounts/{id}/numbers', { params: { path } });
  if (!numbers.is_tokenized_account_number) throw new Error(`${one.label}: the numbers did not leave as they should`);
  const key = `${one.userId}-token-${one.stepsTaken}`;
  await api.POST('/v1/accounts/{id}/processor_token', {
    params: { path, ...keyed(key) },
    body: { processor: 'dwolla' },
  });
  report(`${one.label}: the tenant reads the numbers, and gets a token for a processor`);
}

const happenings = {
  'login broken': { path: '/simulator/logins', body: { broken: true } },
  'consent ends': { path: '/simulator/items', body: { happens: { event: 'expiration_announced', seconds: 21_600 } } },
};

async function atTheBank(
  { simulator, report }: World,
  { view, label }: DemoCase,
  what: keyof typeof happenings,
): Promise<void> {
  const { path, body: happens } = happenings[what];
  const { status, body } = await simulator('POST', path, { client_user_id: view.id, ...happens });
  if (status !== 200) throw new Error(`${label}: ${JSON.stringify(body)}`);
  report(`${label}: at the bank: ${what}`);
}

async function repair(world: World, one: DemoCase): Promise<void> {
  const { api, simulator, report } = world;
  const params = { path: { id: await accountOf(world, one) } };
  const { data } = await api.POST('/v1/accounts/{id}/link_token', { params });
  const { status, body } = await simulator('POST', '/simulator/link', {
    ...{ link_token: data.link.link_token, username: one.story.username },
  });
  // No open token: an earlier try of this call succeeded, and its answer was lost.
  if (status !== 200 && !/no open Link token/.test(JSON.stringify(body))) {
    throw new Error(`${one.label}: Link refused: ${JSON.stringify(body)}`);
  }
  report(`${one.label}: the person signs in again`);
}
