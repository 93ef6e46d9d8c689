import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { ApplicationFailure } from '@temporalio/common';
import type { ActivityExecuteInput } from '@temporalio/worker';
import { pino } from 'pino';
import { Failure, type FailureDetail, type FailureKind, failureKinds } from '../../domain/failure.ts';
import { asTemporalFailure, failureInterceptor } from '../../worker/failures.ts';

const canary = 'CANARY-4111';
/** All text that a failure could show, hidden properties and causes included. */
const all = (value: unknown) => inspect(value, { depth: null, showHidden: true });

/** Whether Temporal may try again, and after how many ms; undefined leaves it to the activity's own policy. */
const retries: Record<FailureKind, { nonRetryable: boolean; after?: number }> = {
  invalid: { nonRetryable: true },
  forbidden: { nonRetryable: true },
  missing: { nonRetryable: true },
  conflict: { nonRetryable: true },
  'needs-user': { nonRetryable: true },
  busy: { nonRetryable: false, after: 15_000 },
  unavailable: { nonRetryable: false },
  uncertain: { nonRetryable: false },
  bug: { nonRetryable: false, after: 30_000 },
};

describe('asTemporalFailure', () => {
  for (const kind of failureKinds) {
    it(`${kind}: carries its kind, message and detail, and how it is tried again`, () => {
      const detail: FailureDetail = { code: 'SOME_CODE', requestId: 'r-1', repair: { mode: 'update' } };
      const failure = asTemporalFailure(new Failure(kind, 'What to do.', detail));
      assert.deepEqual([failure.type, failure.message, failure.details], [kind, 'What to do.', [detail]]);
      const { nonRetryable, after } = retries[kind];
      assert.deepEqual([failure.nonRetryable, failure.nextRetryDelay ?? undefined], [nonRetryable, after]);
    });
  }

  for (const kind of ['busy', 'unavailable', 'bug'] as const) {
    it(`${kind}: comes back after the time that it names`, () => {
      const detail = { code: 'SLOW_DOWN', retryAfterSeconds: 90 };
      assert.equal(asTemporalFailure(new Failure(kind, 'Later.', detail)).nextRetryDelay, 90_000);
    });
  }

  it('does not reveal the cause of a failure', () => {
    const failure = new Failure('busy', 'Later.', { code: 'C' }, { cause: new Error(canary) });
    assert.doesNotMatch(all(asTemporalFailure(failure)), new RegExp(canary));
  });

  for (const [what, error, code] of [
    ['an Error', new TypeError(`cannot read ${canary}`), 'TypeError'],
    ['an Error with a code', Object.assign(new Error(canary), { code: '23505', detail: canary }), '23505'],
    ['a code that is no code', Object.assign(new RangeError(canary), { code: `${canary} ?` }), 'RangeError'],
    ['a name that is no name', Object.assign(new Error('x'), { name: `${canary} ?` }), 'error'],
    ['a nest of causes', new Error('outer', { cause: new Error(canary) }), 'Error'],
    ['a string', canary, 'error'],
    ['nothing', undefined, 'error'],
  ] as const) {
    it(`${what} that is unexpected is a bug, and shows nothing but ${code}`, () => {
      const failure = asTemporalFailure(error);
      assert.deepEqual([failure.type, failure.details], ['bug', [{ code }]]);
      assert.equal(failure.nextRetryDelay, 30_000);
      assert.doesNotMatch(all(failure), new RegExp(canary));
    });
  }

  it('reports an unreachable database as an outage, not as a bug', () => {
    for (const code of ['ECONNREFUSED', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTDOWN', '57P01', '55P03']) {
      const failure = asTemporalFailure(Object.assign(new Error(canary), { code }));
      assert.deepEqual([failure.type, failure.details], ['unavailable', [{ code: 'database_unavailable' }]]);
      assert.doesNotMatch(all(failure), new RegExp(canary));
    }
  });
});

describe('a database that is set up wrongly', () => {
  it('is a bug of ours, with a sentence that says what to correct', () => {
    const refused = new Error('unsupported startup parameter: statement_timeout');
    const failure = asTemporalFailure(Object.assign(refused, { code: '08P01' }));
    assert.deepEqual([failure.type, failure.details], ['bug', [{ code: 'database_misconfigured' }]]);
    assert.match(failure.message, /ignore_startup_parameters/);
  });
});

describe('failureInterceptor', () => {
  function intercepted(next: () => Promise<unknown>) {
    const lines: Record<string, unknown>[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const context = { info: { activityType: 'moveMoney', attempt: 3 } };
    const { inbound } = failureInterceptor(log, async () => 'tenant')(context as never);
    const input: ActivityExecuteInput = { args: [{ onboardingId: 'onb_1', step: 2 }], headers: {} };
    return { lines, run: async () => inbound?.execute?.(input, next) };
  }
  const about = { activity: 'moveMoney', attempt: 3, onboarding_id: 'onb_1' };

  it('logs the case of a finished activity', async () => {
    const { lines, run } = intercepted(async () => 'result');
    assert.equal(await run(), 'result');
    const { activity, attempt, onboarding_id, msg } = lines[0] ?? {};
    assert.deepEqual({ activity, attempt, onboarding_id, msg }, { ...about, msg: 'activity done' });
  });

  it('warns of a failure with its kind, its code and its request id', async () => {
    const detail = { code: 'ITEM_LOGIN_REQUIRED', requestId: 'r-9' };
    const { lines, run } = intercepted(() => Promise.reject(new Failure('needs-user', 'Sign in.', detail)));
    await assert.rejects(run(), (failure: ApplicationFailure) => failure.type === 'needs-user');
    const { time: _, pid, hostname, ...line } = lines[0] ?? {};
    const expected = { kind: 'needs-user', code: 'ITEM_LOGIN_REQUIRED', plaid_request_id: 'r-9', msg: 'Sign in.' };
    assert.deepEqual(line, { level: 40, ...about, ...expected });
  });

  it('logs the place of an unexpected error, and nothing of its text', async () => {
    const breaks = async () => {
      throw new TypeError(`cannot read ${canary}\n    at ${canary} (${canary}.ts:1:1)`);
    };
    const { lines, run } = intercepted(breaks);
    await assert.rejects(run(), { type: 'bug' });
    assert.equal(lines.length, 1);
    assert.deepEqual([lines[0]?.level, lines[0]?.code], [50, 'TypeError']);
    assert.match(String(lines[0]?.at), /failures\.test\.ts/);
    assert.doesNotMatch(JSON.stringify(lines), new RegExp(canary));
  });
});
