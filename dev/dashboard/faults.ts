// Real faults of the development stack, each with the alerts that have to fire by it.
import { readFile } from 'node:fs/promises';
import { Client } from '@temporalio/client';
import { caseWorkflowId, retryStep } from '../../workflows/messages.ts';
import type { World } from '../demo/call.ts';
import type { Stack } from '../stack.ts';
import { until } from '../until.ts';

export type Fault = { what: string; alerts: string[]; cause: () => Promise<void>; cure: () => Promise<void> };

const applicant = { legal_name: 'Alberta Bobbeth Charleson', email: 'accountholder0@example.com' };
const request = (user_id: string) => ({ user_id, applicant, funding });
const funding = { rail: 'ach', direction: 'credit', amount: '25.00' } as const;

export const faultsOf = (stack: Stack, world: World): Fault[] => [
  { what: 'the worker hangs', alerts: ['GangwayWorkerAway', 'GangwayFeedDead'], ...hanging(stack, 'worker') },
  { what: 'the API hangs', alerts: ['GangwayApiAway'], ...hanging(stack, 'api') },
  temporalHangs(stack, world),
  plaidRefuses(stack, world),
  strangerCalls(stack),
];

const hanging = (stack: Stack, part: string): Pick<Fault, 'cause' | 'cure'> => ({
  cause: () => signal(stack, part, 'SIGSTOP'),
  cure: () => signal(stack, part, 'SIGCONT'),
});

async function signal({ note }: Stack, part: string, name: NodeJS.Signals): Promise<void> {
  const { pids } = JSON.parse(await readFile(note, 'utf8')) as { pids: Record<string, number> };
  const pid = pids[part];
  if (pid === undefined) throw new Error(`The stack has no part ${part} of its own.`);
  process.kill(pid, name);
}

function temporalHangs(stack: Stack, world: World): Fault {
  const { cause: hang, cure } = hanging(stack, 'temporal');
  return {
    what: 'Temporal hangs while an applicant finishes Link and tenants ask for cases',
    alerts: ['GangwayInboxLag', 'GangwayApiErrors'],
    async cause() {
      const id = await startCase(world, 'temporal-hangs');
      await hang();
      await goThroughLink(world, id);
      await askInVain(stack, 5);
    },
    cure,
  };
}

function plaidRefuses({ travel }: Stack, world: World): Fault {
  let id = '';
  return {
    what: 'Plaid refuses a step',
    alerts: ['GangwayCasesInTrouble'],
    async cause() {
      const refusal = { path: '/identity/match', kind: 'status', status: 404, error_code: 'NOT_FOUND' };
      await world.simulator('POST', '/simulator/faults', refusal);
      id = await startCase(world, 'plaid-refuses');
      await goThroughLink(world, id);
    },
    async cure() {
      if (!travel?.temporal) throw new Error('This needs the embedded Temporal: unset TEMPORAL_ADDRESS.');
      await new Client(travel.temporal).workflow.getHandle(caseWorkflowId(id)).executeUpdate(retryStep);
    },
  };
}

const strangerCalls = ({ addresses }: Stack): Fault => ({
  what: 'a stranger sends webhooks',
  alerts: ['GangwayWebhooksStrange'],
  async cause() {
    for (let sent = 0; sent < 200; sent += 1)
      await fetch(`${addresses.api}/plaid/webhooks`, { method: 'POST', body: '{}' });
  },
  cure: async () => {},
});

async function startCase({ api }: World, user: string): Promise<string> {
  const { data } = await api.POST('/v1/onboardings', {
    params: { header: { 'Idempotency-Key': user } },
    body: request(user),
  });
  return data.id;
}

/** The worker may offer the Link token only after the answer of the API. */
async function goThroughLink({ simulator }: World, client_user_id: string): Promise<void> {
  const link = () => simulator('POST', '/simulator/link', { client_user_id, username: 'user_good' });
  await until(async () => (await link()).status === 200, { seconds: 60, everyMs: 500 });
}

/** Asks for cases, and does not mind the answers. */
async function askInVain({ addresses: { api, api_key } }: Stack, times: number): Promise<void> {
  const ask = (number: number) =>
    fetch(`${api}/v1/onboardings`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${api_key}`,
        'content-type': 'application/json',
        'idempotency-key': `vain-${number}`,
      },
      body: JSON.stringify(request(`vain-${number}`)),
      signal: AbortSignal.timeout(20_000),
    });
  await Promise.allSettled(Array.from({ length: times }, (_, number) => ask(number)));
}
