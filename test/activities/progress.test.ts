import assert from 'node:assert/strict';
import { newId } from '../../db/ids.ts';
import { deleteEndpoint, insertEndpoint } from '../../db/notify/notification-endpoints.ts';
import { listNotifications } from '../../db/notify/notifications.ts';
import { type Pool, transaction } from '../../db/pool.ts';
import { ensureTenant } from '../../db/tenants.ts';
import type { NotificationType } from '../../domain/notify/notifications.ts';
import {
  activitiesOn,
  finishNewLink,
  storedLinkedCase,
  storedOnAccount,
  storedPayment,
} from '../support/cases/activities.ts';
import { anAccount } from '../support/cases/an-account.ts';
import { testVault } from '../support/cases/stored-case.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { strictPlaid } from '../support/plaid/strict-plaid.ts';

const linked = 'onboarding.account_linked';
const verified = 'onboarding.account_verified';
const transferring = 'onboarding.transferring';

describe('notifications of progress', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  async function anEndpoint(types: NotificationType[] | null = null, channel: 'webhook' | 'email' = 'webhook') {
    const id = newId('nep');
    await ensureTenant(database.pool, { id: 'ten_test', name: 'ten_test' });
    const endpoint = { id, tenantId: 'ten_test', channel, url: `https://receiver.example/${id}`, types };
    await transaction(database.pool, (tx) => insertEndpoint(tx, testVault, endpoint));
    return id;
  }
  const told = async (onboardingId: string) =>
    (await listNotifications(database.pool, 'ten_test', { onboardingId, limit: 50 })).notifications.toReversed();
  const typesTold = async (onboardingId: string) => (await told(onboardingId)).map(({ type }) => type);

  async function readBy(plaid: ReturnType<typeof strictPlaid>, at: { onboardingId: string; step: number }, pool: Pool) {
    await activitiesOn(pool, plaid).readAccount(at);
  }

  it('come when the account is linked and verified, and when the money is on its way', async () => {
    const endpoint = await anEndpoint();
    const plaid = strictPlaid();
    const at = await storedLinkedCase(database.pool, plaid);
    await readBy(plaid, at, database.pool);
    assert.deepEqual(await typesTold(at.onboardingId), [linked, verified]);
    const [first] = await told(at.onboardingId);
    assert.deepEqual(
      first?.deliveries.map(({ endpointId, status }) => [endpointId, status]),
      [[endpoint, 'waiting']],
    );
    const { matchOwner, moveMoney } = activitiesOn(database.pool, plaid);
    await matchOwner({ ...at, step: 2 });
    await moveMoney({ ...at, step: 3 });
    await moveMoney({ ...at, step: 4 });
    assert.deepEqual(await typesTold(at.onboardingId), [linked, verified, transferring]);
  });

  it('come as transfer.transferring for a transfer on a linked account', async () => {
    await anEndpoint(['transfer.transferring']);
    const at = await storedOnAccount(database.pool);
    await activitiesOn(database.pool, strictPlaid()).moveMoney(at);
    assert.deepEqual(await typesTold(at.onboardingId), ['transfer.transferring']);
  });

  it('say that a micro-deposit has verified the account only once it has', async () => {
    await anEndpoint();
    const plaid = strictPlaid();
    const pending = anAccount({ verificationStatus: 'pending_manual_verification' });
    plaid.accounts = [pending];
    const at = await storedLinkedCase(database.pool, plaid);
    for (const step of [1, 2]) await readBy(plaid, { ...at, step }, database.pool);
    assert.deepEqual(await typesTold(at.onboardingId), [linked]);
    plaid.accounts = [{ ...pending, verificationStatus: 'manually_verified' }];
    for (const step of [3, 4]) await readBy(plaid, { ...at, step }, database.pool);
    assert.deepEqual(await typesTold(at.onboardingId), [linked, verified]);
  });

  it('do not come for an account that the case refuses', async () => {
    await anEndpoint();
    const plaid = strictPlaid();
    plaid.accounts = [anAccount({ verificationStatus: 'verification_failed' })];
    const at = await storedLinkedCase(database.pool, plaid);
    await readBy(plaid, at, database.pool);
    assert.deepEqual(await typesTold(at.onboardingId), []);
  });

  it('are not written without an endpoint that takes them: none, others, deleted, or for email', async () => {
    await anEndpoint([linked.replace('linked', 'verified') as NotificationType]);
    const deleted = await anEndpoint();
    await transaction(database.pool, (tx) => deleteEndpoint(tx, deleted));
    await anEndpoint(null, 'email');
    const plaid = strictPlaid();
    const at = await storedLinkedCase(database.pool, plaid);
    await readBy(plaid, at, database.pool);
    assert.deepEqual(await typesTold(at.onboardingId), [verified]);
    assert.equal((await told(at.onboardingId))[0]?.deliveries.length, 1, 'none by email');
    await database.pool.query(`update notification_endpoints set status = 'disabled'`);
    const { matchOwner, moveMoney } = activitiesOn(database.pool, plaid);
    await matchOwner({ ...at, step: 2 });
    await database.pool.query('update notification_endpoints set types = null');
    await moveMoney({ ...at, step: 3 });
    assert.deepEqual(await typesTold(at.onboardingId), [verified, transferring], 'a disabled one keeps them');
  });

  it('come once, although several tries of the step run at once', async () => {
    await anEndpoint();
    for (let i = 0; i < 5; i += 1) {
      const plaid = strictPlaid();
      const at = await storedLinkedCase(database.pool, plaid);
      // Only one try can exchange the public token.
      plaid.failNext('readItem', 'before');
      await assert.rejects(readBy(plaid, at, database.pool));
      await Promise.all(Array.from({ length: 4 }, () => readBy(plaid, at, database.pool)));
      assert.deepEqual((await typesTold(at.onboardingId)).sort(), [linked, verified]);
    }
  });

  for (const when of ['before', 'after'] as const) {
    it(`are neither lost nor doubled, whichever statement the worker died ${when}`, async () => {
      await anEndpoint();
      let died = 0;
      for (let nth = 1; ; nth += 1) {
        const plaid = strictPlaid();
        const at = await storedLinkedCase(database.pool, plaid);
        const dying = dyingPool(database.pool, nth, when);
        await readBy(plaid, at, dying.pool).catch(() => {});
        await readBy(plaid, at, database.pool).catch(async () => {
          // The result of the exchange was lost, so the applicant links again.
          await finishNewLink(database.pool, at.onboardingId, plaid.publicToken());
          await readBy(plaid, at, database.pool);
        });
        assert.deepEqual(await typesTold(at.onboardingId), [linked, verified], `died at ${dying.diedAt}`);
        if (dying.diedAt === null) break;
        died += 1;
      }
      assert.ok(died >= 15, `it died at ${died} statements only`);
      died = 0;
      for (let nth = 1; ; nth += 1) {
        const plaid = strictPlaid();
        const at = await storedPayment(database.pool);
        const dying = dyingPool(database.pool, nth, when);
        await activitiesOn(dying.pool, plaid)
          .moveMoney(at)
          .catch(() => {});
        await activitiesOn(database.pool, plaid).moveMoney(at);
        assert.deepEqual(await typesTold(at.onboardingId), [transferring], `died at ${dying.diedAt}`);
        if (dying.diedAt === null) break;
        died += 1;
      }
      assert.ok(died >= 15, `it died at ${died} statements only`);
    });
  }
});
