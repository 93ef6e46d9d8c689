// The page for operators promises filters and command lines. The tests take each one from the page and use it.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { advance } from '../../dev/time-travel.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { searchAttributes } from '../../workflows/search-attributes.ts';
import { commandsIn, section } from '../support/commands-in.ts';
import { atSimulator, createCase, goThroughLink, post, reads } from '../support/stack/journeys.ts';
import { playedStories } from '../support/stack/played-stories.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { type TemporalCommand, temporalCommand } from '../support/stack/temporal-command.ts';
import { until } from '../support/until.ts';

const userId = `operated-${randomUUID()}`;
const pages = ['docs/operating.md', 'docs/changing-workflows.md'];

describe('the page for operators', () => {
  /** The ids of the cases, by what happens to each. */
  const ids = { sleeps: '', 'is reviewed': '', 'is in trouble': '', 'is cancelled': '', waits: '' };
  type Name = keyof typeof ids;
  let temporal: TemporalCommand;
  let text: string;
  let filters: string[];

  before(async () => {
    text = (await Promise.all(pages.map((page) => readFile(page, 'utf8')))).join('\n');
    filters = filtersIn(text);
    temporal = await temporalCommand();
    await begin('sleeps', 'user_good');
    await reaches('sleeps', 'transferring');
    await advance(sharedStack().travel, { banking_days: 2 });
    await reaches('sleeps', 'watching_returns');
    await begin('is reviewed', 'user_similar_owner', { review: { four_eyes: true, different_keys: false } });
    await reaches('is reviewed', 'in_review');
    const refusal = { path: '/identity/match', kind: 'status', status: 404, error_code: 'NOT_FOUND' };
    await atSimulator('/simulator/faults', refusal);
    await begin('is in trouble', 'user_good');
    await reachesTrouble();
    for (const name of ['is cancelled', 'waits'] as const) await begin(name, null);
  });

  after(() => temporal.stop());

  async function begin(name: Name, username: string | null, policy = {}) {
    ids[name] = (await createCase({ user_id: userId, policy })).id;
    if (username) await goThroughLink(ids[name], { username });
  }

  const reaches = (name: Name, stage: string) =>
    reads(`/v1/onboardings/${ids[name]}`, `${name}: ${stage}`, (view) => view.stage === stage);

  async function reachesTrouble() {
    const { temporal } = sharedStack();
    const handle = temporal.workflow.getHandle(caseWorkflowId(ids['is in trouble']));
    const shown = async () => (await handle.describe()).typedSearchAttributes.get(searchAttributes.trouble) !== 'none';
    assert.ok(await until(shown), 'the case met no trouble');
  }

  it('has filters that the server accepts, and that list each case once', async () => {
    assert.ok(filters.length >= 20, `${filters.length} filters`);
    const { temporal } = sharedStack();
    for (const filter of filters) {
      const rows: string[] = [];
      for await (const { workflowId } of temporal.workflow.list({ query: ofOurs(filter) })) rows.push(workflowId);
      assert.equal(new Set(rows).size, rows.length, `several rows of a case: ${filter}`);
    }
  });

  it('has a link for each filter, which the Temporal UI answers', async () => {
    const links = [...text.matchAll(/^\[[^\]]+\]: \S+(\/namespaces\/default\/workflows)(\?query=\S+)$/gm)];
    assert.deepEqual(
      links.map(([, , query = '']) => new URLSearchParams(query).get('query')),
      filters,
    );
    // The page asks the server behind it by this path.
    for (const [link, path, query] of links) {
      const { status } = await fetch(`${sharedStack().addresses.temporal_ui}/api/v1${path}${query}`);
      assert.equal(status, 200, link);
    }
  });

  /** Restricts a filter to our own cases, because a case that was opened again has a row for each ending. */
  const ofOurs = (filter: string) =>
    `${filter.replace("GangwayUserId = '…'", `GangwayUserId = '${userId}'`)} AND GangwayUserId = '${userId}'`;

  it('has a filter for the cases of an applicant that lists all of them', async () => {
    const { temporal } = sharedStack();
    const filter = filters.find((one) => one.includes('GangwayUserId'));
    assert.ok(filter);
    const countOf = async (query: string) => (await temporal.workflow.count(query)).count;
    const cases = Object.keys(ids).length;
    assert.ok(await until(async () => (await countOf(ofOurs(filter))) === cases));
    assert.ok((await countOf(`GangwayUserId = '${userId}'`)) > cases, 'no case has continued as new');
  });

  const cases: Record<string, Name> = {
    list: 'sleeps',
    query: 'sleeps',
    'update execute --name retryStep': 'is in trouble',
    // This case has not begun, so its run begins with the update.
    'update execute --name refresh': 'waits',
    'update execute --name skipReminder': 'waits',
    'update execute --name resendNotification': 'sleeps',
    'update execute --name cancel': 'is cancelled',
    'update execute --name review': 'is reviewed',
    show: 'sleeps',
    cancel: 'waits',
    'signal --name tenantAnswered': 'sleeps',
    'signal --name wake': 'waits',
    count: 'waits',
  };

  it('has command lines that work as written', async () => {
    const lines = commandsIn(text.replace(section(text, 'Worker versioning'), '')).filter((line) =>
      line.startsWith('temporal workflow '),
    );
    for (const [command, name] of Object.entries(cases)) {
      const [verb = '', named] = command.split(' --name ');
      const line = lines.find((one) => one.startsWith(`temporal workflow ${verb} `) && (!named || one.includes(named)));
      assert.ok(line, `no line for ${command}`);
      const review = name === 'is reviewed' ? await approved(ids[name]) : '';
      const said = await whenAtRest(() => temporal.run(line.replace('rev_...', review), ids[name]));
      if (verb === 'query') assert.match(said, /watching_returns/);
    }
    assert.deepEqual(lines.length, Object.keys(cases).length, 'a line on the page is not tried');
    await reaches('is in trouble', 'transferring');
    for (const name of ['is cancelled', 'waits'] as const) {
      const { reason } = await reaches(name, 'closed');
      assert.equal(reason, 'cancelled_by_operator');
    }
  });

  /** A case that the line before has woken refuses an update until it waits again, and says so. */
  async function whenAtRest(run: () => Promise<string>): Promise<string> {
    let said = '';
    const taken = async () => {
      try {
        said = await run();
        return true;
      } catch (error) {
        if (!/at work\. Send the update again/.test(`${error}`)) throw error;
        return false;
      }
    };
    assert.ok(await until(taken), 'the case never came to rest');
    return said;
  }

  /** Records one approval of the two that the case needs, so that the question stays open. */
  async function approved(id: string): Promise<string> {
    await post(`/v1/onboardings/${id}/review`, { decision: 'approve', reviewer: 'ops-7' });
    const { rows } = await sharedStack().pool.query('select id from reviews where onboarding_id = $1', [id]);
    return rows[0].id;
  }

  it('shows the ending of each played case as the record has it', async () => {
    await playedStories();
    const { pool, temporal } = sharedStack();
    const { rows } = await pool.query(
      `select id, outcome, reason from onboardings where stage = 'closed' and workflow_started_at is not null`,
    );
    assert.ok(rows.length > 20);
    for (const { id, ...recorded } of rows) {
      const handle = temporal.workflow.getHandle(caseWorkflowId(id));
      const shown = async () => {
        const { typedSearchAttributes: found } = await handle.describe();
        const outcome = found.get(searchAttributes.outcome) ?? null;
        return outcome === recorded.outcome && (found.get(searchAttributes.reason) ?? null) === recorded.reason;
      };
      assert.ok(await until(shown), `${id} is not shown as ${JSON.stringify(recorded)}`);
    }
  });
});

/** Returns the code in tables that is a condition on workflows. */
const filtersIn = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code))
    .filter((code) => /^(Gangway|Temporal|Workflow|Execution)\w+ (=|!=|IN|<|>) /.test(code));
