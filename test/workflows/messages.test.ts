import assert from 'node:assert/strict';
import { type WorkflowFailedError, type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import fc from 'fast-check';
import { newId } from '../../db/ids.ts';
import { linkedOf } from '../../domain/case/payloads.ts';
import {
  caseFile,
  caseWorkflowId,
  feedType,
  feedWakeUp,
  type OnboardingStart,
  processTypes,
  taskQueue,
} from '../../workflows/messages.ts';
import { happy, stageReached, startCase } from '../support/cases/workflow-cases.ts';
import { anyPayload } from '../support/temporal/any-payload.ts';
import { withWorker, withWorkerOnRealServer } from '../support/temporal/temporal.ts';

const signals = ['linked', 'linkOffered', 'itemChanged', 'transferMoved', 'microDepositsMoved'];
const hints = ['identityVerificationChanged', 'paymentChanged'];
/** The refusal of each update that does not fit. It says what to send. */
const updates: [string, RegExp][] = [
  ['review', /^Send \{"review": "rev_…"\}|not waiting for a review\.$/],
  ['cancel', /^Send \{"by": "operator"\}/],
  ['retryStep', /^No step of this case is waiting for a retry\.$/],
];

const ignored = async (handle: WorkflowHandle) =>
  (await handle.query(caseFile)).timeline.flatMap(({ what }) => (what.startsWith('ignored: ') ? what.slice(9) : []));

async function refusedWith(handle: WorkflowHandle, name: string, ...args: unknown[]): Promise<string> {
  try {
    await handle.executeUpdate<void, [unknown]>(name, { args: args as [unknown] });
  } catch (error) {
    assert.ok(error instanceof WorkflowUpdateFailedError, `${name}: ${error}`);
    assert.ok(error.cause instanceof ApplicationFailure);
    return error.cause.message;
  }
  assert.fail(`${name} accepts ${JSON.stringify(args)}`);
}

describe('a message that does not fit', () => {
  const nothing: unknown[][] = [
    [],
    [null],
    [undefined],
    [''],
    ['linked'],
    [7],
    [[]],
    [{}],
    [{ __proto__: null }],
    [{}, {}],
  ];

  for (const name of signals) {
    it(`${name}: the case ignores and notes it, without its content`, async () => {
      await withWorker(happy(), async (env) => {
        const handle = await startCase(env);
        await stageReached(env, handle, 'awaiting_link');
        for (const args of nothing) {
          await handle.signal(name, ...args);
        }
        await handle.signal(name, { session: 'Ada Byron', mode: 'Ada Byron', expiresAt: 'Ada Byron' });
        assert.deepEqual(await ignored(handle), [`a signal ${name} with a payload that does not fit`]);
        assert.equal((await handle.query(caseFile)).stage, 'awaiting_link');
      });
    });
  }

  it('is refused with a sentence that says what to send, if it is an update', async () => {
    await withWorker(happy(), async (env) => {
      const handle = await startCase(env);
      await stageReached(env, handle, 'awaiting_link');
      for (const [name, sentence] of updates) {
        for (const args of nothing) assert.match(await refusedWith(handle, name, ...args), sentence);
      }
      for (const by of ['Product', 'operator ', ['operator'], { by: 'operator' }, 'constructor', null]) {
        assert.match(await refusedWith(handle, 'cancel', { by }), /^Send /);
      }
      await handle.executeUpdate('cancel', { args: [{ by: 'operator', newer: 1 }] });
      assert.equal(await handle.result(), 'cancelled');
    });
  });

  it('leaves the case as it was, for any name and payload', async () => {
    const message = fc.record({
      name: fc.constantFrom(...signals, ...hints, 'noSuchSignal'),
      // A session alone makes a payload of `linked` fit, and some seeds draw that.
      args: fc.array(
        anyPayload.filter((payload) => linkedOf(payload) === null),
        { maxLength: 2 },
      ),
    });
    await withWorker(happy(), async (env) => {
      await fc.assert(
        fc.asyncProperty(fc.array(message, { minLength: 20, maxLength: 20 }), async (messages) => {
          const handle = await startCase(env);
          await stageReached(env, handle, 'awaiting_link');
          for (const { name, args } of messages) await handle.signal(name, ...args);
          for (const [name] of updates) {
            const payload = fc.sample(anyPayload, 1);
            await refusedWith(handle, name, ...payload);
          }
          const { stage, trouble } = await handle.query(caseFile);
          assert.deepEqual([stage, trouble], ['awaiting_link', null]);
          await handle.executeUpdate('cancel', { args: [{ by: 'operator' }] });
          assert.equal(await handle.result(), 'cancelled');
        }),
        { numRuns: 5 },
      );
    });
  });

  it('does not stop a hint that carries nothing', async () => {
    await withWorker(happy(), async (env) => {
      const handle = await startCase(env);
      await handle.signal('linkAbandoned', 'by hand', null);
      assert.equal(await handle.result(), 'abandoned');
    });
  });

  it('is ignored if its payload cannot be decoded', async () => {
    await withWorkerOnRealServer(happy(), async (env) => {
      const handle = await startCase(env);
      await stageReached(env, handle, 'awaiting_link');
      for (const [encoding, data] of [
        ['json/plain', '{"session":'],
        ['of/a-newer-release', '{}'],
        ['binary/plain', 'linked'],
      ] as const) {
        await env.client.workflowService.signalWorkflowExecution({
          namespace: 'default',
          workflowExecution: { workflowId: handle.workflowId },
          signalName: 'linked',
          input: { payloads: [{ metadata: { encoding: Buffer.from(encoding) }, data: Buffer.from(data) }] },
        });
      }
      assert.deepEqual(await ignored(handle), ['a signal linked with a payload that does not fit']);
      await handle.executeUpdate('cancel', { args: [{ by: 'operator' }] });
      assert.equal(await handle.result(), 'cancelled');
    });
  });
});

describe('a workflow that an operator starts by hand', () => {
  const failedWith = (pattern: RegExp) => (error: WorkflowFailedError) => pattern.test(String(error.cause?.message));

  for (const type of Object.values(processTypes)) {
    it(`fails with a sentence, as ${type}`, async () => {
      await withWorker(happy(), async (env) => {
        for (const args of [[], [null], ['onb_1'], [{}], [[]]]) {
          const options = {
            taskQueue,
            workflowId: caseWorkflowId(newId('onb')),
            args: args as [OnboardingStart],
          };
          const handle = await env.client.workflow.start(type, options);
          await assert.rejects(handle.result(), failedWith(/^Only the API may start a case .*: .*\.$/));
        }
      });
    });
  }

  it('fails with a sentence, as a feed; and a signal wakes a feed even if it carries a payload', async () => {
    let drained = 0;
    const drainFeed = async () => ({ events: 0, signalled: 0, lookAgainSeconds: ++drained < 2 ? 3600 : null });
    await withWorker({ drainFeed }, async (env) => {
      for (const args of [[], [null], ['transfers'], [{}]]) {
        const handle = await env.client.workflow.start(feedType, { ...feedWakeUp('transfer'), args });
        await assert.rejects(handle.result(), failedWith(/^Start a feed with its name/));
      }
      const handle = await env.client.workflow.start(feedType, feedWakeUp('report/rep_1'));
      await handle.signal('wake', { by: 'hand' });
      await handle.result();
      assert.equal(drained, 2);
    });
  });
});
