import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { createLooks, deleteDue } from '../../api/retention.ts';
import { insertIdentityCheck } from '../../db/bank/identity-checks.ts';
import { itemOfCase } from '../../db/bank/items.ts';
import { keepAccount } from '../../db/bank/linked-accounts.ts';
import { closeStage } from '../../db/case/stages.ts';
import { recordSignIn } from '../../db/console/operators.ts';
import { recordReportAsked, recordReportReady, wantReport } from '../../db/data/reports.ts';
import { bindKey, claimKey } from '../../db/idempotency-keys.ts';
import { failWebhook, insertWebhooks, parkWebhook } from '../../db/inbox/webhooks.ts';
import { transaction } from '../../db/pool.ts';
import { acrossTenants } from '../../db/reach.ts';
import type { Outcome } from '../../domain/case/onboarding.ts';
import { Failure } from '../../domain/failure.ts';
import { Secret } from '../../domain/secret.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';
import { storeEverything } from '../support/cases/everything.ts';
import { aMatch, storedAccount, storedCase, testVault } from '../support/cases/stored-case.ts';
import { databaseForEachTest } from '../support/database/database.ts';
import { poolAs } from '../support/database/pool-as.ts';
import { aRetention } from '../support/http/api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';

describe('retention', () => {
  const database = databaseForEachTest();
  let calls: string[];
  let atPlaid: () => Promise<void>;
  beforeEach(() => {
    calls = [];
    atPlaid = async () => {};
  });
  const deps = () => {
    const note = (call: string) => async () => {
      await atPlaid();
      calls.push(call);
    };
    const gone = { removeItem: note('item'), removeUser: note('user'), removeAssetReport: note('report') };
    const { gateway } = fakePlaid(gone satisfies Partial<PlaidGateway>);
    const log = pino({ level: 'silent' });
    return { db: database.pool, vault: testVault, plaid: gateway, log, retention: aRetention };
  };

  const closed = async (outcome: Outcome, days: number) => {
    const id = await storedCase(database.pool, { tenantId: 'default' });
    const { accountId } = await storedAccount(database.pool, id);
    await insertIdentityCheck(database.pool, { ...aMatch, onboardingId: id, accountId });
    await closeStage(database.pool, { onboardingId: id, step: 5, outcome });
    await age(id, days);
    return { id, accountId };
  };
  const age = (id: string, days: number) =>
    database.pool.query('update onboardings set updated_at = now() - make_interval(days => $2) where id = $1', [
      id,
      days,
    ]);
  const hasKey = async (id: string) =>
    (await database.pool.query('select from applicants where onboarding_id = $1 and data_key_id is not null', [id]))
      .rowCount === 1;

  it('deletes the bodies of failed and parked webhooks once they are old, and none that waits', async () => {
    const { pool } = database;
    const arrived = async (type: string) => {
      const webhook = { bodyHash: randomBytes(32), signedAt: new Date(), type, code: 'ERROR', stale: false };
      const [made] = await insertWebhooks(pool, testVault, [{ ...webhook, body: '{}', plaidId: null }]);
      return made?.id ?? '';
    };
    await arrived('WAITS');
    await failWebhook(pool, await arrived('FAILED'), 'unknown_code');
    const parked = await arrived('PARKED');
    await transaction(pool, (tx) => parkWebhook(tx, parked, { kind: 'item', id: 'item-unknown' }));
    await pool.query(`update webhooks set received_at = now() - interval '91 days'`);
    await failWebhook(pool, await arrived('FAILED LATELY'), 'unknown_code');
    await deleteDue(deps());
    const { rows } = await pool.query<{ type: string }>('select type from webhooks order by id');
    assert.deepEqual(
      rows.map(({ type }) => type),
      ['WAITS', 'FAILED LATELY'],
    );
  });

  it('erases the applicant of an old case with all canaries, income users and reports', async () => {
    const { pool } = database;
    const { onboardingId } = await storeEverything(pool, { tenantId: 'default', userId: 'user-seen' });
    const income = await wantReport(pool, { onboardingId, kind: 'income', itemId: null });
    const asked = { id: income, onboardingId, plaidId: 'income-user', token: new Secret('income-token') };
    await transaction(pool, (tx) => recordReportAsked(tx, testVault, asked));
    await recordReportReady(pool, testVault, { id: income, onboardingId, report: new Secret('{}') });
    await closeStage(pool, { onboardingId, step: 5, outcome: 'rejected' });
    await age(onboardingId, 179);
    await createLooks(deps())();
    assert.deepEqual([calls, await hasKey(onboardingId)], [[], true]);
    await age(onboardingId, 181);
    await createLooks(deps())();
    assert.equal(await hasKey(onboardingId), false);
    assert.deepEqual([...calls].sort(), ['item', 'item', 'item', 'report', 'user', 'user']);
    const { rows } = await pool.query<{ sealed: Buffer }>('select note_sealed as sealed from reviews');
    const at = { table: 'reviews', row: 'any', column: 'note', tenant: 'default', owner: onboardingId };
    await assert.rejects(testVault.open(pool, at, rows[0]?.sealed ?? Buffer.of()), { detail: { code: 'erased' } });
  });

  it('keeps a case with money longer, and one whose account is still linked', async () => {
    const young = await closed('funded', 729);
    const old = await closed('funded', 731);
    const linked = await closed('verified', 731);
    await transaction(database.pool, (tx) => keepAccount(tx, linked.id));
    const used = await closed('verified', 731);
    const transfer = await storedCase(database.pool, { tenantId: 'default' });
    await database.pool.query('update onboardings set account_id = $2 where id = $1', [transfer, used.accountId]);
    await createLooks(deps())();
    const kept = [young, old, linked, used].map(({ id }) => hasKey(id));
    assert.deepEqual(await Promise.all(kept), [true, false, true, true]);
    assert.ok((await itemOfCase(database.pool, testVault, linked.id))?.accessToken);
  });

  it('erases nothing while Plaid is away, and begins there again', async () => {
    const { id } = await closed('rejected', 181);
    const looks = createLooks(deps());
    atPlaid = () => Promise.reject(new Failure('unavailable', 'Plaid is away.', { code: 'no_answer' }));
    await assert.rejects(looks());
    assert.ok(await hasKey(id));
    atPlaid = async () => {};
    await looks();
    assert.equal(await hasKey(id), false);
  });

  it('looks through all cases, a few at each call', async () => {
    const ids: string[] = [];
    for (let nth = 0; nth < 12; nth++) ids.push((await closed('abandoned', 181)).id);
    const looks = createLooks(deps());
    const left = async () => (await Promise.all(ids.map(hasKey))).filter(Boolean).length;
    const counts: number[] = [];
    for (let nth = 0; nth < 3; nth++) {
      await looks();
      counts.push(await left());
    }
    assert.deepEqual(counts, [7, 2, 0]);
  });

  it('closes a case that was never started, once nobody can expect its answer', async () => {
    const young = await storedCase(database.pool, { tenantId: 'default' });
    const old = await storedCase(database.pool, { tenantId: 'default' });
    await database.pool.query(`update onboardings set created_at = now() - interval '31 days' where id = $1`, [old]);
    await createLooks(deps())();
    const { rows } = await database.pool.query(
      'select id, stage, outcome, reason from onboardings order by created_at',
    );
    assert.deepEqual(rows, [
      { id: old, stage: 'closed', outcome: 'abandoned', reason: 'link_expired' },
      { id: young, stage: 'starting', outcome: null, reason: null },
    ]);
  });

  it('deletes old idempotency keys, and no other', async () => {
    const { pool } = database;
    const onboardingId = await storedCase(pool, { tenantId: 'default' });
    for (const key of ['old', 'young']) {
      const claim = { tenantId: 'default', key };
      await claimKey(pool, testVault, { ...claim, requestHash: randomBytes(32), leaseSeconds: 1 });
      await bindKey(pool, { ...claim, onboardingId });
    }
    await pool.query(`update idempotency_keys set created_at = now() - interval '401 days' where key = 'old'`);
    await pool.query(
      `insert into idempotency_keys (tenant_id, key, request_hash, locked_until, created_at)
       select 'default', 'z' || n, '', now(), now() - interval '401 days' from generate_series(1, 1500) n`,
    );
    const looks = createLooks(deps());
    await looks();
    await looks();
    const { rows } = await pool.query<{ key: string }>('select key from idempotency_keys');
    assert.deepEqual(rows, [{ key: 'young' }]);
  });

  it('deletes ended sessions of the console, and people whom the audit names no more', async () => {
    const { pool } = database;
    const people = ['here', 'idle', 'over', 'gone'];
    for (const subject of people)
      await recordSignIn(pool, {
        ...{ issuer: 'https://id.example.com', subject, name: subject, groups: [], hash: Buffer.from(subject) },
        ...{ source: null, requestId: 'request' },
      });
    const session = (hash: string, set: string) =>
      pool.query(`update console_sessions set ${set} where hash = $1`, [Buffer.from(hash)]);
    await session('here', `seen_at = now() - interval '29 minutes'`);
    await session('idle', `seen_at = now() - interval '31 minutes'`);
    await session('over', `ends_at = now() - interval '1 second'`);
    await pool.query(`update operators set signed_in_at = now() - interval '2558 days' where subject = 'gone'`);
    await acrossTenants(() => deleteDue({ ...deps(), db: poolAs(pool, 'gangway_api') }));
    const { rows: sessions } = await pool.query<{ hash: Buffer }>('select hash from console_sessions');
    assert.deepEqual(
      sessions.map(({ hash }) => hash.toString()),
      ['here'],
    );
    const { rows } = await pool.query<{ subject: string }>('select subject from operators order by subject');
    assert.deepEqual(
      rows.map(({ subject }) => subject),
      ['here', 'idle', 'over'],
    );
  });
});
