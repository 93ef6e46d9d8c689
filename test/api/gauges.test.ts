import assert from 'node:assert/strict';
import { createMetrics } from '../../api/metrics/metrics.ts';
import type { TroubledCases } from '../../temporal/troubled-cases.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { databaseForEachTest } from '../support/database/database.ts';
import { noTrouble, startMetrics } from '../support/http/metrics.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';

describe('gauges of cases', () => {
  const database = databaseForEachTest();

  /** Returns what a fresh process answers. */
  async function scrape(countTroubled?: () => Promise<TroubledCases>): Promise<string> {
    const fresh = await startMetrics(database.pool, createMetrics(), countTroubled);
    return fresh.scrape().finally(() => fresh.stop());
  }
  it('count the open cases by stage, with how long the oldest has been there, and those in trouble', async () => {
    const [first, second, closed] = [
      await storedCase(database.pool),
      await storedCase(database.pool),
      await storedCase(database.pool),
    ];
    await database.pool.query(
      `update onboardings set stage = 'in_review', updated_at = now() - make_interval(secs => case id when $1 then 7200 else 60 end)
       where id in ($1, $2)`,
      [first, second],
    );
    await database.pool.query(`update onboardings set stage = 'closed', outcome = 'failed' where id = $1`, [closed]);
    const inTrouble = { ...noTrouble, bug: 2 };
    const text = await scrape(async () => ({ inTrouble, failing: 1 }));
    assert.match(text, /^gangway_cases\{stage="in_review"\} 2$/m);
    assert.match(text, /^gangway_cases\{stage="awaiting_link"\} 0$/m);
    assert.match(text, /^gangway_case_oldest_seconds\{stage="in_review"\} 72\d\d/m);
    assert.doesNotMatch(text, /^gangway_cases\{stage="closed"\}/m);
    assert.match(text, /^gangway_cases_in_trouble\{kind="bug"\} 2$/m);
    assert.match(text, /^gangway_workflows_failing 1$/m);
  });

  it('leave the cases in trouble out while Temporal is away', async () => {
    const text = await scrape(() => Promise.reject(unavailable()));
    assert.doesNotMatch(text, /^gangway_(cases_in_trouble|workflows_failing)[ {]/m);
    assert.match(text, /^gangway_cases\{/m);
  });

  it('say how long the oldest event of a transfer waits for its case', async () => {
    const transferId = await storedTransfer(database.pool, await storedCase(database.pool));
    const add = (id: number, transfer: string) =>
      database.pool.query(
        `insert into transfer_events (event_id, transfer_id, type, at) values ($1, $2, 'posted', now() - interval '1 hour')`,
        [id, transfer],
      );
    const age = async () =>
      Number(/^gangway_transfer_events_oldest_unsignalled_seconds (\S+)$/m.exec(await scrape())?.[1]);
    await add(1, 'a transfer that is not ours');
    assert.equal(await age(), 0);
    await add(2, transferId);
    assert.ok((await age()) >= 3600);
    await database.pool.query('update transfer_events set signalled_at = now()');
    assert.equal(await age(), 0);
  });
});
