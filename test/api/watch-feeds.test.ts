import assert from 'node:assert/strict';
import { pino } from 'pino';
import { watchFeeds } from '../../api/watch-feeds.ts';
import { recordLook } from '../../db/feeds/feeds.ts';
import { feeds } from '../../domain/feed.ts';
import { type CaseClient, createCaseClient } from '../../temporal/case-client.ts';
import { feedWorkflowId } from '../../workflows/messages.ts';
import { startApi } from '../support/http/api.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';

const transfer = feedWorkflowId('transfer');

describe('the watch over the feeds', () => {
  const [database, api] = forEachTestAlone((pool) => startApi(pool));

  let errors: Record<string, string>[];
  const log = pino({ level: 'error' }, { write: (line: string) => void errors.push(JSON.parse(line)) });
  let now: number;
  let turn: (cases: CaseClient) => Promise<void>;
  beforeEach(() => {
    errors = [];
    now = 0;
    turn = watchFeeds({ db: database.pool, log, metrics: api.metrics }, () => now);
  });

  /** A turn of the relay, as late as its next watch. */
  async function watch(): Promise<void> {
    now += 20_000;
    await turn(createCaseClient(api.temporal.client));
  }
  const looked = async (ago: number, interval: number) => {
    for (const feed of feeds) {
      await recordLook(database.pool, feed, interval);
    }
    await database.pool.query(
      `update feed_cursors set looked_at = looked_at - make_interval(secs => $1),
         look_due_at = look_due_at - make_interval(secs => $1)`,
      [ago],
    );
  };
  const calls = () => api.temporal.calls.splice(0).map(({ call, workflowId }) => `${call} ${workflowId}`);
  const restarts = async () => (await api.metrics.feedsRestarted.get()).values.filter(({ value }) => value > 0);

  it('starts both feeds of a new installation, which is no trouble', async () => {
    await watch();
    assert.deepEqual([...api.temporal.started.keys()], feeds.map(feedWorkflowId));
    assert.deepEqual([errors, await restarts()], [[], []]);
  });

  it('makes no call to Temporal while the feeds look, and one that is no Action while they wait', async () => {
    await watch();
    calls();
    await looked(5, 900);
    await watch();
    assert.deepEqual(calls(), []);
    await looked(300, 900);
    await watch();
    assert.deepEqual(
      calls(),
      feeds.map((feed) => `describe ${feedWorkflowId(feed)}`),
    );
    assert.deepEqual(errors, []);
  });

  it('starts a feed again whose workflow has ended, counts it and alerts', async () => {
    await watch();
    await looked(30, 900);
    api.temporal.over.add(transfer);
    calls();
    await watch();
    assert.deepEqual(calls(), [
      `describe ${transfer}`,
      `signalWithStart ${transfer}`,
      `describe ${feedWorkflowId('bank-transfer')}`,
    ]);
    assert.ok(!api.temporal.over.has(transfer));
    assert.deepEqual(await restarts(), [{ value: 1, labels: { feed: 'transfer' } }]);
    assert.deepEqual(
      errors.map(({ feed, status, msg }) => [feed, status, msg]),
      [['transfer', 'terminated', 'a feed did not run: the relay has started it again']],
    );
  });

  it('starts a feed again that Temporal no longer knows', async () => {
    await watch();
    await looked(30, 900);
    api.temporal.started.clear();
    await watch();
    assert.deepEqual([...api.temporal.started.keys()], feeds.map(feedWorkflowId));
    assert.deepEqual(
      errors.map(({ status }) => status),
      ['not found', 'not found'],
    );
  });

  it('alerts once of a feed that runs and does not look', async () => {
    await watch();
    await looked(30 + 61, 30);
    calls();
    for (let turns = 0; turns < 3; turns += 1) await watch();
    assert.deepEqual(
      errors.map(({ feed, msg }) => [feed, msg]),
      [...feeds].sort().map((feed) => [feed, 'a feed does not look: read the details of its workflow']),
    );
    assert.ok(errors.every(({ overdue_seconds }) => Number(overdue_seconds) >= 61));
    // It runs already, and a signal would be an Action that cures nothing.
    assert.ok(calls().every((call) => call.startsWith('describe')));
  });

  it('F4: starts nothing twice after Temporal was away', async () => {
    api.temporal.away = unavailable();
    await assert.rejects(watch());
    api.temporal.away = null;
    await watch();
    await watch();
    assert.deepEqual(
      api.temporal.signals.map(({ workflowId }) => workflowId),
      feeds.map(feedWorkflowId),
    );
  });
});
