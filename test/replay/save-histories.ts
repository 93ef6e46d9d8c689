// `npm run save-histories`: saves histories of the release in work, for what no saved history of it shows yet. Plays
// all stories of the demo, and a few more runs, and takes the fewest runs that show everything. It leaves existing
// files alone: to make one again, delete it before.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { allStories } from '../../dev/demo/about.ts';
import { play } from '../../dev/demo/play.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { handedOut } from '../support/stack/handed-out.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { required, shownBy } from './covered.ts';
import { factsOf } from './facts.ts';
import { playMore } from './more-runs.ts';
import { folderOf, readSaved, textOf, version } from './saved.ts';
import { secretsIn } from './secrets-in.ts';

type Run = { name: string; text: string; shows: string[] };

describe(`histories of ${version}`, () => {
  it('are saved for everything that they have to show', async () => {
    const runs = [...(await runsOfStories()), ...(await otherRuns())];
    const shown = new Set(readSaved().flatMap(({ release, facts }) => (release === version ? shownBy(facts) : [])));
    const taken = fewest(runs, shown);
    await mkdir(folderOf(version), { recursive: true });
    for (const { name, text } of taken) await writeFile(join(folderOf(version), `${name}.json`), text, { flag: 'wx' });
    const missing = required.filter((one) => !shown.has(one));
    assert.deepEqual(missing, []);
  });
});

async function runsOfStories(): Promise<Run[]> {
  const { world, travel, temporal, home } = sharedStack();
  const { cases } = await play(world, travel, 'saved', [...allStories]);
  const names = new Map<string, string>();
  for (const { story, view, person, asked } of cases) {
    for (const id of [person, view.id]) if (id) names.set(caseWorkflowId(id), story.name);
    for (const [index, { view }] of asked.entries())
      names.set(caseWorkflowId(view.id), `${story.name} transfer ${index + 1}`);
  }
  const runs = await runsOf(temporal, names);
  const secrets = handedOut(home);
  for (const { name, text } of runs) assert.deepEqual(secretsIn(text, secrets), [], name);
  return runs;
}

async function otherRuns(): Promise<Run[]> {
  const { names, env } = await playMore();
  return runsOf(env.client, names);
}

/** Returns all runs of these workflows, and of the feeds. */
async function runsOf(client: Client, names: Map<string, string>): Promise<Run[]> {
  const runs: Run[] = [];
  const all: { workflowId: string; runId: string; startTime: Date }[] = [];
  for await (const run of client.workflow.list()) all.push(run);
  const counts = new Map<string, number>();
  for (const { workflowId, runId } of all.sort((a, b) => a.startTime.getTime() - b.startTime.getTime())) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const facts = factsOf(history);
    if (!facts) continue;
    // A feed has no name; its id ends with one of Plaid's.
    const about = slug(names.get(workflowId) ?? workflowId.split('/').slice(0, 2).join(' '));
    const count = (counts.get(about) ?? 0) + 1;
    counts.set(about, count);
    const name = count === 1 ? about : `${about}-run-${count}`;
    runs.push({ name, text: textOf(history), shows: shownBy(facts) });
  }
  return runs;
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** Takes the run that shows most of what is missing, the shorter one of two, until nothing is. Adds to `shown`. */
function fewest(runs: Run[], shown: Set<string>): Run[] {
  const taken: Run[] = [];
  const adds = ({ shows }: Run) => shows.filter((one) => !shown.has(one)).length;
  for (;;) {
    const [best] = runs.toSorted((a, b) => adds(b) - adds(a) || a.text.length - b.text.length);
    if (!best || adds(best) === 0) return taken;
    taken.push(best);
    for (const one of best.shows) shown.add(one);
  }
}
