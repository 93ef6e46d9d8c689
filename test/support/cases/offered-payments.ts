import type { Pool } from '../../../db/pool.ts';
import { caseWorkflowId } from '../../../workflows/messages.ts';
import type { StrictPlaid } from '../plaid/strict-plaid.ts';
import { type FakeTemporal, fakeTemporal } from '../temporal/fake-temporal.ts';
import { activitiesOn } from './activities.ts';

/** A Temporal whose worker makes the payment of a new case before the start is answered. `types`: those it started. */
export function temporalThatOffers(pool: Pool, plaid: StrictPlaid): FakeTemporal & { types: string[] } {
  const temporal = Object.assign(fakeTemporal(), { types: [] as string[] });
  const { workflow } = temporal.client;
  const start = workflow.start.bind(workflow) as (type: string, options: { workflowId: string }) => Promise<unknown>;
  Object.assign(workflow, {
    start: async (type: string, options: { workflowId: string }) => {
      temporal.types.push(type);
      await start(type, options);
      const onboardingId = options.workflowId.replace(caseWorkflowId(''), '');
      await activitiesOn(pool, plaid).offerPayment({ onboardingId, step: 1 });
    },
  });
  return temporal;
}
