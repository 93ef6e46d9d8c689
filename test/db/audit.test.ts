import assert from 'node:assert/strict';
import { addAudit } from '../../db/audit/entries.ts';
import { forgetAudit } from '../../db/audit/retention.ts';
import { sealedUpTo, sealRows, unsealedSeconds } from '../../db/audit/seals.ts';
import { verifyAudit } from '../../db/audit/verify.ts';
import { type Pool, transaction } from '../../db/pool.ts';
import { testVault } from '../support/cases/stored-case.ts';
import { databaseForEachTest } from '../support/database/database.ts';

describe('the rows of the audit', () => {
  const database = databaseForEachTest();
  const entry = { tenantId: 'ann', actor: 'tenant', action: 'onboardings.cancel', outcome: 'accepted' } as const;
  const add = (object: string) => addAudit(database.pool, { ...entry, object });
  const seal = async (limit = 500) => sealRows(database.pool, testVault, await sealedUpTo(database.pool), limit);
  const verify = () => verifyAudit(database.pool, testVault, {});

  it('are refused every change, by the owner of the tables too', async () => {
    await add('a');
    await seal();
    for (const change of [
      'update audit set who = null',
      'update audit_seals set number = 2',
      'delete from audit',
      'delete from audit_seals',
      'truncate audit',
      'truncate audit_seals',
    ]) {
      await assert.rejects(database.pool.query(change), /the audit only grows/, change);
    }
    assert.deepEqual((await verify()).bad, null);
  });

  it('are sealed in order, also a row that was committed behind later ones', async () => {
    await add('a');
    await transaction(database.pool, async (tx) => {
      await addAudit(tx, { ...entry, object: 'late' });
      await add('b');
      assert.deepEqual(
        (await seal()).map(({ number }) => number),
        [2],
      );
    });
    assert.deepEqual(
      (await seal(1)).map(({ number }) => number),
      [3],
    );
    assert.deepEqual(await seal(), []);
    assert.deepEqual(await verify().then(({ rows, bad }) => [rows, bad]), [3, null]);
  });

  it('are sealed by one process at a time', async () => {
    for (const object of ['a', 'b', 'c']) await add(object);
    await Promise.all([1, 2, 3].map(() => seal(1)));
    while ((await seal(1)).length > 0);
    assert.deepEqual(await verify().then(({ rows, bad }) => [rows, bad]), [3, null]);
  });

  it('are missed after a minute without a seal', async () => {
    await add('a');
    assert.equal((await verify()).bad, null);
    await aged(database.pool, '2 minutes');
    assert.match((await verify()).bad?.fault ?? '', /no seal after a minute/);
    assert.ok((await unsealedSeconds(database.pool)) >= 120);
    await seal();
    assert.equal(await unsealedSeconds(database.pool), 0);
  });

  it('are forgotten from the beginning once they are old, and the rest still verifies', async () => {
    for (const object of ['a', 'b', 'c']) await add(object);
    await seal();
    assert.equal(await forgetAudit(database.pool, testVault, 400, 2), 0);
    await aged(database.pool, '402 days');
    await resealed(database.pool);
    await add('d');
    await seal();
    assert.equal(await forgetAudit(database.pool, testVault, 400, 2), 2);
    await seal();
    const { bad, rows, newest } = await verify();
    assert.deepEqual([bad, rows, newest[0]?.number], [null, 3, 5]);
    assert.equal(await forgetAudit(database.pool, testVault, 400, 2), 1);
    await seal();
    assert.deepEqual(await verify().then(({ rows, bad }) => [rows, bad]), [3, null]);
  });

  /** Makes the rows older, as the time would. */
  async function aged(pool: Pool, by: string): Promise<void> {
    await withoutTriggers(pool, `update audit set at = at - '${by}'::interval`);
  }

  async function resealed(pool: Pool): Promise<void> {
    await withoutTriggers(pool, 'delete from audit_seals');
    await seal();
  }

  const withoutTriggers = (pool: Pool, text: string) =>
    transaction(pool, async (tx) => {
      await tx.query('set local session_replication_role = replica');
      await tx.query(text);
    });
});
