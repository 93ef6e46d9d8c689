// Row W9 of the fault matrix: an applicant with years of transactions, a slow Plaid, and a worker that dies meanwhile.
import assert from 'node:assert/strict';
import { atSimulator, createCase, goThroughLink, type View } from '../support/stack/journeys.ts';
import { readLedger } from '../support/stack/ledger.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { trials } from '../support/trials.ts';
import { until } from '../support/until.ts';

const path = '/transactions/sync';
/**
 * Pages of 500 transactions. Together they take Plaid longer than the 45 seconds of an activity
 * (workflows/activities.ts).
 */
const pages = 6;
const ms = 9000;
/** The number of transactions that every applicant has at the simulated bank before the test adds more. */
const ofOld = 14;
const added = pages * 500 - ofOld;

describe('a read of transactions that takes longer than an activity may (W9)', () => {
  before(function () {
    if (trials({ local: 0, ci: 1 }) === 0) this.skip();
  });
  after(async () => {
    await sharedStack().world.simulator('DELETE', '/simulator/faults', {});
  });

  it('ends, although the worker is killed half-way, and keeps each transaction once', async () => {
    const { pool, world, pids } = sharedStack();
    await atSimulator('/simulator/faults', { path, kind: 'slow', ms, times: 1000 });
    const { id } = await createCase({ products: ['transactions'] });
    await goThroughLink(id, { username: 'user_good' });
    // Before Plaid answers the first call.
    const bought = { client_user_id: id, add: added };
    let item_id = '';
    const happened = async () => {
      const { status, body } = await world.simulator('POST', '/simulator/transactions', bought);
      item_id = (body as View).item_id;
      return status === 200;
    };
    assert.ok(await until(happened), 'the feed does not ask for the transactions');
    const kept = async () => {
      const sql = 'select count(*)::int as n from unfinished_transactions where item_id = $1';
      return (await pool.query<{ n: number }>(sql, [item_id])).rows[0]?.n ?? 0;
    };
    assert.ok(await until(async () => (await kept()) >= 1000), 'no pages are kept');
    const stored =
      'select count(*)::int as n, count(distinct id)::int as ids from bank_transactions where item_id = $1';
    const counts = async () => (await pool.query<{ n: number; ids: number }>(stored, [item_id])).rows[0];
    assert.ok(((await counts())?.n ?? 0) <= ofOld, 'half of an update is shown');
    const { worker } = await pids();
    assert.ok(worker);
    process.kill(worker, 'SIGKILL');

    assert.ok(
      await until(async () => ((await counts())?.n ?? 0) > ofOld, { everyMs: 250 }),
      `${await kept()} are kept`,
    );
    assert.deepEqual(await counts(), { n: added + ofOld, ids: added + ofOld });
    assert.equal(await kept(), 0);
    const [fault] = (await readLedger(world)).faults.filter((one) => one.path === path);
    const asked = fault?.fired ?? 0;
    assert.ok(asked >= pages && asked <= pages + 6, `Plaid was asked for ${asked} pages`);
    assert.ok(pages * ms > 45_000);
  });
});
