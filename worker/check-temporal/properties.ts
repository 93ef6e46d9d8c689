// The properties that Gangway needs of a Temporal server beyond its API. A check throws a sentence about what it saw in
// place of one; `otherwise` says what follows from that, and what to do.
import { WorkflowExecutionAlreadyStartedError, WorkflowUpdateFailedError } from '@temporalio/client';
import { terminationLookBackDays } from '../../temporal/terminations.ts';
import { searchAttributes } from '../../workflows/search-attributes.ts';
import type { Probe } from './probe.ts';
import { checkCollides, checkContinues, checkSleeps, checkWaits, count, poke, refused } from './probe-workflows.ts';
import { searchAttributesHold } from './search-attributes.ts';

export type Property = {
  holds: string;
  otherwise: string;
  /** Returns a remark, if there is something to say although the property holds. */
  check: (probe: Probe) => Promise<string | undefined>;
};

const delay = { startDelay: '5 minutes' } as const;
/** The server runs other things, so no exact time can be asked of it. */
const lateMs = 15_000;

/** Without these, no property can be checked. */
export const preconditions: Property[] = [
  {
    holds: 'the server answers',
    otherwise: 'Start it, or correct TEMPORAL_ADDRESS, TEMPORAL_TLS and TEMPORAL_API_KEY.',
    async check({ client }) {
      const { serverVersion } = await client.withDeadline(Date.now() + 5000, () =>
        client.workflowService.getSystemInfo({}),
      );
      return `as version ${serverVersion}`;
    },
  },
  {
    holds: 'the namespace exists',
    otherwise: 'Correct TEMPORAL_NAMESPACE, or make it: temporal operator namespace create --retention 30d -n NAME',
    async check({ client }) {
      await client.workflowService.describeNamespace({ namespace: client.options.namespace });
    },
  },
];

export const properties: Property[] = [
  {
    holds: `closed workflows are kept for ${terminationLookBackDays} days or more`,
    otherwise:
      `An API that was away looks back ${terminationLookBackDays} days for terminated cases, and operators read closed ` +
      'ones. Raise it: temporal operator namespace update --retention 30d',
    async check({ client }) {
      const { config } = await client.workflowService.describeNamespace({ namespace: client.options.namespace });
      const days = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) / 86_400;
      const kept = `for ${days} ${days === 1 ? 'day' : 'days'}`;
      if (days < terminationLookBackDays) throw new Error(`they are kept ${kept}`);
      return kept;
    },
  },
  {
    holds: 'every search attribute exists with its type',
    otherwise:
      'Temporal refuses to start cases, or filters in the Temporal UI fail. Register them: docs/operating.md, Running it',
    async check(probe) {
      await searchAttributesHold(probe);
    },
  },
  {
    holds: 'a start with a delay takes no task',
    otherwise: 'A new case takes a task and memory of a worker although nothing has to be done. It ends as it should.',
    async check(probe) {
      const handle = await probe.start(checkWaits, [], delay);
      await new Promise((resolve) => setTimeout(resolve, 2000));
      const { historyLength } = await handle.describe();
      if (historyLength !== 1) throw new Error(`after two seconds it had ${historyLength} events`);
    },
  },
  {
    holds: 'a signal-with-start reaches a run that starts with a delay, and lets it begin',
    otherwise: 'The result of Link would not reach a new case. Report this server to the maintainers of Gangway.',
    async check(probe) {
      const started = await probe.start(checkWaits, [], delay);
      await pokeWithStart(probe, started.workflowId);
      const handle = probe.client.workflow.getHandle(started.workflowId);
      const { runId, historyLength } = await handle.describe();
      if (runId !== started.firstExecutionRunId) throw new Error('it started another run');
      // Started, signalled, and nothing else.
      if (historyLength > 2) {
        await handle.result();
        return 'at once';
      }
      return 'at the end of the delay. Cases end alike, but go on up to 25 minutes after Link';
    },
  },
  {
    holds: 'an update lets a run with a delay begin at once',
    otherwise: 'Tenants cannot cancel a case (503 worker_unavailable) in its first 25 minutes. Use another server.',
    async check(probe) {
      const handle = await probe.start(checkWaits, [], delay);
      await handle.executeUpdate(count, { args: ['yes'] });
    },
  },
  {
    holds: 'a cancellation lets a run with a delay begin at once',
    otherwise: 'Operators cannot cancel a case in its first 25 minutes. Use another server.',
    async check(probe) {
      const handle = await probe.start(checkWaits, [], delay);
      await handle.cancel();
      await probe.soon(async () => (await handle.describe()).status.name === 'CANCELLED', 'it was not cancelled');
    },
  },
  {
    holds: 'a signal-with-start reaches a run that has just continued as new',
    otherwise: 'A sleeping case would miss what became of its money. Use another server.',
    async check(probe) {
      const handle = await probe.start(checkContinues, [3, []]);
      const { workflowId } = handle;
      for (const n of [1, 2]) {
        const { runId } = await probe.client.workflow.getHandle(workflowId).describe();
        await pokeWithStart(probe, workflowId, n);
        const next = async () => (await probe.client.workflow.getHandle(workflowId).describe()).runId !== runId;
        await probe.soon(next, 'it did not continue as new');
      }
      await pokeWithStart(probe, workflowId, 3);
      const got = await handle.result();
      if (`${got}` !== '1,2,3') throw new Error(`of the signals 1,2,3 it received ${got}`);
    },
  },
  {
    holds: 'a run that is woken early, and continues as new with a shorter wait, goes on when asked',
    otherwise: 'A transfer that is sent again after a return goes out late, or early. Use another server.',
    async check(probe) {
      const wait = 2000;
      const handle = await probe.start(checkSleeps, [5 * 60_000, wait]);
      const began = Date.now();
      await handle.signal(poke, 1);
      await handle.result();
      const took = Date.now() - began;
      if (took < wait || took > wait + lateMs) throw new Error(`it took ${took} ms in place of ${wait}`);
    },
  },
  {
    holds: 'a signal that comes while a run is about to continue as new reaches that run',
    otherwise: 'A case could sleep over the news that its money came back. Use another server.',
    async check(probe) {
      const handle = await probe.start(checkCollides, [1]);
      if (!(await handle.result())) throw new Error('the run continued as new without it');
    },
  },
  {
    holds: 'a signal-with-start opens a closed workflow again, unless its start forbids that',
    otherwise: 'A late return would not open its case, or a late result of Link would. Use another server.',
    async check(probe) {
      const handle = await probe.start(checkWaits, []);
      await handle.signal(poke, 1);
      await handle.result();
      await pokeWithStart(probe, handle.workflowId);
      const again = probe.client.workflow.getHandle(handle.workflowId);
      await again.result();
      if ((await again.describe()).runId === handle.firstExecutionRunId) throw new Error('it was not opened again');
      const refusal = await pokeWithStart(probe, handle.workflowId, 1, 'REJECT_DUPLICATE').catch((error) => error);
      if (!(refusal instanceof WorkflowExecutionAlreadyStartedError))
        throw new Error('it was opened although forbidden');
    },
  },
  {
    holds: 'an update that its validator refuses is not written, and one that is repeated counts once',
    otherwise: 'Refused or repeated requests would fill the history of a case. Use another server.',
    async check(probe) {
      const handle = await probe.start(checkWaits, []);
      const refusal = await handle.executeUpdate(count, { args: [refused] }).catch((error) => error);
      if (!(refusal instanceof WorkflowUpdateFailedError)) throw new Error(`it was not refused: ${refusal}`);
      const { events } = await handle.fetchHistory();
      const written = events?.some((event) => event.workflowExecutionUpdateAcceptedEventAttributes);
      if (written) throw new Error('it was written');
      const send = () => handle.executeUpdate(count, { args: ['yes'], updateId: 'once' });
      const counts = [await send(), await send()];
      if (`${counts}` !== '1,1') throw new Error(`a repeated one counted as ${counts}`);
    },
  },
  {
    holds: 'the list shows a run by its search attributes, and its termination, within seconds',
    otherwise: 'Operators and the API do not see a case, or that it was terminated. Look after its visibility store.',
    async check(probe) {
      const user = probe.taskQueue;
      const typedSearchAttributes = [{ key: searchAttributes.userId, value: user }];
      const handle = await probe.start(checkWaits, [], { typedSearchAttributes });
      const listed = async (more = '') => {
        const { count: runs } = await probe.client.workflow.count(
          `${searchAttributes.userId.name} = '${user}' ${more}`,
        );
        return runs === 1;
      };
      await probe.soon(() => listed(), 'it does not show the run');
      await handle.terminate();
      const since = new Date(Date.now() - 3_600_000).toISOString();
      const terminated = `AND ExecutionStatus = 'Terminated' AND WorkflowType IN ('${checkWaits.name}')`;
      await probe.soon(() => listed(`${terminated} AND CloseTime > '${since}'`), 'it does not show the termination');
    },
  },
];

/** Signals the workflow, and starts it if none runs. */
const pokeWithStart = (
  { client, taskQueue }: Probe,
  workflowId: string,
  n = 1,
  workflowIdReusePolicy: 'ALLOW_DUPLICATE' | 'REJECT_DUPLICATE' = 'ALLOW_DUPLICATE',
) =>
  client.workflow.signalWithStart(checkWaits, {
    ...{ workflowId, taskQueue, workflowIdReusePolicy, workflowExecutionTimeout: '15 minutes', args: [] },
    ...{ signal: poke, signalArgs: [n] },
  });
