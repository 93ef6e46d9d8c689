import assert from 'node:assert/strict';
import { holdAccount } from '../../db/bank/account-holds.ts';
import { storedAccount, storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { consoleOf, startApiWithConsole } from '../support/http/console-people.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';

describe('cases, search and holds in the console', () => {
  const [database, api] = forEachTestAlone(startApiWithConsole);
  const { get, post } = consoleOf(api);
  const installation = consoleOf(api, null);
  const aCase = (more: Parameters<typeof storedCase>[1] = {}) =>
    storedCase(database.pool, { tenantId: 'default', userId: 'user-of-mine', ...more });
  const caseLinks = (text: string) => [...text.matchAll(/href="[^"]*\/cases\/(\w+)"/g)].map(([, id]) => id);

  describe('the list', () => {
    it('shows the cases of the tenant, newest first, by stage and outcome, and nothing personal', async () => {
      const [first, second] = [await aCase(), await aCase()];
      const foreign = await aCase({ tenantId: 'other' });
      await database.pool.query(
        `update onboardings set stage = 'closed', outcome = 'returned', reason = 'R01' where id = $1`,
        [second],
      );
      const { status, text } = await get('viola', '/cases');
      assert.equal(status, 200);
      assert.deepEqual(caseLinks(text), [second, first]);
      for (const never of [foreign, 'user-of-mine', 'Ada Byron']) assert.ok(!text.includes(never), never);
      assert.match(text, /Closed <span class="badge bad">returned/);
      assert.deepEqual(caseLinks((await get('viola', '/cases?stage=starting&outcome=')).text), [first]);
      assert.deepEqual(caseLinks((await get('viola', '/cases?outcome=returned')).text), [second]);
      assert.match((await get('viola', '/cases?stage=in_review')).text, /There is no such case/);
      assert.equal((await get('stranger', '/cases')).status, 404);
    });

    it('leads to the next page with the same filter', async () => {
      for (let i = 0; i < 21; i += 1) await aCase();
      const { text } = await get('viola', '/cases?stage=starting');
      const [, next = ''] = /href="\?(stage=starting&amp;cursor=[^"]+)"/.exec(text) ?? [];
      assert.equal(caseLinks((await get('viola', `/cases?${next.replaceAll('&amp;', '&')}`)).text).length, 1);
    });
  });

  describe('the search', () => {
    it('leads straight to the one case of an id', async () => {
      const id = await aCase();
      const transfer = await storedTransfer(database.pool, id);
      for (const q of [id, ` ${transfer} `, 'user-of-mine']) {
        const { status, location } = await post('viola', '/search', { q });
        assert.deepEqual([status, location], [303, `/console/t/default/cases/${id}`], q);
      }
    });

    it('shows several with the kind of id by which each was found, and keeps what was typed out of addresses and logs', async () => {
      const ids = [await aCase(), await aCase()];
      const { status, text, location } = await post('viola', '/search', { q: 'user-of-mine' });
      assert.deepEqual([status, location], [200, null]);
      assert.deepEqual(caseLinks(text).toSorted(), ids.toSorted());
      assert.match(text, /data-head="Found by"><div>User id</);
      assert.ok(!/href="[^"]*user-of-mine/.test(text));
      assert.ok(!api.logs.join('').includes('user-of-mine'));
    });

    it('shows even the one case of a mask, because other accounts may have it too', async () => {
      const id = await aCase();
      await storedAccount(database.pool, id);
      const { status, text } = await post('viola', '/search', { q: '0000' });
      assert.equal(status, 200);
      assert.deepEqual(caseLinks(text), [id]);
      assert.match(text, /data-head="Found by"><div>Mask</);
    });

    it('says what to correct, shows what was typed as text, and finds nothing of other tenants', async () => {
      const foreign = await aCase({ tenantId: 'other' });
      const planted = '"><img src=x onerror=alert(1)>';
      const refused = await post('viola', '/search', { q: planted });
      assert.equal(refused.status, 422);
      assert.match(refused.text, /<title>Error: Search.*<a href="#q">What you look for must be an id/s);
      assert.ok(!refused.text.includes('<img'));
      assert.equal((await post('viola', '/search', { q: '' })).status, 422);
      assert.match((await post('viola', '/search', { q: foreign })).text, /Nothing has this id/);
      assert.equal((await post('stranger', '/search', { q: foreign })).status, 404);
    });

    it('of all tenants is for operators across tenants, and names the tenant', async () => {
      const ids = [await aCase(), await aCase({ tenantId: 'other' })];
      const { text } = await installation.post('ada', '/search', { q: 'user-of-mine' });
      assert.deepEqual(caseLinks(text).toSorted(), ids.toSorted());
      assert.ok(text.includes(`/console/t/other/cases/${ids[1]}`));
      const transfer = await storedTransfer(database.pool, ids[1] as string);
      for (const q of [transfer, ids[1] as string])
        assert.equal((await installation.post('ada', '/search', { q })).location, `/console/t/other/cases/${ids[1]}`);
      assert.equal((await installation.get('ada', '/search')).status, 200);
      assert.equal((await installation.get('ada', `/search/${ids[1]}`)).location, `/console/t/other/cases/${ids[1]}`);
      assert.equal((await installation.get('ada', '/search/onb_none')).status, 404);
      for (const person of ['viola', 'omar'] as const) {
        assert.equal((await installation.get(person, '/search')).status, 404);
        assert.equal((await installation.post(person, '/search', { q: ids[1] as string })).status, 404);
      }
    });
  });

  describe('a hold', () => {
    async function held(tenantId = 'default'): Promise<string> {
      const id = await aCase({ tenantId });
      const transferId = await storedTransfer(database.pool, id);
      await holdAccount(database.pool, { transferId, holds: 'debits', code: 'R10' });
      return id;
    }
    const liftOf = (text: string) => /\/holds\/(\d+)\/lift/.exec(text)?.[1];

    it('is listed with its reason, what it stops and its case', async () => {
      const id = await held();
      const foreign = await held('other');
      const { text } = await get('viola', '/holds');
      assert.deepEqual(caseLinks(text), [id]);
      assert.match(text, /R10: The account holder says that they did not permit this debit/);
      assert.match(text, /First Platypus Bank/);
      assert.ok(!text.includes(foreign) && !text.includes('0000') && !text.includes('user-of-mine'));
    });

    it('is lifted once, by an operator, after a page that says what that allows', async () => {
      await held();
      const hold = liftOf((await get('omar', '/holds')).text);
      const { text } = await get('omar', `/holds/${hold}/lift`);
      assert.match(text, /Gangway then makes debits of this account again/);
      const [, once = ''] = /name="once" value="([\w-]{36})"/.exec(text) ?? [];
      const lifted = { status: 303, location: '/console/t/default/holds?done=lifted' };
      for (const { status, location } of [
        await post('omar', `/holds/${hold}/lift`, { once }),
        // As a double click does.
        await post('omar', `/holds/${hold}/lift`, { once }),
      ])
        assert.deepEqual({ status, location }, lifted);
      assert.match((await get('omar', '/holds?done=lifted')).text, /The hold is lifted.*No account is on hold/s);
      const again = await post('omar', `/holds/${hold}/lift`, { once: 'another' });
      assert.equal(again.status, 409);
      assert.match(again.text, /This hold has been lifted already/);
      assert.equal((await get('omar', `/holds/${hold}/lift`)).status, 404);
      const { rows } = await database.pool.query(
        `select who from audit where action = 'holds.lift' and outcome = 'accepted'`,
      );
      assert.deepEqual(rows, [{ who: 'op000005' }]);
    });

    it('is lifted by nobody else', async () => {
      await held();
      const hold = liftOf((await get('omar', '/holds')).text);
      for (const person of ['viola', 'ines'] as const) {
        assert.equal(liftOf((await get(person, '/holds')).text), undefined);
        assert.equal((await post(person, `/holds/${hold}/lift`)).status, 403);
      }
      assert.equal((await consoleOf(api, 'other').post('stranger', `/holds/${hold}/lift`)).status, 404);
      assert.equal(liftOf((await get('omar', '/holds')).text), hold);
    });
  });
});
