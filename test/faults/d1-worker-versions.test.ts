// Deploys of the worker by version while cases run: two builds side by side, the newer of which does not fit the cases
// under way. The commands are those of docs/changing-workflows.md.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { findTemporalCli } from '../../dev/binaries/find-binary.ts';
import { comeToRest } from '../../dev/let-time-pass.ts';
import { advance, type Span } from '../../dev/time-travel.ts';
import { versionedBundleOptions } from '../../worker/bundle.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { commandsIn, section } from '../support/commands-in.ts';
import { createCase, goThroughLink, post, reads, type View } from '../support/stack/journeys.ts';
import { ledgerOf } from '../support/stack/ledger.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { versionedWorkers } from '../support/stack/versioned-workers.ts';
import { changedWorkflows } from '../support/temporal/changed-workflows.ts';
import { trials } from '../support/trials.ts';
import { until } from '../support/until.ts';

const pinned = 1;
const autoUpgrade = 2;
/** The task queues do not all know the newest routing yet. */
const inProgress = 1;

const played = trials({ local: 0, ci: 1 }) > 0;

(played ? describe : describe.skip)('D1: a deploy of the worker by version', () => {
  let commands: string[];
  let fits: string;
  let fitsNot: string;
  const workers = versionedWorkers();
  /** The ids of all cases, which have to move their money once each. */
  const ids: string[] = [];

  before(async () => {
    commands = commandsIn(section(await readFile('docs/changing-workflows.md', 'utf8'), 'Worker versioning'));
    const { code } = await bundleWorkflowCode({ ...versionedBundleOptions, logger: new DefaultLogger('ERROR') });
    fits = await workers.buildWith(code);
    // A case that this code replays past its match has an activity too few.
    const oneMore = [
      'onboarding.ts',
      "  const owner = await step(theCase, 'matching_identity', bank.matchOwner);",
      "  await step(theCase, 'matching_identity', bank.readAccount);\n$&",
    ] as const;
    fitsNot = await workers.buildWith(await changedWorkflows([...oneMore], versionedBundleOptions));
  });

  after(async () => {
    await workers.stopAll();
    workers.removeBuilds();
  });

  /** Runs the command of the page that begins with these words, with these values instead of those on the page. */
  async function run(words: string, values: Record<string, string> = {}): Promise<string> {
    const line = commands.find((one) => one.includes(words));
    assert.ok(line, `the page has no command with ${words}`);
    const { addresses, home } = sharedStack();
    const filled = Object.entries(values).reduce(
      (text, [from, to]) => text.replaceAll(from, to),
      line.replace('localhost:7233', addresses.temporal_address),
    );
    const temporal = resolve(await findTemporalCli(home, () => {}));
    const command = filled.replace(/^temporal /, `${temporal} `);
    let said = '';
    // On a busy machine the server may not answer within the command's time. An operator then repeats it.
    const done = await until(() =>
      promisify(execFile)('sh', ['-c', command], { env: { HOME: home } }).then(
        ({ stdout }) => {
          said = stdout;
          return true;
        },
        (error: Error) => {
          said = error.message;
          return false;
        },
      ),
    );
    assert.ok(done, said);
    assert.ok(await until(routed), `${words}: some task queues do not know it yet`);
    return said;
  }

  /** A case that begins before may still go to the version of before the command. */
  async function routed(): Promise<boolean> {
    const { workflowService } = sharedStack().temporal;
    const { workerDeploymentInfo: info } = await workflowService.describeWorkerDeployment({
      namespace: 'default',
      deploymentName: 'gangway',
    });
    return info?.routingConfigUpdateState !== inProgress;
  }

  async function begin(username: string): Promise<string> {
    const { id } = await createCase();
    ids.push(id);
    await goThroughLink(id, { username });
    return id;
  }
  const reaches = (id: string, stage: string): Promise<View> =>
    reads(`/v1/onboardings/${id}`, stage, (view) => view.stage === stage);
  const inReview = async (): Promise<string> => {
    const id = await begin('user_similar_owner');
    await reaches(id, 'in_review');
    return id;
  };
  const approve = (id: string) => post(`/v1/onboardings/${id}/review`, { decision: 'approve', reviewer: 'ops-7' });

  /**
   * Lets time pass once each case has done all that it can do today. A run that has not begun yet answers no query, so
   * a jump would take it for one that waits for Link, and not lead it to the end of its window.
   */
  async function later(span: Span): Promise<void> {
    const { travel } = sharedStack();
    await comeToRest(travel);
    await advance(travel, span);
    await comeToRest(travel);
  }

  /** Returns the version on which the last task of a case ran, and the behaviour of its run. */
  async function placeOf(id: string): Promise<{ version: string | null; behavior: number }> {
    const { raw } = await sharedStack().temporal.workflow.getHandle(caseWorkflowId(id)).describe();
    const { deploymentVersion, behavior } = raw.workflowExecutionInfo?.versioningInfo ?? {};
    return { version: deploymentVersion?.buildId || null, behavior: behavior ?? 0 };
  }
  const isOn = (id: string, version: string | null, behavior: number) =>
    until(async () => {
      const place = await placeOf(id);
      return place.version === version && place.behavior === behavior;
    });
  async function assertOn(id: string, version: string | null, behavior: number): Promise<void> {
    assert.ok(await isOn(id, version, behavior), JSON.stringify(await placeOf(id)));
  }

  const cases = { unversioned: '', asleep: '', waits: '', moved: '' };

  it('begins with cases of workers without a version, which go to the first version that is made current', async () => {
    cases.unversioned = await inReview();
    await workers.start('0.1.0', fits);
    cases.asleep = await begin('user_good');
    await reaches(cases.asleep, 'transferring');
    await assertOn(cases.asleep, null, 0);
    await run('set-current-version', { '0.2.0': '0.1.0' });
    await approve(cases.unversioned);
    await reaches(cases.unversioned, 'transferring');
    await assertOn(cases.unversioned, '0.1.0', pinned);
  });

  it('lets a sleeping run upgrade by itself', async () => {
    await later({ banking_days: 3 });
    for (const id of [cases.asleep, cases.unversioned]) {
      await reaches(id, 'watching_returns');
      await assertOn(id, '0.1.0', autoUpgrade);
    }
  });

  it('ramps: some new cases begin on the new version, and those under way stay on theirs', async () => {
    cases.waits = await inReview();
    await workers.start('0.2.0', fitsNot);
    await run('--percentage', { '--percentage 20': '--percentage 50' });
    const seen = new Map<string | null, string>();
    for (let count = 0; count < 40 && seen.size < 2; count++) {
      const id = await begin('user_good');
      await reaches(id, 'transferring');
      seen.set((await placeOf(id)).version, id);
    }
    assert.deepEqual([...seen.keys()].sort(), ['0.1.0', '0.2.0']);
    await approve(cases.waits);
    await reaches(cases.waits, 'transferring');
    await assertOn(cases.waits, '0.1.0', pinned);
  });

  it('deploys: new cases begin on the new version', async () => {
    await run('set-current-version');
    const id = await begin('user_good');
    await reaches(id, 'transferring');
    await assertOn(id, '0.2.0', pinned);
  });

  it('needs no old worker for sleeping runs: once no case is pinned to it, it may go', async () => {
    await later({ banking_days: 3 });
    // Its money has moved, so the run in which it sleeps began on the current version.
    await reaches(cases.waits, 'watching_returns');
    await assertOn(cases.waits, '0.2.0', autoUpgrade);
    const countOf = () => run('workflow count');
    assert.ok(await until(async () => /Total: 0\b/.test(await countOf())), await countOf());
    await workers.stop('0.1.0');
    await later({ seconds: 100 * 86_400 });
    for (const id of [cases.asleep, cases.unversioned, cases.waits]) {
      const { outcome } = await reaches(id, 'closed');
      assert.equal(outcome, 'funded');
      await assertOn(id, '0.2.0', autoUpgrade);
    }
  });

  it('rolls back: new cases begin on the old version again, and the cases of the new one stay there', async () => {
    const left = await inReview();
    await workers.start('0.1.0', fits);
    await run('set-current-version', { '0.2.0': '0.1.0' });
    const back = await inReview();
    await assertOn(back, '0.1.0', pinned);
    await approve(left);
    await reaches(left, 'transferring');
    await assertOn(left, '0.2.0', pinned);
    cases.moved = back;
  });

  it('moves pinned cases to a version that fits them, so that theirs may go', async () => {
    await workers.start('0.1.1', fits);
    await run('set-current-version', { '0.2.0': '0.1.1' });
    await run('update-options', { '0.2.0': '0.1.1' });
    await workers.stop('0.1.0');
    await approve(cases.moved);
    await reaches(cases.moved, 'transferring');
    await assertOn(cases.moved, '0.1.1', pinned);
  });

  it('ends with workers without a version', async () => {
    await run('--unversioned');
    await later({ banking_days: 3 });
    for (const id of ids) await reads(`/v1/onboardings/${id}`, 'arrived', ({ stage }) => stage !== 'transferring');
    await workers.stopAll();
    const last = await begin('user_good');
    await reaches(last, 'transferring');
    await assertOn(last, null, 0);
    await later({ banking_days: 3 });
    await later({ seconds: 100 * 86_400 });
    for (const id of ids) assert.equal((await reaches(id, 'closed')).outcome, 'funded');
  });

  it('moved the money of each case once, and broke none', async () => {
    for (const id of ids) {
      const { transfers } = await ledgerOf(sharedStack().world, id);
      assert.equal(transfers.length, 1);
    }
  });
});
