// Parts of the stack that hang, or get too little of the processor.
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { caseWorkflowId, ledgerFilled } from '../../workflows/messages.ts';
import { eachOf } from '../each-of.ts';
import { answers, type Stack } from '../stack.ts';
import { until } from '../until.ts';
import { atPlaid, type Fault, linkedCase, read, repeatedly, request, type Trial, temporalOf } from './trial.ts';

async function pidOf({ note }: Stack, part: string): Promise<number> {
  const { pids } = JSON.parse(await readFile(note, 'utf8')) as { pids: Record<string, number> };
  const pid = pids[part];
  if (pid === undefined) throw new Error(`The stack has no part ${part} of its own.`);
  return pid;
}

const signal = async (stack: Stack, part: string, name: NodeJS.Signals) => process.kill(await pidOf(stack, part), name);
const hang = (stack: Stack, part: string) => signal(stack, part, 'SIGSTOP');
const wake = (stack: Stack, part: string) => signal(stack, part, 'SIGCONT');

/** A new API process counts at once what it otherwise counts every five minutes. */
export async function renewApi({ stack }: Trial): Promise<void> {
  const before = await pidOf(stack, 'api');
  process.kill(before, 'SIGTERM');
  const isBack = async () => (await pidOf(stack, 'api')) !== before && (await answers(`${stack.addresses.api}/readyz`));
  if (!(await until(isBack, { seconds: 120, everyMs: 500 }))) throw new Error('The API has not come back.');
}

export function workerHangs(trial: Trial): Fault {
  let step: Awaited<ReturnType<typeof atPlaid>>;
  return {
    what: 'the worker hangs in the middle of a step',
    alerts: ['GangwayWorkerAway', 'GangwayFeedDead', 'GangwayCaseStuck'],
    async cause() {
      step = await atPlaid(trial, { path: '/identity/match', kind: 'slow', ms: 30_000 });
      await linkedCase(trial, 'worker-hangs');
      await until(step.hasFired, { seconds: 60, everyMs: 200 });
      await hang(trial.stack, 'worker');
    },
    async cure() {
      await wake(trial.stack, 'worker');
    },
  };
}

export const apiHangs = ({ stack }: Trial): Fault => ({
  what: 'the API hangs',
  alerts: ['GangwayApiAway'],
  cause: async () => void (await hang(stack, 'api')),
  cure: async () => void (await wake(stack, 'api')),
});

/** A worker that has stopped for a moment still has open calls that ask for tasks, so only further tasks wait. */
const tasksAtOnce = 30;

export function workerStarves(trial: Trial): Fault {
  let stop: () => Promise<void>;
  return {
    what: 'the worker gets too little of the processor',
    alerts: ['GangwayWorkerBehind'],
    async cause() {
      const { workflow } = temporalOf(trial);
      const cases: string[] = [];
      const users = Array.from({ length: tasksAtOnce }, (_, at) => `starved-${at}`);
      // A case before Link takes no task.
      await eachOf(users, 4, async (user) => void cases.push(await linkedCase(trial, user)));
      stop = repeatedly(3_000, async () => {
        await hang(trial.stack, 'worker');
        await Promise.all(cases.map((id) => workflow.getHandle(caseWorkflowId(id)).signal(ledgerFilled)));
        await delay(7_000);
        await wake(trial.stack, 'worker');
      });
    },
    cure: () => stop(),
  };
}

export function temporalHangs(trial: Trial): Fault {
  let stop: () => Promise<void>;
  return {
    what: 'Temporal hangs while a bank login breaks and tenants ask for cases',
    alerts: ['GangwayInboxLag', 'GangwayApiErrors'],
    async cause() {
      const id = await linkedCase(trial, 'temporal-hangs');
      const isSent = async () => (await read(trial, id)).stage === 'transferring';
      await until(isSent, { seconds: 60, everyMs: 500 });
      await hang(trial.stack, 'temporal');
      const event = { client_user_id: id, happens: { event: 'login_broken' } };
      await trial.world.simulator('POST', '/simulator/items', event);
      let asked = 0;
      stop = repeatedly(2_000, () => askInVain(trial, `vain-${++asked}`));
    },
    async cure() {
      await wake(trial.stack, 'temporal');
      await stop();
    },
  };
}

/** Asks for a case, and does not mind the answer. */
async function askInVain({ stack: { addresses } }: Trial, user: string): Promise<void> {
  const headers = {
    authorization: `Bearer ${addresses.api_key}`,
    'content-type': 'application/json',
    'idempotency-key': user,
  };
  const body = JSON.stringify(request(user));
  const signal = AbortSignal.timeout(20_000);
  await fetch(`${addresses.api}/v1/onboardings`, { method: 'POST', headers, body, signal }).catch(() => {});
}
