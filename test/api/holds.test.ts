import assert from 'node:assert/strict';
import { holdAccount } from '../../db/bank/account-holds.ts';
import { storedAccount, storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';

describe('the list of holds', () => {
  const [database, api] = forEachTestAlone(async (pool) => startApi(pool, { key: await storedKey(pool, 'ten_test') }));

  async function held(tenantId = 'ten_test', holds: 'account' | 'debits' = 'account'): Promise<string> {
    const id = await storedCase(database.pool, { tenantId });
    await holdAccount(database.pool, { transferId: await storedTransfer(database.pool, id), holds, code: 'R02' });
    return id;
  }
  const list = async (query = '') => (await api.send('GET', `/v1/holds${query}`)).body;
  const lift = (id: string, send: object = {}) =>
    api.send('POST', `/v1/holds/${id}/lift`, { body: { reviewer: 'ops-7' }, ...send });

  it('shows why, since when, for which account and by which case, newest first, page by page', async () => {
    const [first, second] = [await held(), await held('ten_test', 'debits')];
    await held('ten_other');
    const { data, next_cursor } = await list();
    assert.equal(next_cursor, null);
    assert.deepEqual(
      data.map(({ id: _, since: __, ...shown }: Record<string, unknown>) => shown),
      [
        [second, 'debits'],
        [first, 'all'],
      ].map(([id, stops]) => ({
        ...{ code: 'R02', stops, lifted_at: null, user_id: 'user-1' },
        ...{ transfer_id: id?.replace('onb_', 'trf_'), onboarding_id: id },
        account: { id: null, institution: 'First Platypus Bank', mask: '0000' },
      })),
    );
    const page = await list('?limit=1');
    assert.deepEqual(page.data, [data[0]]);
    assert.deepEqual((await list(`?limit=1&cursor=${page.next_cursor}`)).data, [data[1]]);
  });

  it('lifts one, although its case works with another account by now, and says so on the timeline and in the audit', async () => {
    const id = await held();
    await storedAccount(database.pool, id);
    await database.pool.query(
      `update accounts set numbers_index = '\\x01' where turn = (select max(turn) from accounts)`,
    );
    const byCase = await api.send('POST', `/v1/onboardings/${id}/lift_hold`, { body: { reviewer: 'ops-7' } });
    assert.equal(byCase.body.code, 'not_on_hold');
    const other = await held();
    const hold = (await list()).data[1];
    const lifted = await lift(hold.id, { idempotencyKey: 'lift-1' });
    assert.equal(lifted.status, 200, JSON.stringify(lifted.body));
    assert.match(lifted.body.lifted_at, /Z$/);
    assert.deepEqual({ ...lifted.body, lifted_at: null }, hold);
    assert.deepEqual((await lift(hold.id, { idempotencyKey: 'lift-1' })).body, lifted.body);
    assert.deepEqual(
      (await list()).data.map(({ onboarding_id }: { onboarding_id: string }) => onboarding_id),
      [other],
    );
    const { data } = (await api.send('GET', `/v1/onboardings/${id}/timeline`)).body;
    assert.deepEqual([data.at(-1).what, data.at(-1).detail.reviewer], ['hold_lifted', 'ops-7']);
    const { data: audit } = (await api.send('GET', `/v1/audit?object=${id}`)).body;
    assert.ok(
      audit.some(
        ({ action, outcome, who }: Record<string, string>) =>
          `${action} ${outcome} ${who}` === 'holds.lift accepted ops-7',
      ),
    );
    const again = await lift(hold.id);
    assert.deepEqual([again.status, again.body.code], [409, 'not_on_hold']);
  });

  it("does not lift another tenant's, nor by a key that may only read", async () => {
    await held('ten_other');
    const other = await storedKey(database.pool, 'ten_other');
    const [hold] = (await api.send('GET', '/v1/holds', { key: other })).body.data;
    for (const id of [hold.id, '0', '9'.repeat(30), 'x']) {
      const { status, body } = await lift(id);
      assert.deepEqual([status, body.code], [404, 'hold_not_found'], id);
    }
    const reader = await storedKey(database.pool, 'ten_other', ['accounts:read']);
    assert.equal((await lift(hold.id, { key: reader })).body.code, 'scope_missing');
    assert.equal((await api.send('GET', '/v1/holds', { key: other })).body.data.length, 1);
  });
});
