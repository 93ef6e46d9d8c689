// Plaid, receivers and strangers that do not do as they should.
import type { FailureKind } from '../../domain/failure.ts';
import { retryStep } from '../../workflows/messages.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { atPlaid, type Fault, linkedCase, repeatedly, type Trial, temporalOf } from './trial.ts';

export const plaidRefuses = (trial: Trial): Fault => ({
  what: 'Plaid refuses a step',
  alerts: ['GangwayCasesInTrouble'],
  async cause() {
    await atPlaid(trial, { path: '/auth/get', kind: 'status', status: 404, error_code: 'NOT_FOUND' });
    await linkedCase(trial, 'plaid-refuses');
  },
  cure: () => retryAll(trial, 'missing'),
});

export function plaidFails(trial: Trial): Fault {
  let match: Awaited<ReturnType<typeof atPlaid>>;
  return {
    what: 'Plaid answers 500',
    alerts: ['GangwayPlaidFailing', 'GangwayCasesHeldUp'],
    async cause() {
      match = await atPlaid(trial, { path: '/identity/match', kind: 'status', status: 500, times: 1_000_000 });
      for (let at = 0; at < 12; at += 1) await linkedCase(trial, `plaid-fails-${at}`);
    },
    async cure() {
      await match.end();
      await retryAll(trial, 'unavailable');
    },
  };
}

/** Retries the step of each case in trouble of this kind. A case that tries its step at this moment refuses. */
async function retryAll(trial: Trial, kind: FailureKind): Promise<void> {
  const { workflow } = temporalOf(trial);
  for await (const { workflowId } of workflow.list({
    query: `GangwayTrouble = '${kind}' AND ExecutionStatus = 'Running'`,
  }))
    await workflow
      .getHandle(workflowId)
      .executeUpdate(retryStep)
      .catch(() => {});
}

export function strangerCalls({ stack }: Trial): Fault {
  let stop: () => Promise<void>;
  return {
    what: 'a stranger sends webhooks',
    alerts: ['GangwayWebhooksStrange'],
    async cause() {
      stop = repeatedly(250, () => fetch(`${stack.addresses.api}/plaid/webhooks`, { method: 'POST', body: '{}' }));
    },
    cure: () => stop(),
  };
}

export function receiverHangs(trial: Trial): Fault {
  let receiver: Receiver;
  return {
    what: 'a receiver takes notifications and does not answer',
    alerts: ['GangwayNotificationsLate'],
    async cause() {
      receiver = await startReceiver(null);
      await endpointAt(trial, receiver);
      // More than the five that the notifier sends at a time.
      for (let at = 0; at < 6; at += 1) await linkedCase(trial, `notified-${at}`);
    },
    cure: async () => receiver.answerAll(204),
  };
}

export function receiverLeaves(trial: Trial): Fault {
  let receiver: Receiver;
  let id = '';
  return {
    what: 'a receiver answers that it is gone',
    alerts: ['GangwayEndpointDisabled'],
    async cause() {
      receiver = await startReceiver(410);
      id = await endpointAt(trial, receiver);
      await linkedCase(trial, 'notified-in-vain');
    },
    async cure() {
      receiver.answerAll(204);
      await trial.world.api.POST('/v1/notification_endpoints/{id}/enable', { params: { path: { id } } });
    },
  };
}

async function endpointAt({ world: { api } }: Trial, { url }: Receiver): Promise<string> {
  return (await api.POST('/v1/notification_endpoints', { body: { url } })).data.id;
}
