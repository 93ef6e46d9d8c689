import assert from 'node:assert/strict';
import { recordStanding } from '../../cases/record-state.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { moveStage } from '../../db/case/stages.ts';
import { newId } from '../../db/ids.ts';
import { deleteEndpoint, insertEndpoint } from '../../db/notify/notification-endpoints.ts';
import { addNotification, deleteOldNotifications, listNotifications } from '../../db/notify/notifications.ts';
import { redeliver } from '../../db/notify/redeliver.ts';
import { type Pool, transaction } from '../../db/pool.ts';
import { ensureTenant } from '../../db/tenants.ts';
import type { NotificationType } from '../../domain/notify/notifications.ts';
import { storedCase, storedTransfer, testVault } from '../support/cases/stored-case.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { gate } from '../support/gate.ts';

describe('notifications', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  async function anEndpoint(types: NotificationType[] | null = null, tenantId = 'ten_test'): Promise<string> {
    const id = newId('nep');
    const url = `https://receiver.example/${id}`;
    await ensureTenant(database.pool, { id: tenantId, name: tenantId });
    await transaction(database.pool, (tx) =>
      insertEndpoint(tx, testVault, { id, tenantId, channel: 'webhook', url, types }),
    );
    return id;
  }
  /** A case that waits for its first Link, which needs no notification. */
  async function aCase(): Promise<string> {
    const onboardingId = await storedCase(database.pool);
    await moveStage(database.pool, { onboardingId, step: 0, stage: 'awaiting_link' });
    return onboardingId;
  }
  const told = async (onboardingId: string, pool: Pool = database.pool) =>
    (await listNotifications(pool, 'ten_test', { onboardingId, limit: 50 })).notifications.reverse();
  const typesTold = async (onboardingId: string) => (await told(onboardingId)).map(({ type }) => type);
  const repairing = (onboardingId: string, step = 4) =>
    ({ onboardingId, step, stage: 'repairing_link', waitingFor: 'repair', waitingUntil: until }) as const;
  const until = new Date('2026-04-01T12:00:00Z');
  const watchUntil = new Date('2026-06-01T00:00:00Z');

  it('are written with the move of the record, with references only', async () => {
    const onboardingId = await aCase();
    await moveStage(database.pool, repairing(onboardingId));
    const [notification, ...others] = await told(onboardingId);
    assert.deepEqual(others, []);
    assert.match(notification?.id ?? '', /^ntf_[0-9a-f]{32}$/);
    assert.match(notification?.createdAt ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    assert.deepEqual(notification?.data, {
      onboarding_id: onboardingId,
      user_id: 'user-1',
      rail: 'ach',
      direction: 'debit',
      stage: 'repairing_link',
      outcome: null,
      reason: null,
      action: 'repair_link',
      until: '2026-04-01T12:00:00.000Z',
    });
  });

  it('cover a whole case, each move once', async () => {
    const onboardingId = await aCase();
    const { pool } = database;
    for (let i = 0; i < 3; i++) await moveStage(pool, repairing(onboardingId));
    await moveStage(pool, { onboardingId, step: 6, stage: 'in_review' });
    await moveStage(pool, { onboardingId, step: 5, stage: 'repairing_link' });
    const about = { transferId: await storedTransfer(pool, onboardingId), onboardingId, watchUntil };
    await moveStage(pool, { onboardingId, step: 7, stage: 'transferring' });
    for (const standing of ['moving', 'funded', 'funded', 'moving'] as const) {
      await recordStanding(pool, { ...about, standing });
    }
    await recordStanding(pool, { ...about, standing: 'funded', now: watchUntil });
    for (let i = 0; i < 2; i++) await recordStanding(pool, { ...about, standing: 'returned' });
    assert.deepEqual(await typesTold(onboardingId), [
      'onboarding.action_required',
      'onboarding.in_review',
      'onboarding.funded',
      'onboarding.returned',
    ]);
  });

  it('are rolled back with the move that causes them', async () => {
    const onboardingId = await aCase();
    await anEndpoint();
    const broken = transaction(database.pool, async (tx) => {
      await moveStage(tx, repairing(onboardingId));
      throw new Error('thought better of it');
    });
    await assert.rejects(broken, /thought better/);
    assert.deepEqual(await told(onboardingId), []);
  });

  for (const when of ['before', 'after'] as const) {
    it(`exist exactly if the record moved, whichever statement the process died ${when}`, async () => {
      let died = 0;
      for (let nth = 1; ; nth += 1) {
        const onboardingId = await aCase();
        const dying = dyingPool(database.pool, nth, when);
        await moveStage(dying.pool, repairing(onboardingId)).catch(() => {});
        const moved = (await loadCase(database.pool, onboardingId))?.stage === 'repairing_link';
        assert.equal((await told(onboardingId)).length, moved ? 1 : 0, `died at ${dying.diedAt}`);
        if (dying.diedAt === null) break;
        died += 1;
      }
      assert.ok(died >= 4, `it died at ${died} statements only`);
    });
  }

  it('are queued for every endpoint of the tenant that wants the type, disabled ones too', async () => {
    const onboardingId = await aCase();
    await storedCase(database.pool, { tenantId: 'ten_other' });
    const all = await anEndpoint();
    const some = await anEndpoint(['onboarding.funded', 'onboarding.action_required']);
    const others = await anEndpoint(['onboarding.funded']);
    const foreign = await anEndpoint(null, 'ten_other');
    const deleted = await anEndpoint();
    await transaction(database.pool, (tx) => deleteEndpoint(tx, deleted));
    await database.pool.query(`update notification_endpoints set status = 'disabled' where id = $1`, [all]);
    await moveStage(database.pool, repairing(onboardingId));
    const queued = (await told(onboardingId))[0]?.deliveries ?? [];
    assert.deepEqual(new Set(queued.map(({ endpointId }) => endpointId)), new Set([all, some]));
    assert.ok(queued.every(({ status, attempts }) => status === 'waiting' && attempts === 0));
    assert.ok(!queued.some(({ endpointId }) => [others, foreign, deleted].includes(endpointId)));
  });

  it('get their time under the lock of the case, so that it gives their order', async () => {
    const onboardingId = await aCase();
    const { opened: begun, open: begins } = gate();
    const late = transaction(database.pool, async (tx) => {
      // From here on now() is the time of this statement, and older than the row of the other transaction.
      await tx.query('select 1');
      begins();
      await overtaken;
      await addNotification(tx, { onboardingId, type: 'onboarding.returned', action: null });
    });
    const overtaken = begun.then(() =>
      addNotification(database.pool, { onboardingId, type: 'onboarding.funded', action: null }),
    );
    await late;
    assert.deepEqual(await typesTold(onboardingId), ['onboarding.funded', 'onboarding.returned']);
  });

  it('are queued again for one endpoint, or for all enabled ones that want the type', async () => {
    const onboardingId = await aCase();
    const first = await anEndpoint();
    await moveStage(database.pool, repairing(onboardingId));
    await database.pool.query(
      `update notification_deliveries set status = 'failed', attempts = 10, result = 'refused'`,
    );
    const later = await anEndpoint();
    const unwilling = await anEndpoint(['onboarding.funded']);
    const id = (await told(onboardingId))[0]?.id ?? '';
    const now = new Date('2026-03-02T15:00:00Z');
    assert.equal(await redeliver(database.pool, id, null, now), 2);
    const deliveries = async () =>
      Object.fromEntries((await told(onboardingId))[0]?.deliveries.map((one) => [one.endpointId, one]) ?? []);
    const queued = await deliveries();
    assert.deepEqual(Object.keys(queued).sort(), [first, later].sort());
    assert.deepEqual([queued[first]?.status, queued[first]?.attempts, queued[first]?.result], ['waiting', 0, null]);
    assert.equal(await redeliver(database.pool, id, unwilling, now), 1);
    assert.ok((await deliveries())[unwilling]);
    await database.pool.query(`update notification_endpoints set status = 'disabled'`);
    assert.equal(await redeliver(database.pool, id, null, now), 0);
  });

  it('are listed in pages, by case, type and state, and only to their tenant', async () => {
    const { pool } = database;
    const ids = [await aCase(), await aCase()];
    await anEndpoint(['onboarding.in_review']);
    for (const onboardingId of ids) {
      await moveStage(pool, repairing(onboardingId));
      await moveStage(pool, { onboardingId, step: 5, stage: 'in_review' });
    }
    const page = async (query: object) =>
      (await listNotifications(pool, 'ten_test', { limit: 50, ...query })).notifications;
    assert.equal((await page({})).length, 4);
    assert.equal((await page({ onboardingId: ids[0] })).length, 2);
    assert.equal((await page({ type: 'onboarding.in_review' })).length, 2);
    assert.equal((await page({ status: 'waiting' })).length, 2);
    assert.equal((await page({ status: 'failed' })).length, 0);
    assert.deepEqual((await listNotifications(pool, 'ten_other', { limit: 50 })).notifications, []);

    const seen = [];
    let next: Awaited<ReturnType<typeof listNotifications>>['next'] | undefined;
    do {
      const part = await listNotifications(pool, 'ten_test', { limit: 1, cursor: next ?? undefined });
      seen.push(...part.notifications.map(({ id }) => id));
      next = part.next;
    } while (next);
    assert.deepEqual(
      seen,
      (await page({})).map(({ id }) => id),
    );
  });

  it('are deleted when they are old, a batch at a time, with their deliveries', async () => {
    const { pool } = database;
    await anEndpoint();
    for (let i = 0; i < 3; i++) await moveStage(pool, repairing(await aCase()));
    await pool.query(`update notifications set created_at = now() - interval '91 days'
      where id <> (select id from notifications order by id limit 1)`);
    assert.equal(await deleteOldNotifications(pool, 90, 1), 1);
    assert.equal(await deleteOldNotifications(pool, 90, 10), 1);
    assert.equal(await deleteOldNotifications(pool, 90, 10), 0);
    const { rows } = await pool.query('select from notification_deliveries');
    assert.equal(rows.length, 1);
  });
});
