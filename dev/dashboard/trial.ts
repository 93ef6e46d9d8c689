// The faults of a trial share the stack, the callers, and the requests of the tenant.
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import type { Call, World } from '../demo/call.ts';
import type { Stack } from '../stack.ts';
import { until } from '../until.ts';

export type Trial = { stack: Stack; world: World; operator: Call };

export type Fault = { what: string; alerts: string[]; cause: () => Promise<void>; cure: () => Promise<void> };

const applicant = { legal_name: 'Alberta Bobbeth Charleson', email: 'accountholder0@example.com' };
const funding = { rail: 'ach', direction: 'credit', amount: '25.00' } as const;
export const request = (user_id: string) => ({ user_id, applicant, funding });

/** Returns the id of a case that pays out. */
export async function startCase({ world: { api } }: Trial, user: string): Promise<string> {
  const { data } = await api.POST('/v1/onboardings', {
    params: { header: { 'Idempotency-Key': user } },
    body: request(user),
  });
  return data.id;
}

export const read = async ({ world: { api } }: Trial, id: string) =>
  (await api.GET('/v1/onboardings/{id}', { params: { path: { id } } })).data;

/** The worker may offer the Link token only after the answer of the API. */
export async function goThroughLink({ world: { simulator } }: Trial, client_user_id: string): Promise<void> {
  const link = () => simulator('POST', '/simulator/link', { client_user_id, username: 'user_good' });
  await until(async () => (await link()).status === 200, { seconds: 60, everyMs: 500 });
}

export async function linkedCase(trial: Trial, user: string): Promise<string> {
  const id = await startCase(trial, user);
  await goThroughLink(trial, id);
  return id;
}

export function temporalOf({ stack: { travel } }: Trial): Client {
  if (!travel?.temporal) throw new Error('This needs the embedded Temporal: unset TEMPORAL_ADDRESS.');
  return new Client(travel.temporal);
}

/** Plans a fault at Plaid. */
export async function atPlaid({ world: { simulator } }: Trial, fault: object) {
  const { id } = (await simulator('POST', '/simulator/faults', fault)).body as { id: string };
  type Planned = { faults: { id: string; fired: number }[] };
  return {
    hasFired: async () => {
      const { faults } = (await simulator('GET', '/simulator/faults')).body as Planned;
      return faults.some((one) => one.id === id && one.fired > 0);
    },
    end: () => simulator('DELETE', `/simulator/faults/${id}`),
  };
}

/** Does `work` again and again, until the function that it returns is called. */
export function repeatedly(pauseMs: number, work: () => Promise<unknown>): () => Promise<void> {
  let isOver = false;
  const loop = (async () => {
    while (!isOver) {
      await work();
      await delay(pauseMs);
    }
  })();
  // The caller that stops it receives its error.
  loop.catch(() => {});
  return async () => {
    isOver = true;
    await loop;
  };
}
