// A part of the stack is down for a while, under a load of webhooks and with cases that wait for a reviewer.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eachOf } from '../../dev/each-of.ts';
import { until } from '../../dev/until.ts';
import { itemChanged, onboardingWorkflowId } from '../../workflows/messages.ts';
import { createCase, goThroughLink, post, reads } from './journeys.ts';
import { keepDown } from './keep-down.ts';
import { ledgerOf } from './ledger.ts';
import { sharedStack } from './shared-stack.ts';
import { type Answered, deliver, type KeptRow, rowsOf, startLoad } from './webhook-load.ts';

export type Outage = {
  /** The processes that were killed. */
  killed: number[];
  /** How each delivery was answered at first. */
  answered: Answered[];
  /** What was kept of them when the part was back. */
  kept: KeptRow[];
  /** How what was refused was answered when it came again. */
  again: Answered[];
  /** What is kept of all in the end, in the order of arrival. */
  rows: KeptRow[];
  cases: CaseAfter[];
};
export type CaseAfter = {
  itemId: string;
  /** Ids of the webhooks that its workflow was told of, and in how many its record says that its login is broken. */
  heard: string[];
  recorded: number;
  /** How often each of its transfers was asked for, once it was approved. */
  transfers: number[];
};

/** What each kind of webhook ends as, where nothing is lost. */
export const ends: Record<string, Pick<KeptRow, 'status' | 'result'>> = {
  'about a case': { status: 'done', result: 'told' },
  'about a feed': { status: 'done', result: 'feed woken' },
  'of no kind that we know': { status: 'done', result: 'noted' },
  'about nobody that we know': { status: 'parked', result: null },
};

export async function playOutage(part: string, seconds: number, perSecond: number): Promise<Outage> {
  const stack = sharedStack();
  const { pool, addresses } = stack;
  const waiting = await Promise.all(Array.from({ length: 6 }, caseInReview));
  const items = waiting.map(({ itemId }) => itemId);
  const load = await startLoad(stack, perSecond, (n) => webhook(n, items));
  let killed: number[];
  try {
    await load.acknowledged(perSecond);
    killed = await goDown(part, seconds);
    await load.acknowledged(perSecond);
  } finally {
    await load.stop();
  }

  const { answered } = load;
  const kept = await rowsOf(pool, answered);
  const refused = answered.filter(({ status }) => status !== 200);
  const again: Answered[] = [];
  await eachOf(refused, 10, async (delivery) => void again.push(await deliver(addresses.api, delivery)));
  let rows: KeptRow[] = [];
  const settled = async () => {
    rows = await rowsOf(pool, answered);
    return rows.every(({ status }) => status !== 'waiting');
  };
  await until(settled, { seconds: 60, everyMs: 250 });
  return { killed, answered, kept, again, rows, cases: await Promise.all(waiting.map(goOn)) };
}

async function goDown(part: string, seconds: number): Promise<number[]> {
  const stack = sharedStack();
  const saidBefore = stack.said.length;
  const killed = await keepDown(stack, part, seconds);
  const said = () => stack.said.slice(saidBefore);
  const back = async () => said().some((line) => line.startsWith(`${part} is back`));
  if (await until(back, { seconds: 60 })) return killed;
  const log = await readFile(join(stack.logs, `${part}.log`), 'utf8');
  throw new Error(`${part} did not come back:\n${[...said(), log.slice(-2_000)].join('\n')}`);
}

type Waiting = { id: string; itemId: string };

/** It waits for its reviewer, whatever becomes of its Item. */
async function caseInReview(): Promise<Waiting> {
  const { id } = await createCase();
  await goThroughLink(id, { username: 'user_similar_owner' });
  await reads(`/v1/onboardings/${id}`, 'in review', ({ stage }) => stage === 'in_review', 20);
  const { rows } = await sharedStack().pool.query<{ itemId: string }>(
    `select external_id as "itemId" from routes where kind = 'item' and onboarding_id = $1`,
    [id],
  );
  return { id, itemId: rows[0]?.itemId ?? '' };
}

async function goOn({ id, itemId }: Waiting): Promise<CaseAfter> {
  const { pool, world } = sharedStack();
  const heard = await itemWebhooksHeard(id);
  const { rowCount } = await pool.query(`select from timeline where onboarding_id = $1 and what = 'item_broken'`, [id]);
  await post(`/v1/onboardings/${id}/review`, { decision: 'approve', reviewer: 'reviewer-1', note: 'Approved.' });
  await reads(`/v1/onboardings/${id}`, 'transferring', ({ stage }) => stage === 'transferring', 30);
  const { transfers } = await ledgerOf(world, id);
  return { itemId, heard, recorded: rowCount ?? 0, transfers: transfers.map(({ times }) => times) };
}

async function itemWebhooksHeard(id: string): Promise<string[]> {
  const history = await sharedStack().temporal.workflow.getHandle(onboardingWorkflowId(id)).fetchHistory();
  const heard = (history.events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => {
    if (signal?.signalName !== itemChanged.name) return [];
    return [JSON.parse(Buffer.from(signal.input?.payloads?.[0]?.data ?? []).toString()).webhook as string];
  });
  // A signal whose answer was lost is sent again, and heard once (workflows/with-case.ts).
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
      return { kind: 'about nobody that we know', body: error(`item-of-nobody-${n}`) };
  }
}
