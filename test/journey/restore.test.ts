// A backup, and a restore of PostgreSQL, of Temporal and of both to it, on the real servers: what the reconciliation
// reports and repairs, what is lost, and that no money moves twice.
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { eachOf } from '../../dev/each-of.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { type Kept, keepCopy, putBack } from '../support/stack/backups.ts';
import { type Found, findingsOf, without } from '../support/stack/findings.ts';
import type { View } from '../support/stack/journeys.ts';
import { readLedger } from '../support/stack/ledger.ts';
import { type CommandEnd, operatorEnv, runCommand } from '../support/stack/run-command.ts';
import { type RunningStack, startStack } from '../support/stack/running-stack.ts';
import { trials } from '../support/trials.ts';
import { until } from '../support/until.ts';

/** The cases by what happens to them before the backup and after it. */
const plot = {
  linkThenMoney: { before: 'awaiting_link', after: 'transferring' },
  linkThenReview: { before: 'awaiting_link', after: 'in_review' },
  reviewThenMoney: { before: 'in_review', after: 'transferring' },
  reviewThenCancelled: { before: 'in_review', after: 'closed' },
  review: { before: 'in_review', after: 'in_review' },
  moneyThenFunded: { before: 'transferring', after: 'watching_returns' },
  newReview: { before: null, after: 'in_review' },
  newMoney: { before: null, after: 'transferring' },
} as const;
type Name = keyof typeof plot;
const names = Object.keys(plot) as Name[];

describe('after a restore', () => {
  let stack: RunningStack;
  let env: Record<string, string>;
  let backupAt: string;
  const ids = new Map<Name, string>();
  const id = (name: Name) => ids.get(name) ?? assert.fail(`${name} was not created`);

  before(async function () {
    // It starts the stack seven times.
    if (trials({ local: 0, ci: 1 }) === 0) this.skip();
    stack = await startStack();
    env = await operatorEnv(stack);
    await eachOf(names, 2, async (name) => {
      const { before } = plot[name];
      if (before) await comesTo(name, before);
    });
    await restart(async () => {
      await keepCopy(stack.home, 'backup', ['postgres', 'temporal']);
      backupAt = new Date().toISOString();
    });
    await eachOf(names, 2, (name) => comesTo(name, plot[name].after));
    const shows = async (name: Name) => (await described(name)).searchAttributes.GangwayStage?.[0] === plot[name].after;
    for (const name of names) await until(() => shows(name));
    await restart(() => keepCopy(stack.home, 'newest', ['postgres', 'temporal', 'bank']));
  });
  after(() => stack?.stop());

  const restart = async (...how: Parameters<RunningStack['restart']>) => {
    stack = await stack.restart(...how);
  };

  /** Everything as it was in the end, but for the parts that come from the backup. */
  const restore = async (back: Kept[]): Promise<void> => {
    await putBack(stack.home, 'newest', ['postgres', 'temporal', 'bank']);
    await putBack(stack.home, 'backup', back);
  };

  // biome-ignore lint/suspicious/noExplicitAny: paths that the test makes
  const api = () => stack.world.api as any;
  const post = async (path: string, body: object): Promise<View> =>
    (await api().POST(path, { headers: { 'Idempotency-Key': randomUUID() }, body })).data;
  const read = async (name: Name): Promise<View> => (await api().GET(`/v1/onboardings/${id(name)}`, {})).data;
  const described = (name: Name) => stack.temporal.workflow.getHandle(caseWorkflowId(id(name))).describe();
  const reaches = async (name: Name, stage: string): Promise<View> => {
    let view: View;
    const there = await until(async () => {
      view = await read(name);
      return view.stage === stage;
    });
    assert.ok(there, `${name} never reached ${stage}: ${JSON.stringify(view)}`);
    return view;
  };

  async function goThroughLink(name: Name, username: string): Promise<void> {
    let answer: View;
    const done = await until(async () => {
      answer = await stack.world.simulator('POST', '/simulator/link', { client_user_id: id(name), username });
      return answer.status === 200;
    });
    assert.ok(done, JSON.stringify(answer?.body));
  }

  /** Plays the case on from where it stands. */
  async function comesTo(name: Name, stage: string): Promise<void> {
    if (!ids.has(name)) {
      const applicant = { legal_name: 'Alberta Bobbeth Charleson', email: 'accountholder0@example.com' };
      const funding = { rail: 'ach', direction: 'credit', amount: '25.00' };
      ids.set(name, (await post('/v1/onboardings', { user_id: `user-${name}`, applicant, funding })).id);
    }
    const { stage: shown } = await read(name);
    const now = shown === 'starting' ? 'awaiting_link' : shown;
    if (now === stage) return void (await reaches(name, stage));
    if (now === 'awaiting_link')
      await goThroughLink(name, stage === 'transferring' ? 'user_good' : 'user_similar_owner');
    const review = { decision: 'approve', reviewer: 'reviewer-1', note: 'Approved.' };
    if (now === 'in_review' && stage === 'transferring') await post(`/v1/onboardings/${id(name)}/review`, review);
    if (stage === 'closed') await post(`/v1/onboardings/${id(name)}/cancel`, {});
    for (const move of stage === 'watching_returns' ? ['posted', 'settled'] : [])
      await runCommand('api/commands/plaid-sandbox-main.ts', ['transfer', id(name), move], env);
    await reaches(name, stage);
  }

  /** Reports, repairs and reports again, with API and worker stopped. Returns the findings by case. */
  async function restoreAndReconcile(back: Kept[]) {
    let report: Found = {};
    let left: Found = {};
    await restart(
      () => restore(back),
      async () => {
        report = foundBy(await reconcile());
        const repair = foundBy(await reconcile('--repair'));
        assert.deepEqual(Object.keys(repair).sort(), Object.keys(report).sort());
        left = foundBy(await reconcile());
      },
    );
    return { report, left };
  }
  const reconcile = (...more: string[]) =>
    runCommand('api/commands/reconcile-main.ts', ['--restored-to', backupAt, ...more], env);

  const foundBy = (end: CommandEnd) =>
    findingsOf(end, (caseId) => names.find((one) => ids.get(one) === caseId) ?? caseId);

  /** Returns how many transfers each case has at the bank. */
  async function transfers(): Promise<Partial<Record<Name, number>>> {
    const { transfers: all } = await readLedger(stack.world);
    const of = (name: Name) => all.filter(({ client_user_id }) => client_user_id === ids.get(name)).length;
    return Object.fromEntries(names.map((name) => [name, of(name)]).filter(([, count]) => count !== 0));
  }
  const moved = { linkThenMoney: 1, reviewThenMoney: 1, moneyThenFunded: 1, newMoney: 1 };

  it('of PostgreSQL to an older moment than that of Temporal', async () => {
    const { report, left } = await restoreAndReconcile(['postgres']);
    assert.deepEqual(report, {
      linkThenMoney: ['transfer_unrecorded', 'stage_differs'],
      linkThenReview: ['stage_differs'],
      reviewThenMoney: ['transfer_unrecorded', 'stage_differs'],
      reviewThenCancelled: ['no_workflow', 'item_differs'],
      moneyThenFunded: ['transfer_differs', 'stage_differs'],
      newReview: ['no_case'],
      newMoney: ['transfer_unrecorded', 'no_case'],
    });
    assert.deepEqual(without(left, 'stage_differs', 'item_differs'), {
      linkThenMoney: ['transfer_unrecorded'],
      newReview: ['no_case'],
      newMoney: ['transfer_unrecorded', 'no_case'],
    });
    // Lost: cases since the backup, the account of a Link since then, and a cancellation.
    for (const name of ['newReview', 'newMoney'] as const) await assert.rejects(read(name), /onboarding_not_found/);
    assert.deepEqual(await ending('linkThenMoney'), ['closed', 'unverified', 'transfer_lost']);
    await reaches('reviewThenCancelled', 'repairing_link');
    // Not lost: the money that moved since then.
    assert.equal((await reaches('moneyThenFunded', 'watching_returns')).outcome, 'funded');
    await comesTo('reviewThenMoney', 'watching_returns');
    await linkAgain('linkThenReview', 'in_review');
    await allGoOn(['review', 'linkThenReview']);
    assert.deepEqual(await transfers(), { ...moved, review: 1, linkThenReview: 1 });
  });

  it('of Temporal to an older moment than that of PostgreSQL', async () => {
    const { report, left } = await restoreAndReconcile(['temporal']);
    assert.deepEqual(report, {
      linkThenMoney: ['stage_differs'],
      linkThenReview: ['stage_differs'],
      reviewThenMoney: ['stage_differs'],
      reviewThenCancelled: ['stage_differs'],
      moneyThenFunded: ['stage_differs'],
      newReview: ['no_workflow'],
      newMoney: ['no_workflow'],
    });
    // A run that begins shows its first stage until a worker comes.
    assert.deepEqual(without(left, 'stage_differs'), {});
    assert.deepEqual(await ending('reviewThenCancelled'), ['closed', 'cancelled', 'cancelled_by_tenant']);
    for (const name of ['linkThenMoney', 'reviewThenMoney', 'newMoney'] as const)
      await comesTo(name, 'watching_returns');
    await allGoOn(['review', 'linkThenReview', 'newReview']);
    assert.deepEqual(await transfers(), { ...moved, review: 1, linkThenReview: 1, newReview: 1 });
  });

  it('of both to one moment', async () => {
    const { report, left } = await restoreAndReconcile(['postgres', 'temporal']);
    assert.deepEqual(report, {
      linkThenMoney: ['transfer_unrecorded'],
      reviewThenMoney: ['transfer_unrecorded'],
      reviewThenCancelled: ['item_differs'],
      moneyThenFunded: ['transfer_differs'],
      newMoney: ['transfer_unrecorded'],
    });
    assert.deepEqual(without(left, 'item_differs'), {
      linkThenMoney: ['transfer_unrecorded'],
      newMoney: ['transfer_unrecorded'],
    });
    assert.deepEqual(await ending('linkThenMoney'), ['closed', 'unverified', 'transfer_lost']);
    for (const name of ['reviewThenMoney', 'moneyThenFunded'] as const) await comesTo(name, 'watching_returns');
    await linkAgain('linkThenReview', 'in_review');
    await allGoOn(['review', 'linkThenReview']);
    assert.deepEqual(await transfers(), { ...moved, review: 1, linkThenReview: 1 });
  });

  it('of both, without a reconciliation: Plaid repeats its answer, and no money moves twice', async () => {
    await restart(() => restore(['postgres', 'temporal']));
    await comesTo('reviewThenMoney', 'transferring');
    await linkAgain('linkThenMoney', 'authorizing');
    const isRefused = async () =>
      (await described('linkThenMoney')).raw.pendingActivities?.some(({ lastFailure }) => lastFailure) ?? false;
    assert.ok(await until(isRefused), 'Plaid never refused the key for the other account');
    assert.deepEqual(await transfers(), moved);
  });

  it('needs the vault keys of the time', async () => {
    const other = { ...env, GANGWAY_VAULT_KEYS: `k1:${randomBytes(32).toString('base64')}` };
    const { code, complaint } = await runCommand('api/commands/reconcile-main.ts', [], other);
    assert.equal(code, 1);
    assert.match(complaint, /GANGWAY_VAULT_KEYS/);
  });

  /** The bank has finished the Link that the restored record has, so the tenant asks for another one. */
  async function linkAgain(name: Name, stage: 'in_review' | 'authorizing'): Promise<void> {
    await reaches(name, 'awaiting_link');
    await post(`/v1/onboardings/${id(name)}/link_token`, {});
    await goThroughLink(name, stage === 'in_review' ? 'user_similar_owner' : 'user_good');
    await reaches(name, stage);
  }

  const ending = async (name: Name) => {
    const { stage, outcome, reason } = await read(name);
    return [stage, outcome, reason];
  };

  const allGoOn = (waiting: Name[]) => eachOf(waiting, 2, (name) => comesTo(name, 'transferring'));
});
