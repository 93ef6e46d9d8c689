// A fake of the calls that the API makes to Temporal's client. It records their effects. Journeys use the real server.
import {
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TemporalClient } from '../../../temporal/case-client.ts';

type Call = {
  call: 'start' | 'signal' | 'update' | 'signalWithStart' | 'describe' | 'getSystemInfo';
  workflowId: string;
};
type SignalWithStart = {
  workflowId: string;
  workflowIdReusePolicy?: string;
  signal: { name: string };
  signalArgs?: unknown[];
};
type Fault = { on: Call['call']; when: 'before' | 'after'; error: Error; fired: boolean };

export type FakeTemporal = {
  client: TemporalClient;
  /** The options of each started workflow, by workflow id. */
  started: Map<string, Record<string, unknown>>;
  signals: { workflowId: string; name: string; args: unknown[] }[];
  updates: { workflowId: string; name: string; args: unknown[]; updateId: string }[];
  calls: Call[];
  /** Workflows that have ended, and conflicts with which validators answer. */
  over: Set<string>;
  conflict: string | null;
  /** While set, every call fails with this error. */
  away: Error | null;
  failNext: (on: Call['call'], when: Fault['when'], error?: Error) => Fault;
};

export function unavailable(code = 14): ServiceError {
  const grpc = Object.assign(new Error('14 UNAVAILABLE'), { code, details: 'no connection', metadata: {} });
  return new ServiceError('Failed', { cause: grpc });
}

export const noWorker = () => new WorkflowUpdateRPCTimeoutOrCancelledError('deadline exceeded');

export function fakeTemporal(): FakeTemporal {
  const faults: Fault[] = [];

  async function perform<T>(call: Call, effect: () => T): Promise<T> {
    fake.calls.push(call);
    if (fake.away) throw fake.away;
    const fault = faults.find((candidate) => candidate.on === call.call && !candidate.fired);
    if (fault) fault.fired = true;
    if (fault?.when === 'before') throw fault.error;
    const result = effect();
    if (fault) throw fault.error;
    return result;
  }

  function living(workflowId: string): void {
    if (!fake.started.has(workflowId)) throw new WorkflowNotFoundError('workflow not found', workflowId, undefined);
    if (!fake.over.has(workflowId)) return;
    throw new WorkflowNotFoundError('workflow execution already completed', workflowId, undefined);
  }

  const workflow = {
    start: (_type: string, options: { workflowId: string; workflowIdReusePolicy: string }) =>
      perform({ call: 'start', workflowId: options.workflowId }, () => {
        const again = options.workflowIdReusePolicy === 'ALLOW_DUPLICATE' && fake.over.delete(options.workflowId);
        if (again || !fake.started.has(options.workflowId)) fake.started.set(options.workflowId, options);
      }),
    signalWithStart: (type: string, options: SignalWithStart) =>
      perform({ call: 'signalWithStart', workflowId: options.workflowId }, () => {
        const { workflowId, workflowIdReusePolicy, signal, signalArgs = [] } = options;
        const again = fake.over.has(workflowId);
        if (again && workflowIdReusePolicy === 'REJECT_DUPLICATE')
          throw new WorkflowExecutionAlreadyStartedError('already started', workflowId, type);
        fake.over.delete(workflowId);
        if (again || !fake.started.has(workflowId)) fake.started.set(workflowId, options);
        fake.signals.push({ workflowId, name: signal.name, args: signalArgs });
      }),
    list: async function* () {},
    count: async () => ({ count: 0, groups: [] }),
    getHandle: (workflowId: string) => ({
      describe: () =>
        perform({ call: 'describe', workflowId }, () => {
          if (fake.over.has(workflowId)) return { status: { name: 'TERMINATED' } };
          living(workflowId);
          return { status: { name: 'RUNNING' } };
        }),
      signal: (signal: { name: string }, ...args: unknown[]) =>
        perform({ call: 'signal', workflowId }, () => {
          living(workflowId);
          fake.signals.push({ workflowId, name: signal.name, args });
        }),
      executeUpdate: (update: { name: string }, { args, updateId }: { args: unknown[]; updateId: string }) =>
        perform({ call: 'update', workflowId }, () => {
          living(workflowId);
          if (fake.conflict) {
            throw new WorkflowUpdateFailedError('refused', ApplicationFailure.nonRetryable(fake.conflict, 'conflict'));
          }
          if (fake.updates.some((known) => known.updateId === updateId && known.workflowId === workflowId)) return;
          fake.updates.push({ workflowId, name: update.name, args, updateId });
        }),
    }),
  };

  const fake: FakeTemporal = {
    started: new Map(),
    signals: [],
    updates: [],
    calls: [],
    over: new Set(),
    conflict: null,
    away: null,
    client: {
      workflow: workflow as unknown as TemporalClient['workflow'],
      withDeadline: (_deadline, work) => work(),
      connection: {
        workflowService: {
          getSystemInfo: () => perform({ call: 'getSystemInfo', workflowId: '' }, () => ({})),
        } as unknown as TemporalClient['connection']['workflowService'],
      },
    },
    failNext(on, when, error = unavailable()) {
      const fault: Fault = { on, when, error, fired: false };
      faults.push(fault);
      return fault;
    },
  };
  return fake;
}
