import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { insertPlaidId } from '../../db/case/plaid-ids.ts';
import { newId } from '../../db/ids.ts';
import { tokenHash } from '../../db/link/link-sessions.ts';
import { transaction } from '../../db/pool.ts';
import { answerRefund, insertRefund } from '../../db/transfers/refunds.ts';
import { verifyCase } from '../support/cases/funded-case.ts';
import { storedAccount, storedCase, storedLink, storedTransfer } from '../support/cases/stored-case.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';
import { transfersOnAccounts } from '../support/http/transfers-on-accounts.ts';

type Found = { id: string; found_by: string[]; tenant?: string };

describe('the search for a case', () => {
  let operator: string;
  const [database, api] = forEachTestAlone(async (pool) => {
    operator = await storedKey(pool, null);
    return startApi(pool, { key: await storedKey(pool, 'ten_test') });
  });
  const search = async (text: string, key = api.key) => {
    const path = key === operator ? '/v1/cases' : '/v1/search';
    const { status, body } = await api.send('GET', `${path}?q=${encodeURIComponent(text)}`, { key });
    assert.equal(status, 200, JSON.stringify(body));
    return body as { data: Found[]; more: boolean };
  };
  const by = async (text: string, key = api.key) =>
    (await search(text, key)).data.map(({ id, found_by }) => [id, ...found_by]);

  it('finds it by its own id, also by that of its transfer, and says where it stands and nothing personal', async () => {
    const id = await storedCase(database.pool, { userId: 'someone' });
    const { data, more } = await search(id.replace('onb_', 'trf_'));
    assert.equal(more, false);
    const [{ created_at, ...found } = {} as Found & { created_at: string }] = data as (Found & {
      created_at: string;
    })[];
    assert.match(created_at, /Z$/);
    assert.deepEqual(found, {
      ...{ id, kind: 'onboarding', user_id: 'someone', stage: 'starting', outcome: null, found_by: ['id'] },
    });
    assert.deepEqual(await by(id), [[id, 'id']]);
  });

  it('finds it by each id that Gangway keeps of it', async () => {
    const id = await storedCase(database.pool);
    await storedCase(database.pool);
    const transfer = await storedTransfer(database.pool, id);
    const { session, itemId, accountId } = await storedAccount(database.pool, id);
    const { token } = await storedLink(database.pool, id);
    const refund = newId('rfd');
    await insertRefund(database.pool, { id: refund, onboardingId: id, from: { transferId: transfer }, amountCents: 1 });
    await transaction(database.pool, (tx) =>
      answerRefund(tx, refund, { refundId: 'refund-at-plaid', status: 'pending', failureCode: null }),
    );
    const payment = `payment-${randomUUID()}`;
    await database.pool.query('insert into payments (reference, id, onboarding_id) values ($1, $2, $3)', [
      ...['GWREFERENCE', payment, id],
    ]);
    const { rows } = await database.pool.query('select authorization_id as id from authorizations');
    const plaidIds = { payment, identity_verification: 'idv_1', report: 'report-1' } as const;
    for (const [kind, plaidId] of Object.entries(plaidIds))
      await transaction(database.pool, (tx) => insertPlaidId(tx, kind as keyof typeof plaidIds, plaidId, id));
    const ids: [string, string][] = [
      ...Object.entries(plaidIds),
      ...([
        ['transfer', transfer],
        ['item', itemId],
        ['account', accountId],
        ['link_session', session],
      ] as const),
      ...([
        ['link_token', tokenHash(token)],
        ['authorization', rows[0].id],
      ] as const),
      ...([
        ['refund', refund],
        ['refund', 'refund-at-plaid'],
        ['payment_reference', 'GWREFERENCE'],
      ] as const),
    ].map(([kind, text]) => [kind, text]);
    for (const [kind, text] of ids) assert.deepEqual(await by(text), [[id, kind]], kind);
    assert.deepEqual(await by('another-id'), []);
  });

  it('finds the cases of a user and of a mask, the newest first, and names both ways to one', async () => {
    const first = await storedCase(database.pool, { userId: '0000' });
    const second = await storedCase(database.pool);
    const third = await storedCase(database.pool, { userId: '0000' });
    await storedAccount(database.pool, second);
    await storedAccount(database.pool, first);
    assert.deepEqual(await by('0000'), [
      [third, 'user_id'],
      [second, 'mask'],
      [first, 'mask', 'user_id'],
    ]);
  });

  it("does not find another tenant's case, and an operator finds both with their tenants", async () => {
    const ours = await storedCase(database.pool, { userId: 'shared' });
    const other = await storedCase(database.pool, { userId: 'shared', tenantId: 'ten_other' });
    for (const id of [ours, other]) await storedAccount(database.pool, id);
    const { itemId } = await storedAccount(database.pool, other);
    for (const text of ['shared', '0000']) {
      assert.deepEqual(
        (await by(text)).map(([id]) => id),
        [ours],
      );
      const { data } = await search(text, operator);
      assert.deepEqual(
        data.map(({ id, tenant }) => [id, tenant]),
        [
          [other, 'ten_other'],
          [ours, 'ten_test'],
        ],
      );
    }
    for (const text of [other, itemId]) {
      assert.deepEqual(await by(text), []);
      assert.deepEqual(
        (await search(text, operator)).data.map(({ tenant }) => tenant),
        ['ten_other'],
      );
    }
    const { status, body } = await api.send('GET', '/v1/cases?q=shared');
    assert.deepEqual([status, body.code], [403, 'scope_missing']);
  });

  it('shows the newest fifty, and says that there are more', async () => {
    for (let made = 0; made < 50; made++) await storedCase(database.pool, { userId: 'busy' });
    assert.equal((await search('busy')).more, false);
    const newest = await storedCase(database.pool, { userId: 'busy' });
    const { data, more } = await search('busy');
    assert.deepEqual([data.length, data[0]?.id, more], [50, newest, true]);
  });

  it('says what is wrong with a text that is no id', async () => {
    for (const query of ['', '?q=', '?q=two%20words', `?q=${'x'.repeat(201)}`, '?q=%C3%A9', '?q=a&limit=3']) {
      const { status, body } = await api.send('GET', `/v1/search${query}`);
      assert.deepEqual([status, body.code], [422, 'invalid_input'], query);
      assert.equal(body.errors[0].pointer, query.includes('limit') ? '/limit' : '/q');
    }
  });
});

describe('the search for a transfer on a linked account', () => {
  const { door, parts, paid } = transfersOnAccounts();

  it('finds it by its own ids, and with the onboarding by those of the account', async () => {
    const { onboardingId, account } = await verifyCase(parts());
    const { id, transferId } = await paid(account);
    const search = async (text: string): Promise<string[][]> => {
      const { data } = (await door.send('GET', `/v1/search?q=${text}`)).body;
      return data.map((one: Found & { kind: string }) => [one.id, one.kind, ...one.found_by]);
    };
    assert.deepEqual(await search(id), [[id, 'transfer', 'id']]);
    assert.deepEqual(await search(transferId), [[id, 'transfer', 'transfer']]);
    assert.deepEqual(await search(account), [
      [id, 'transfer', 'linked_account'],
      [onboardingId, 'onboarding', 'linked_account'],
    ]);
  });
});
