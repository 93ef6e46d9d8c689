import assert from 'node:assert/strict';
import { storedLinkedAccount } from '../support/cases/board-cases.ts';
import { startApi } from '../support/http/api.ts';
import { consoleOf, headersOf, signedInBy } from '../support/http/console-people.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';

describe('the accounts of the console', () => {
  const [database, api] = forEachTest((pool) =>
    startApi(pool, { signedIn: signedInBy(), plaid: fakePlaid({ supportsRtp: async () => true }) }),
  );
  const { get, post } = consoleOf(api);
  let id: string;
  beforeEach(async () => {
    id = await storedLinkedAccount(database.pool, 'default');
  });
  const statusOf = async () => (await api.send('GET', `/v1/accounts/${id}`)).body.status;

  it('are listed by bank and mask, by the id of the user too, and never with their numbers', async () => {
    const other = await storedLinkedAccount(database.pool, 'default', 'user-2');
    const list = async (query: string) =>
      [...(await get('viola', `/accounts${query}`)).text.matchAll(/accounts\/(acct_\w+)"/g)].map(([, found]) => found);
    assert.deepEqual((await list('')).slice(0, 2), [other, id]);
    assert.deepEqual(await list('?user_id=user-2'), [other]);
    assert.match((await get('viola', '/accounts')).text, /First Platypus Bank ••0000/);
    for (const page of ['/accounts', `/accounts/${id}`])
      assert.ok(!/1111222233330000|011401533/.test((await get('ada', page)).text), page);
    const { status, text } = await get('viola', `/accounts?user_id=${'u'.repeat(65)}`);
    assert.equal(status, 422);
    assert.match(text, /<a href="#user_id">Your id of the user must be at most 64 characters long/);
  });

  it('show their health and their transfers, and nothing of another tenant', async () => {
    const { status, text } = await get('viola', `/accounts/${id}`);
    assert.equal(status, 200);
    for (const shown of ['Usable', 'Debits may be asked for', `<td data-head="Transfer"`])
      assert.ok(text.includes(shown), shown);
    const foreign = await storedLinkedAccount(database.pool, 'other');
    assert.equal((await get('viola', `/accounts/${foreign}`)).status, 404);
    assert.equal((await post('omar', `/accounts/${foreign}/remove`)).status, 404);
  });

  it('are commanded by operators only', async () => {
    for (const person of ['viola', 'ines'] as const) {
      const { text } = await get(person, `/accounts/${id}`);
      assert.ok(!/Remove this account|Make a link/.test(text), person);
      assert.equal((await get(person, `/accounts/${id}/remove`)).status, 403);
      for (const command of ['remove', 'repair'])
        assert.equal((await post(person, `/accounts/${id}/${command}`)).status, 403, `${person} ${command}`);
    }
    const forged = await fetch(`${api.address}/console/t/default/accounts/${id}/remove`, {
      ...{ method: 'POST', headers: headersOf('omar'), body: new URLSearchParams({ token: 'guessed' }) },
    });
    assert.equal(forged.status, 403);
    assert.equal(await statusOf(), 'usable');
  });

  it('are removed once an operator has confirmed it', async () => {
    assert.match((await get('omar', `/accounts/${id}/remove`)).text, /Remove First Platypus Bank ••0000\?/);
    assert.equal(await statusOf(), 'usable');
    const { status, location } = await post('omar', `/accounts/${id}/remove`);
    assert.deepEqual([status, location], [303, `/console/t/default/accounts/${id}?done=removed`]);
    assert.equal(await statusOf(), 'removed');
    const { text } = await get('omar', `/accounts/${id}?done=removed`);
    assert.match(text, /The account is removed\./);
    assert.ok(!text.includes('Remove this account'));
  });

  it('get a link for a new login, which stands on the page and in no address', async () => {
    const { status, text, location } = await post('omar', `/accounts/${id}/repair`);
    const token = api.plaid.linkTokens.at(-1)?.token ?? 'none';
    assert.deepEqual([status, location], [200, null]);
    assert.ok(text.includes(`https://hosted.example/${token}`));
  });

  it('say why there is no link for an account that is gone', async () => {
    await post('omar', `/accounts/${id}/remove`);
    const { status, text } = await post('omar', `/accounts/${id}/repair`);
    assert.equal(status, 409);
    assert.match(text, /<title>Error: Account/);
    assert.match(text, /The account is removed \(removed_by_tenant\)/);
  });
});
