// On the real server, in namespaces of their own, because that of the other tests keeps closed workflows for a day.
import assert from 'node:assert/strict';
import { Client, type WorkflowClientInterceptor } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { NativeConnection } from '@temporalio/worker';
import { freePort } from '../../dev/ports.ts';
import { checkTemporal } from '../../worker/check-temporal/check.ts';
import { createProbe } from '../../worker/check-temporal/probe.ts';
import { properties } from '../../worker/check-temporal/properties.ts';
import { registrations } from '../../workflows/search-attributes.ts';
import { runCommand } from '../support/stack/run-command.ts';
import { withWorkerOnRealServer } from '../support/temporal/temporal.ts';
import { until } from '../support/until.ts';

const { INDEXED_VALUE_TYPE_KEYWORD, INDEXED_VALUE_TYPE_TEXT, INDEXED_VALUE_TYPE_DATETIME } =
  temporal.api.enums.v1.IndexedValueType;
const types = {
  Keyword: INDEXED_VALUE_TYPE_KEYWORD,
  Text: INDEXED_VALUE_TYPE_TEXT,
  Datetime: INDEXED_VALUE_TYPE_DATETIME,
};
type Attribute = readonly [name: string, type: keyof typeof types];

async function makeNamespace(env: TestWorkflowEnvironment, namespace: string, days: number, attributes: Attribute[]) {
  const { workflowService, operatorService } = env.connection;
  const seconds = (days * 86_400) as never;
  await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds } });
  const searchAttributes = Object.fromEntries(attributes.map(([name, type]) => [name, types[type]]));
  await operatorService.addSearchAttributes({ namespace, searchAttributes });
  const query = attributes.map(([name]) => `${name} IS NULL`).join(' AND ');
  await until(() =>
    workflowService.countWorkflowExecutions({ namespace, query }).then(
      () => true,
      () => false,
    ),
  );
}

const command = (address: string, namespace: string) =>
  runCommand('worker/check-temporal-main.ts', [], { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace });

const onRealServer = (work: (env: TestWorkflowEnvironment) => Promise<void>) => withWorkerOnRealServer({}, work);

async function failures({ connection, address }: TestWorkflowEnvironment, namespace: string) {
  const found: string[] = [];
  const client = new Client({ connection, namespace });
  for await (const { ok, holds, seen } of checkTemporal(client, () => NativeConnection.connect({ address })))
    if (!ok) found.push(`${holds}: ${seen}`);
  return found;
}

/** Checks a property that needs no worker. */
async function checkOne(holds: RegExp, client: Client) {
  const probe = createProbe(client);
  try {
    return await properties.find((property) => holds.test(property.holds))?.check(probe);
  } finally {
    await probe.end();
  }
}

describe('npm run check-temporal', () => {
  it('finds all properties on the embedded server, and leaves no workflow that runs', () =>
    onRealServer(async (env) => {
      await makeNamespace(env, 'complete', 7, [...registrations]);
      const { code, out, complaint } = await command(env.address, 'complete');
      const lines = out.slice(1, -1);
      assert.deepEqual(lines.filter((line) => !line.startsWith('ok ')).concat(complaint.trim() || []), []);
      assert.equal(lines.length, properties.length + 2);
      assert.match(lines.join('\n'), /a run that starts with a delay, and lets it begin: at once\n/);
      assert.deepEqual([code, out.at(-1)], [0, 'All of it holds.']);
      const client = new Client({ connection: env.connection, namespace: 'complete' });
      assert.equal((await client.workflow.count("ExecutionStatus = 'Running'")).count, 0);
    }));

  it('names what a namespace lacks', () =>
    onRealServer(async (env) => {
      const lacking = registrations.filter(([name]) => name !== 'GangwayItem' && name !== 'GangwayReason');
      await makeNamespace(env, 'lacking', 1, lacking);
      assert.deepEqual(await failures(env, 'lacking'), [
        'closed workflows are kept for 7 days or more: they are kept for 1 day',
        'every search attribute exists with its type: missing: GangwayReason, GangwayItem',
      ]);
    }));

  it('names an attribute of another type', () =>
    onRealServer(async (env) => {
      const mistyped = registrations.map(
        ([name, type]) => [name, name === 'GangwayAmount' ? 'Keyword' : type] as const,
      );
      await makeNamespace(env, 'mistyped', 30, mistyped);
      await assert.rejects(
        checkOne(/search attribute exists/, new Client({ connection: env.connection, namespace: 'mistyped' })),
        {
          message: 'GangwayAmount is Keyword and not Text',
        },
      );
    }));

  it('stops at a namespace that does not exist, and at a server that is away', () =>
    onRealServer(async (env) => {
      assert.deepEqual(await failures(env, 'nowhere'), ['the namespace exists: Namespace nowhere is not found.']);
      const { code, out } = await command(`127.0.0.1:${await freePort()}`, 'default');
      assert.match(out[1] ?? '', /^FAILED {2}the server answers: /);
      assert.match(out[2] ?? '', /correct TEMPORAL_ADDRESS/);
      assert.deepEqual([code, out.at(-1), out.length], [1, '1 failed.', 4]);
    }));

  it('accepts a server on which a signal-with-start waits for the end of the delay, and says so', () =>
    onRealServer(async ({ connection, client: plain }) => {
      const waits: WorkflowClientInterceptor = {
        async signalWithStart({ options, signalName, signalArgs }) {
          const handle = plain.workflow.getHandle(options.workflowId);
          await handle.signal(signalName, ...signalArgs);
          return (await handle.describe()).runId;
        },
      };
      const client = new Client({ connection, interceptors: { workflow: [waits] } });
      assert.match(
        `${await checkOne(/signal-with-start reaches a run that starts/, client)}`,
        /^at the end of the delay/,
      );
    }));
});
