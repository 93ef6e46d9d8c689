import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { advance, type Span } from '../../dev/time-travel.ts';
import { caseFile, linked, transferMoved } from '../../workflows/messages.ts';
import { runSimulator } from '../simulator/running-simulator.ts';
import { eventually, happy, stageReached, startCase } from '../support/cases/workflow-cases.ts';
import { withWorkerOnRealServer } from '../support/temporal/temporal.ts';

const day = 86_400;

describe('time travel', () => {
  let bank: Server;
  /** How far the bank's clock is ahead, in days. */
  let ahead: number;
  beforeEach(async () => {
    ahead = 0;
    bank = createServer(async (request, answer) => {
      const { seconds } = JSON.parse((await request.toArray()).join(''));
      ahead += seconds / day;
      answer.end(JSON.stringify({ now: bankNow().toISOString(), advanced_seconds: seconds }));
    }).listen(0, '127.0.0.1');
    await once(bank, 'listening');
  });
  afterEach(() => bank.close());

  const bankNow = () => new Date(Date.now() + ahead * day * 1000);
  const temporalOf = (env: TestWorkflowEnvironment) => ({
    temporal: { connection: env.connection, namespace: env.namespace ?? 'default' },
  });
  const travel = (env: TestWorkflowEnvironment, days: number) => {
    const { port } = bank.address() as { port: number };
    const span: Span = { seconds: days * day };
    return advance({ simulator: `http://127.0.0.1:${port}`, ...temporalOf(env) }, span);
  };

  async function funded(env: TestWorkflowEnvironment, watchDays: number) {
    const handle = await startCase(env);
    await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
    await stageReached(env, handle, 'transferring');
    await travel(env, 2);
    const watchUntil = new Date(bankNow().getTime() + watchDays * day * 1000).toISOString();
    const newest = env.client.workflow.getHandle(handle.workflowId);
    await newest.signal(transferMoved, { transferId: 'tr-1', standing: 'funded', watchUntil, eventIds: ['1'] });
    return newest;
  }

  // On server 1.32 such a case would sleep longer, by the time that was skipped before it fell asleep.
  it('ends a case with its return window, and not before', async () => {
    const activities = happy();
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await funded(env, 60);
      await travel(env, 2);
      await stageReached(env, handle, 'watching_returns');
      await travel(env, 50);
      assert.equal((await handle.describe()).status.name, 'RUNNING');
      await travel(env, 9);
      assert.equal(await handle.result(), 'funded');
    });
    assert.equal(activities.calls.filter((call) => call === 'checkTransfer').length, 1);
  });

  it('moves only the bank, and says why, when the cases are on another Temporal', async () => {
    const { port } = bank.address() as { port: number };
    const jump = await advance({ simulator: `http://127.0.0.1:${port}`, temporal: null }, { seconds: day });
    assert.equal(ahead, 1);
    assert.equal(jump.stayed, 'this Temporal is not the embedded one');
  });

  it('moves the bank once, even if the answer is lost', async () => {
    const simulator = await runSimulator();
    const asked: unknown[] = [];
    const between = createServer(async (request, answer) => {
      asked.push(request.url);
      const moved = await fetch(`${simulator.origin}${request.url}`, { method: 'POST', body: await text(request) });
      if (asked.length === 1) request.socket.destroy();
      else answer.end(await moved.text());
    }).listen(0, '127.0.0.1');
    try {
      await once(between, 'listening');
      const { port } = between.address() as AddressInfo;
      const jump = await advance({ simulator: `http://127.0.0.1:${port}`, temporal: null }, { banking_days: 1 });
      assert.equal(asked.length, 2, 'no answer was lost');
      assert.equal(Math.round(simulator.world.state.clockOffset / 1000), jump.seconds);
    } finally {
      between.close();
      await simulator.stop();
    }
  });

  it('moves a case that waits for the applicant only by the jump, however far the bank is ahead', async () => {
    ahead = 300;
    await withWorkerOnRealServer(happy(), async (env) => {
      const handle = await startCase(env);
      await eventually(env, async () => (await handle.query(caseFile)).stage === 'awaiting_link');
      await travel(env, 29);
      assert.equal((await handle.describe()).status.name, 'RUNNING');
      await travel(env, 2);
      assert.equal(await handle.result(), 'abandoned');
    });
  });
});
