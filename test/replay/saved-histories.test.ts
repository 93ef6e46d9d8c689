// Replays the saved histories of every release against today's workflows. A history that does not fit shows that a
// worker with this code would stop the cases that are where that run was (docs/changing-workflows.md).
import assert from 'node:assert/strict';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { type Change, changedWorkflows } from '../support/temporal/changed-workflows.ts';
import { bundle, runtime } from '../support/temporal/temporal.ts';
import { enumerated } from '../support/trials.ts';
import { required, shownBy } from './covered.ts';
import { own, readSaved, type Saved, version } from './saved.ts';
import { secretsIn } from './secrets-in.ts';

const saved = readSaved();
const released = saved.filter(({ release }) => release !== own);

// Before the first worker, so that its log stays quiet.
before(runtime);

/** Replays these histories. Returns the error of each that does not fit, by its name. */
async function replayed(workflowBundle: WorkflowBundleOption, those = released): Promise<Map<string, string>> {
  const histories = those.map(({ name, history }) => ({ workflowId: name, history }));
  const errors = new Map<string, string>();
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories)) {
    if (error) errors.set(workflowId, `${error.name}: ${error.message}`);
  }
  return errors;
}

describe('the saved histories', () => {
  let errors: Map<string, string>;
  before(async () => {
    errors = await replayed(await bundle(), saved);
  });

  for (const { name } of saved) {
    it(`${name} fits`, () => assert.equal(errors.get(name), undefined));
  }

  it('show every ending, every wait, and every run that a case may wake to', () => {
    const shown = new Set(released.filter(({ release }) => release === version).flatMap(({ facts }) => shownBy(facts)));
    const missing = required.filter((one) => !shown.has(one));
    assert.deepEqual(missing, [], `${version}: run \`npm run save-histories\``);
  });

  it('show nothing that the list of what they have to show leaves out', () => {
    const listed = /^\S+ (begins|waits|ends): /;
    const shown = released.flatMap(({ facts }) => shownBy(facts)).filter((one) => listed.test(one));
    assert.deepEqual(
      shown.filter((one) => !required.includes(one)),
      [],
    );
  });

  it('hold no secrets and no personal data', () => {
    for (const { name, text } of released) assert.deepEqual(secretsIn(text), [], name);
  });

  it('would be found to hold a secret', () => {
    const [{ text }] = released as [Saved];
    const data = Buffer.from('{"token":"access-sandbox-5512"}').toString('base64');
    const withToken = text.replace(/"data":"[^"]+"/, `"data":"${data}"`);
    assert.deepEqual(secretsIn(withToken), ['a token of Plaid']);
  });
});

describe('a change that running cases do not survive', () => {
  const changes: Record<string, { change: Change; breaks: (shown: string[]) => boolean }> = {
    'one more activity': {
      change: [
        'onboarding.ts',
        "  const owner = await step(theCase, 'matching_identity', bank.matchOwner);",
        "  await step(theCase, 'matching_identity', bank.readAccount);\n$&",
      ],
      breaks: (shown) => shown.includes('onboarding activity: matchOwner'),
    },
    'another name of an activity': {
      change: ['activities.ts', 'const { readPayment }', 'const { lookAtPayment: readPayment }'],
      breaks: (shown) => shown.includes('paymentInitiation activity: readPayment'),
    },
    'no timer in a wait': {
      change: ['wait.ts', ', at - Date.now(), {', ', undefined as never, {'],
      breaks: (shown) => shown.some((one) => one.includes(' waits: ')),
    },
    'a sleeping run that looks at once': {
      change: ['follow-transfer.ts', 'start.asleepUntil ? ', 'start.asleepUntil === "" ? '],
      breaks: (shown) => shown.some((one) => one.endsWith(' begins: asleep')),
    },
  };

  for (const [what, { change, breaks }] of enumerated(Object.entries(changes), { local: 2 })) {
    it(`D1: is noticed: ${what}`, async () => {
      const errors = await replayed({ code: await changedWorkflows(change) });
      const broken = released.filter(({ facts }) => breaks(shownBy(facts))).map(({ name }) => name);
      assert.ok(broken.length > 0);
      assert.deepEqual([...errors.keys()].sort(), broken.sort());
      for (const error of errors.values()) assert.match(error, /^DeterminismViolationError: /);
    });
  }

  it('is not seen in a change of the texts that operators read', async () => {
    const errors = await replayed({ code: await changedWorkflows(['details.ts', '**Waiting for**', '**Waits for**']) });
    assert.deepEqual([...errors], []);
  });
});
