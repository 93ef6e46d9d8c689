import assert from 'node:assert/strict';
import { forgetQuotas } from '../../cases/quota.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { wantReport } from '../../db/data/reports.ts';
import { countPaidCalls, monthOf, setQuota } from '../../db/paid-calls.ts';
import { reportFeed } from '../../domain/feed.ts';
import type { LimitedCall } from '../../domain/paid-calls.ts';
import { activitiesOn, finishNewLink } from '../support/cases/activities.ts';
import { anAccount } from '../support/cases/an-account.ts';
import { storedAccount, storedCase } from '../support/cases/stored-case.ts';
import { databaseForEachTest } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { poolAs } from '../support/database/pool-as.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

const quotaReached = { kind: 'busy', detail: { code: 'quota_reached', retryAfterSeconds: 3_600 } };

describe('quotas of paid calls', () => {
  const database = databaseForEachTest();
  let plaid: StrictPlaid;
  beforeEach(() => {
    plaid = strictPlaid();
  });

  async function linkedCase(tenantId = 'ten_1') {
    const onboardingId = await storedCase(database.pool, { tenantId });
    await finishNewLink(database.pool, onboardingId, plaid.publicToken());
    return { onboardingId, step: 1 };
  }
  const read = (at: { onboardingId: string; step: number }) => {
    plaid.accounts = [{ ...anAccount(), accountId: `account of ${at.onboardingId}` }];
    return activitiesOn(database.pool, plaid).readAccount(at);
  };
  const match = ({ onboardingId }: { onboardingId: string }) =>
    activitiesOn(database.pool, plaid).matchOwner({ onboardingId, step: 2 });
  async function quota(call: LimitedCall, most: number | null) {
    await setQuota(database.pool, { tenantId: 'ten_1', call, most });
    forgetQuotas(poolAs(database.pool, 'gangway_worker'));
  }
  const counted = async (tenantId: string | null = 'ten_1'): Promise<[string, number][]> =>
    (await countPaidCalls(database.pool, monthOf(new Date()), tenantId)).map(({ call, count }) => [call, count]);

  it('a case that meets one waits with a reason, before any money, and goes on once it is raised', async () => {
    const first = await linkedCase();
    const second = await linkedCase();
    await read(first);
    await read(second);
    await quota('identity', 1);
    await match(first);
    const asked = plaid.calls.length;
    await assert.rejects(match(second), quotaReached);
    assert.equal(plaid.calls.length, asked, 'nothing was asked of Plaid');
    assert.equal((await loadCase(database.pool, second.onboardingId))?.stage, 'matching_identity');
    await quota('identity', 2);
    await match(second);
    assert.deepEqual(await counted(), [
      ['auth', 2],
      ['identity', 2],
    ]);
  });

  it('the account numbers of no further account are read', async () => {
    await storedCase(database.pool, { tenantId: 'ten_1' });
    await quota('auth', 0);
    const at = await linkedCase();
    await assert.rejects(read(at), quotaReached);
    await quota('auth', null);
    await read(at);
  });

  it("another tenant's calls do not count", async () => {
    await storedCase(database.pool, { tenantId: 'ten_1' });
    await quota('auth', 1);
    await read(await linkedCase('ten_2'));
    await read(await linkedCase());
    assert.deepEqual(await counted(), [['auth', 1]]);
    assert.deepEqual((await counted(null)).length, 2);
  });

  it('a report on assets stays wanted, and its feed looks again', async () => {
    const onboardingId = await storedCase(database.pool, { tenantId: 'ten_1', products: ['assets'] });
    const { itemId } = await storedAccount(database.pool, onboardingId);
    const id = await wantReport(database.pool, { onboardingId, kind: 'assets', itemId });
    await quota('asset_report', 0);
    const drain = () => activitiesOn(database.pool, plaid).drainFeed(reportFeed(id));
    assert.equal((await drain()).lookAgainSeconds, 60);
    assert.equal(plaid.reports.asked.length, 0);
    await quota('asset_report', 1);
    await drain();
    assert.equal(plaid.reports.asked.length, 1);
  });

  it('a step that is killed at any statement and runs again is counted, and never more often than Plaid was asked', async () => {
    for (let statement = 1; ; statement++) {
      plaid = strictPlaid();
      const at = await linkedCase(`ten_${statement}`);
      await read(at);
      const dying = dyingPool(database.pool, statement, 'after');
      const died = await activitiesOn(dying.pool, plaid)
        .matchOwner({ ...at, step: 2 })
        .then(() => false)
        .catch(() => true);
      if (died) await match(at);
      const asked = plaid.calls.filter((call) => call === 'matchIdentity').length;
      const [, identity = ['', 0]] = await counted(`ten_${statement}`);
      assert.ok(identity[1] >= 1 && identity[1] <= asked, `${dying.diedAt}: ${identity[1]} of ${asked}`);
      if (!died) break;
    }
  });

  it('a month has the calls of its own days, in UTC', async () => {
    await read(await linkedCase());
    await database.pool.query(`update accounts set created_at = '2026-01-31T23:59:59.999Z'`);
    const inMonth = async (month: string) => (await countPaidCalls(database.pool, month, null)).length;
    assert.deepEqual([await inMonth('2026-01-01'), await inMonth('2026-02-01')], [1, 0]);
    await database.pool.query(`update accounts set created_at = '2026-02-01T00:00:00Z'`);
    assert.deepEqual([await inMonth('2026-01-01'), await inMonth('2026-02-01')], [0, 1]);
  });
});
