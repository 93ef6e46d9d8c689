// Takes a part of the stack down for a while, under a load of webhooks and with cases that wait for a reviewer.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eachOf } from '../../../dev/each-of.ts';
import { caseWorkflowId, itemChanged } from '../../../workflows/messages.ts';
import { type Answered, deliver, type KeptRow, rowsOf, startLoad } from '../http/webhook-load.ts';
import { stopwatch } from '../lateness.ts';
import { until } from '../until.ts';
import { createCase, goThroughLink, post, reads } from './journeys.ts';
import { keepDown } from './keep-down.ts';
import { ledgerOf } from './ledger.ts';
import { sharedStack } from './shared-stack.ts';

export type Outage = {
  /** The processes that were killed. */
  killed: number[];
  /** The first answer to each delivery. */
  answered: Answered[];
  /** The rows that hold these deliveries when the part is back. */
  kept: KeptRow[];
  /** The answers to the refused deliveries when they come again. */
  again: Answered[];
  /** The rows of all deliveries in the end, in the order of arrival. */
  rows: KeptRow[];
  /** The share of the load's time in which the API did not wait for a processor. */
  awake: number;
  /** The seconds from the last delivery until no row waited any more. */
  drainedAfter: number;
  cases: CaseAfter[];
};
type OutagePlan = { seconds: number; perSecond: number; enough: number; meets: (answered: Answered) => boolean };
export type CaseAfter = {
  itemId: string;
  /** Ids of the webhooks that its workflow was signalled, and how many of its rows say that the login is broken. */
  heard: string[];
  recorded: number;
  /** How often Gangway asked for each of its transfers after the reviewer approved it. */
  transfers: number[];
};

/** The result of each kind of webhook when nothing is lost. */
export const ends: Record<string, Pick<KeptRow, 'status' | 'result'>> = {
  'about a case': { status: 'done', result: 'signalled' },
  'about a feed': { status: 'done', result: 'feed woken' },
  'of no kind that we know': { status: 'done', result: 'noted' },
  'about an unknown Item': { status: 'parked', result: null },
};

/** `meets`: whether a delivery with this answer met the outage, which lasts until `enough` of them did. */
export async function playOutage(part: string, { seconds, perSecond, enough, meets }: OutagePlan): Promise<Outage> {
  const stack = sharedStack();
  const { pool } = stack;
  const waiting = await Promise.all(Array.from({ length: 6 }, caseInReview));
  const items = waiting.map(({ itemId }) => itemId);
  const load = await startLoad(stack, perSecond, (n) => webhook(n, items));
  let killed: number[];
  const began = performance.now();
  const { api = 0 } = await stack.pids();
  const awakeSeconds = stopwatch([api]);
  try {
    await load.acknowledged(perSecond);
    const before = load.answered.length;
    const met = () => load.answered.slice(before).filter(meets).length;
    killed = await goDown(part, { seconds, met, enough });
    await load.acknowledged(perSecond);
  } finally {
    await load.stop();
  }
  const awake = awakeSeconds() / ((performance.now() - began) / 1000);

  const { answered } = load;
  const kept = await rowsOf(pool, answered);
  const refused = answered.filter(({ status }) => status !== 200);
  const again: Answered[] = [];
  await eachOf(refused, 10, async (delivery) => void again.push(await deliver(stack, delivery)));
  let rows: KeptRow[] = [];
  const settled = async () => {
    rows = await rowsOf(pool, answered);
    return rows.every(({ status }) => status !== 'waiting');
  };
  const cameLast = performance.now();
  await until(settled, { everyMs: 250 });
  const drainedAfter = (performance.now() - cameLast) / 1000;
  return { killed, answered, kept, again, rows, awake, drainedAfter, cases: await Promise.all(waiting.map(goOn)) };
}

async function goDown(part: string, outage: Parameters<typeof keepDown>[2]): Promise<number[]> {
  const stack = sharedStack();
  const saidBefore = stack.said.length;
  const killed = await keepDown(stack, part, outage);
  const said = () => stack.said.slice(saidBefore);
  const back = async () => said().some((line) => line.startsWith(`${part} is back`));
  if (await until(back)) return killed;
  const log = await readFile(join(stack.logs, `${part}.log`), 'utf8');
  throw new Error(`${part} did not come back:\n${[...said(), log.slice(-2_000)].join('\n')}`);
}

type Waiting = { id: string; itemId: string };

/** Starts a case that waits for its reviewer, whatever happens to its Item. */
async function caseInReview(): Promise<Waiting> {
  const { id } = await createCase();
  await goThroughLink(id, { username: 'user_similar_owner' });
  await reads(`/v1/onboardings/${id}`, 'in review', ({ stage }) => stage === 'in_review');
  const { rows } = await sharedStack().pool.query<{ itemId: string }>(
    `select external_id as "itemId" from plaid_ids where kind = 'item' and onboarding_id = $1`,
    [id],
  );
  return { id, itemId: rows[0]?.itemId ?? '' };
}

async function goOn({ id, itemId }: Waiting): Promise<CaseAfter> {
  const { pool, world } = sharedStack();
  const heard = await itemWebhooksHeard(id);
  const { rowCount } = await pool.query(`select from timeline where onboarding_id = $1 and what = 'item_broken'`, [id]);
  await post(`/v1/onboardings/${id}/review`, { decision: 'approve', reviewer: 'reviewer-1', note: 'Approved.' });
  await reads(`/v1/onboardings/${id}`, 'transferring', ({ stage }) => stage === 'transferring');
  const { transfers } = await ledgerOf(world, id);
  return { itemId, heard, recorded: rowCount ?? 0, transfers: transfers.map(({ times }) => times) };
}

async function itemWebhooksHeard(id: string): Promise<string[]> {
  const history = await sharedStack().temporal.workflow.getHandle(caseWorkflowId(id)).fetchHistory();
  const heard = (history.events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => {
    if (signal?.signalName !== itemChanged.name) return [];
    return [JSON.parse(Buffer.from(signal.input?.payloads?.[0]?.data ?? []).toString()).webhook as string];
  });
  // The relay sends a signal again if the answer was lost, and the case handles it once (workflows/inbox.ts).
  return [...new Set(heard)];
}

function webhook(n: number, items: string[]): { kind: keyof typeof ends; body: object } {
  const error = (itemId: string) => ({ webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: itemId });
  switch (n % 4) {
    case 0:
      return { kind: 'about a case', body: error(items[(n / 4) % items.length] ?? '') };
    case 1:
      return { kind: 'about a feed', body: { webhook_type: 'TRANSFER', webhook_code: 'TRANSFER_EVENTS_UPDATE' } };
    case 2:
      return { kind: 'of no kind that we know', body: { webhook_type: 'WEATHER', webhook_code: 'RAIN' } };
    default:
      return { kind: 'about an unknown Item', body: error(`item-of-nobody-${n}`) };
  }
}
