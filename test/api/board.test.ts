import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { caseLoader } from '../../bench/load-cases.ts';
import { countedAtMost } from '../../db/board.ts';
import { moveStage } from '../../db/case/stages.ts';
import { newId } from '../../db/ids.ts';
import { insertEndpoint } from '../../db/notify/notification-endpoints.ts';
import { transaction } from '../../db/pool.ts';
import { foldTallies } from '../../db/tallies.ts';
import { ensureTenant } from '../../db/tenants.ts';
import { fundCase } from '../support/cases/funded-case.ts';
import { storedCase, storedTransfer, testVault } from '../support/cases/stored-case.ts';
import { partsOn } from '../support/cases/use-all.ts';
import { explainingPool } from '../support/database/captured-plans.ts';
import { ownDatabase } from '../support/database/database.ts';
import { createdCase, startApi, storedKey } from '../support/http/api.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';

const today = () => new Date().toISOString().slice(0, 10);

describe('GET /v1/board', () => {
  const [database, api] = forEachTestAlone(startApi);
  const board = async (path = '/v1/board', key?: string) => {
    const { status, body } = await api.send('GET', path, key ? { key } : {});
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  const ofDefault = { tenantId: 'default' };

  it('is whole without any case', async () => {
    const { at, stages, money, returns, ...rest } = await board();
    assert.ok(Date.parse(at) <= Date.now());
    assert.deepEqual(stages[0], { stage: 'starting', count: 0, oldest_since: null });
    assert.deepEqual([stages.length, money.under_way, money.days, returns.today], [11, [], [], []]);
    assert.deepEqual([returns.rates.overall.debits, returns.rates.overall.limits.nacha], [0, 0.15]);
    const nobody = { count: 0, oldest_since: null, soonest_deadline: null };
    assert.deepEqual(rest, {
      ...{ reviews: nobody, confirmations: nobody, delays: [], holds: [] },
      notifications: {
        ...{ waiting: 0, oldest_waiting_since: null, failed: 0, oldest_failed_since: null },
        ...{ endpoints_failing: 0, endpoints_disabled: 0 },
      },
    });
  });

  it('shows the stages, and the reviews and confirmations that wait, with their deadlines', async () => {
    const cases = await Promise.all([1, 2, 3].map(() => storedCase(database.pool, ofDefault)));
    const [first, second, third] = cases as [string, string, string];
    for (const [onboardingId, day] of [
      [first, 9],
      [second, 4],
    ] as const) {
      const waitingUntil = new Date(`2027-02-0${day}T10:30:20Z`);
      await moveStage(database.pool, { onboardingId, step: 1, stage: 'in_review', waitingFor: 'review', waitingUntil });
    }
    await moveStage(database.pool, { onboardingId: third, step: 1, stage: 'authorizing', waitingFor: 'confirmation' });
    await database.pool.query(`update onboardings set updated_at = '2026-05-04T12:00:40Z' where id = $1`, [second]);
    const { stages, reviews, confirmations } = await board();
    const inReview = { stage: 'in_review', count: 2, oldest_since: '2026-05-04T12:00:00.000Z' };
    assert.deepEqual(stages[6], inReview);
    const { stage: _, ...waits } = inReview;
    assert.deepEqual(reviews, { ...waits, soonest_deadline: '2027-02-04T10:30:00.000Z' });
    assert.deepEqual([confirmations.count, confirmations.soonest_deadline], [1, null]);
    // A reviewer has decided, and the case has not moved yet.
    await database.pool.query('update onboardings set question = null where id = $1', [second]);
    const after = await board();
    assert.deepEqual([after.stages[6].count, after.reviews.count], [2, 1]);
    assert.equal(after.reviews.soonest_deadline, '2027-02-09T10:30:00.000Z');
  });

  it('shows money by day, direction, network and currency, as the list of transfers finds it', async () => {
    const cases = [
      ['transferring', null, 'debit', 'ach', 1050],
      ['transferring', null, 'debit', 'ach', 25],
      ['watching_returns', 'funded', 'credit', 'rtp', 700],
      ['closed', 'returned', 'debit', 'same-day-ach', 900],
      ['closed', 'declined', 'debit', 'ach', 900],
    ] as const;
    for (const [stage, outcome, direction, network, amountCents] of cases) {
      const id = await storedCase(database.pool, { ...ofDefault, funding: { direction, network, amountCents } });
      await database.pool.query('update onboardings set stage = $2, outcome = $3 where id = $1', [id, stage, outcome]);
    }
    const old = await storedCase(database.pool, ofDefault);
    const long = new Date(Date.now() - 20 * 86_400_000).toISOString();
    await database.pool.query(`update onboardings set stage = 'transferring', created_at = $2 where id = $1`, [
      old,
      long,
    ]);
    await foldTallies(database.pool, 1_000);
    const { money } = await board();
    const debit = { rail: 'ach', direction: 'debit', network: 'ach', currency: 'USD' };
    assert.deepEqual(money.under_way, [{ ...debit, count: 3, amount: '35.75', oldest_day: long.slice(0, 10) }]);
    const day = today();
    assert.deepEqual(money.days, [
      { ...debit, day, direction: 'credit', network: 'rtp', status: 'funded', count: 1, amount: '7.00' },
      { ...debit, day, status: 'transferring', count: 2, amount: '10.75' },
      { ...debit, day, network: 'same-day-ach', status: 'returned', count: 1, amount: '9.00' },
    ]);
    for (const { status, direction, network, count } of money.days) {
      const path = `/v1/transfers?status=${status}&direction=${direction}&network=${network}&from=${money.since}`;
      assert.equal((await board(path)).data.length, count, path);
    }
  });

  it("shows today's returns by reason, the rates, holds and delays", async () => {
    for (const code of ['R01', 'R10', 'R10', null]) {
      const transferId = await storedTransfer(database.pool, await storedCase(database.pool, ofDefault));
      await database.pool.query(
        `update transfers set status = 'returned', created_at = now(), returned_at = now(), failure_code = $2 where id = $1`,
        [transferId, code],
      );
      if (code === 'R01')
        await database.pool.query(
          `insert into account_holds (tenant_id, debits_only, transfer_id, code) values ('default', true, $1, 'R01')`,
          [transferId],
        );
    }
    const late = await storedCase(database.pool, ofDefault);
    await database.pool.query(
      `update onboardings set delayed_since = '2026-05-04T12:00:00Z', delayed_because = 'bank_unavailable' where id = $1`,
      [late],
    );
    const { returns, holds, delays } = await board();
    const back = { direction: 'debit', network: 'ach' };
    assert.deepEqual(returns.today, [
      { ...back, code: null, count: 1, amount: '25.00' },
      { ...back, code: 'R01', count: 1, amount: '25.00' },
      { ...back, code: 'R10', count: 2, amount: '50.00' },
    ]);
    const rates = await api.send('GET', '/v1/return_rates?tenant=default', {
      key: await storedKey(database.pool, null),
    });
    assert.deepEqual(returns.rates, rates.body.data[0].rates);
    assert.equal(returns.rates.unauthorized.returns, 2);
    assert.deepEqual([holds.length, holds[0].code, holds[0].count], [1, 'R01', 1]);
    assert.deepEqual(delays, [{ reason: 'bank_unavailable', count: 1, oldest_since: '2026-05-04T12:00:00.000Z' }]);
  });

  it('shows the notifications that wait or failed, up to a number', async () => {
    await transaction(database.pool, (tx) =>
      insertEndpoint(tx, testVault, {
        ...{ id: newId('nep'), tenantId: 'default', channel: 'webhook', url: 'https://receiver.example/', types: null },
      }),
    );
    const onboardingId = await createdCase(api);
    await database.pool.query(
      `with added as (
         insert into notifications (id, onboarding_id, tenant_id, type, data)
         select 'ntf_' || md5(n::text), $1, 'default', 'onboarding.funded', '{}' from generate_series(1, $2::int) n returning id)
       insert into notification_deliveries (notification_id, endpoint_id, next_attempt_at, queued_at, status)
       select a.id, e.id, now(), '2026-05-04T12:00:00Z', case when a.id = 'ntf_' || md5('1') then 'failed' else 'waiting' end
       from added a, notification_endpoints e`,
      [onboardingId, countedAtMost + 5],
    );
    await database.pool.query('update notification_endpoints set failing_since = now()');
    const at = '2026-05-04T12:00:00.000Z';
    assert.deepEqual((await board()).notifications, {
      ...{ waiting: countedAtMost, oldest_waiting_since: at, failed: 1, oldest_failed_since: at },
      ...{ endpoints_failing: 1, endpoints_disabled: 0 },
    });
  });

  it('shows a tenant nothing of another, and operators one tenant or all', async () => {
    const operator = await storedKey(database.pool, null);
    await storedCase(database.pool, ofDefault);
    await storedCase(database.pool, { tenantId: 'ten_other' });
    const stages = ({ stages: [{ count }] }: { stages: [{ count: number }] }) => count;
    assert.equal(stages(await board()), 1);
    assert.equal(stages(await board('/v1/board?tenant=ten_other', operator)), 1);
    await database.pool.query(
      `insert into webhooks (type, code, body_sealed, body_hash, signed_at, received_at, stale, status)
       values ('ITEM', 'ERROR', '', '', now(), '2026-05-04T12:00:00Z', false, 'failed')`,
    );
    const whole = await board('/v1/tenants/board', operator);
    assert.equal(stages(whole), 2);
    const none = { count: 0, oldest_since: null };
    const failed = { count: 1, oldest_since: '2026-05-04T12:00:00.000Z' };
    assert.deepEqual(whole.webhooks, { waiting: none, parked: none, failed });
    assert.equal((await board()).webhooks, undefined);
    assert.deepEqual((await api.send('GET', '/v1/tenants/board')).body.code, 'scope_missing');
    assert.deepEqual((await api.send('GET', '/v1/board', { key: operator })).body.code, 'tenant_required');
    const unread = await storedKey(database.pool, 'default', ['notifications']);
    assert.deepEqual((await api.send('GET', '/v1/board', { key: unread })).body.code, 'scope_missing');
  });
});

describe('the board with many cases', () => {
  const database = ownDatabase();
  const [few, many] = [150, 3_000];

  it(`reads no more blocks of PostgreSQL with ${many / few} times the cases in the same days`, async () => {
    const { pool, take } = explainingPool(database.url);
    const parts = await partsOn(pool);
    const operator = await storedKey(pool, null);
    await ensureTenant(pool, { id: 'default', name: 'Default' });
    await fundCase(parts, { user_id: randomUUID() });
    const transferring = await fundCase(parts, { user_id: randomUUID() });
    const inReview = await createdCase(parts.door, randomUUID());
    await createdCase(parts.door, randomUUID());
    await pool.query(`update onboardings set stage = 'transferring', outcome = null where id = $1`, [
      transferring.onboardingId,
    ]);
    await moveStage(pool, { onboardingId: inReview, step: 9, stage: 'in_review', waitingFor: 'review' });
    // All within thirty days: first a few of each case, then many.
    const [loadFew, loadMany] = [
      await caseLoader(database.pool, { perDay: few / 30 }),
      await caseLoader(database.pool, { perDay: many / 30 }),
    ];
    const read = async () => {
      for (const [path, key] of [
        ['/v1/board', parts.door.key],
        ['/v1/tenants/board', operator],
        ['/v1/return_rates', operator],
      ] as const) {
        const { status, body } = await parts.door.send('GET', path, { key });
        assert.equal(status, 200, JSON.stringify(body));
      }
      const board = await parts.door.send('GET', '/v1/board');
      return board.body.stages.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
    };
    await loadFew(1, few);
    await read();
    take();
    const cases = await read();
    const before = take();
    await loadMany(few + 1, many);
    await read();
    take();
    assert.ok((await read()) > cases * (many / few) * 0.9);
    const after = take();
    await parts.door.stop();
    await pool.end();

    let seen = 0;
    for (const [text, { blocks, scanned }] of after) {
      if (!/tallies|notification_endpoints|webhooks/.test(text)) continue;
      seen++;
      const was = before.get(text)?.blocks ?? 0;
      process.stdout.write(
        `      ${Math.round(was)} blocks, then ${Math.round(blocks)}: ${text.slice(0, 60).replace(/\s+/g, ' ')}\n`,
      );
      // An index on the minutes of the open cases may be a level deeper.
      assert.ok(blocks <= was * 1.5 + 20, `${was} blocks became ${blocks}: ${text}`);
      assert.deepEqual(
        [...scanned].filter((table) => ['onboardings', 'transfers', 'tallies'].includes(table)),
        [],
        text,
      );
    }
    assert.ok(seen >= 5, `only ${seen} statements were seen`);
  });
});
