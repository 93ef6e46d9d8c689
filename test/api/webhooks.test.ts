import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { insertPlaidId } from '../../db/case/plaid-ids.ts';
import { tokenHash } from '../../db/link/link-sessions.ts';
import { Secret } from '../../domain/secret.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { inboxRow, storedWebhook } from '../support/http/inbox.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';

describe("the operators' routes for webhooks", () => {
  const [database, api] = forEachTestAlone(async (pool) => startApi(pool, { key: await storedKey(pool, null) }));

  const itemError = (itemId = `item-${randomUUID()}`) =>
    storedWebhook(database.pool, {
      webhook_type: 'ITEM',
      webhook_code: 'ERROR',
      item_id: itemId,
      public_token: 'public-canary',
    });
  const weather = () => storedWebhook(database.pool, { webhook_type: 'WEATHER', webhook_code: 'RAIN' });
  const settle = (id: string, status: string) =>
    database.pool.query(
      `update webhooks set status = $2, result = 'why', attempts = 13, done_at = now() where id = $1`,
      [id, status],
    );
  const listed = async (query = '') => {
    const { body } = await api.send('GET', `/v1/webhooks${query}`);
    return body.data.map(({ id }: { id: string }) => id);
  };

  it("P5: refuse a tenant's key on every route, and a request without a key", async () => {
    const id = await itemError();
    const tenants = await storedKey(database.pool, 'default');
    for (const [method, path] of [
      ['GET', '/v1/webhooks'],
      ['GET', `/v1/webhooks/${id}`],
      ['GET', '/v1/webhooks/0'],
      ['POST', `/v1/webhooks/${id}/redrive`],
    ] as const) {
      const refused = await api.send(method, path, { key: tenants });
      assert.deepEqual([refused.status, refused.body.code], [403, 'scope_missing'], path);
      assert.equal((await api.send(method, path, { key: '' })).status, 401, path);
      assert.equal((await api.send(method, path, { key: `${tenants.slice(0, -1)}!` })).status, 401, path);
    }
  });

  it('show all of a webhook but its body', async () => {
    const onboardingId = await storedCase(database.pool);
    const id = await itemError('item-shown');
    const shown = async () => (await api.send('GET', `/v1/webhooks/${id}`)).body;
    assert.equal((await shown()).onboarding_id, null);
    await insertPlaidId(database.pool, 'item', 'item-shown', onboardingId);
    const { signed_at, received_at, next_attempt_at, ...rest } = await shown();
    assert.deepEqual(rest, {
      id,
      type: 'ITEM',
      code: 'ERROR',
      status: 'waiting',
      result: null,
      attempts: 0,
      stale: false,
      plaid_id: { kind: 'item', id: 'item-shown' },
      onboarding_id: onboardingId,
      done_at: null,
    });
    for (const at of [signed_at, received_at, next_attempt_at]) assert.match(at, /^\d{4}-\d\d-\d\dT.*Z$/);
    await settle(id, 'failed');
    const failed = await shown();
    assert.deepEqual([failed.status, failed.result, failed.next_attempt_at], ['failed', 'why', null]);
    assert.match(failed.done_at, /Z$/);
  });

  it('filter, and page from the newest to the oldest', async () => {
    const [first, second, third] = [await itemError(), await weather(), await itemError()];
    await settle(third, 'failed');
    assert.deepEqual(await listed(), [third, second, first]);
    assert.deepEqual(await listed('?status=failed'), [third]);
    assert.deepEqual(await listed('?type=WEATHER'), [second]);
    assert.deepEqual(await listed('?type=ITEM&status=waiting'), [first]);
    const page = await api.send('GET', '/v1/webhooks?limit=2');
    assert.deepEqual(await listed(`?limit=2&cursor=${page.body.next_cursor}`), [first]);
    assert.equal((await api.send('GET', '/v1/webhooks?limit=3')).body.next_cursor, null);
  });

  it('filter by the case that has their id of Plaid, of whatever kind and status', async () => {
    const [id, other] = [await storedCase(database.pool), await storedCase(database.pool)];
    await insertPlaidId(database.pool, 'item', 'item-a', id);
    await insertPlaidId(database.pool, 'link_token', tokenHash(new Secret('link-a')), id);
    await insertPlaidId(database.pool, 'item', 'item-b', other);
    const link = { webhook_type: 'LINK', webhook_code: 'SESSION_FINISHED', link_token: 'link-a', status: 'SUCCESS' };
    const ours = [await itemError('item-a'), await storedWebhook(database.pool, link), await itemError('item-a')];
    await itemError('item-b');
    await weather();
    await settle(ours[0] ?? '', 'done');
    assert.deepEqual(await listed(`?onboarding_id=${id}`), ours.toReversed());
    assert.deepEqual(await listed(`?onboarding_id=${id}&status=done`), [ours[0]]);
    const page = await api.send('GET', `/v1/webhooks?onboarding_id=${id}&limit=2`);
    assert.deepEqual(await listed(`?onboarding_id=${id}&cursor=${page.body.next_cursor}`), [ours[0]]);
    assert.deepEqual(await listed('?transfer_id=trf_none'), []);
    const both = await api.send('GET', `/v1/webhooks?onboarding_id=${id}&transfer_id=trf_none`);
    assert.deepEqual([both.status, both.body.errors[0].pointer], [422, '/transfer_id']);
  });

  it('name every bad filter', async () => {
    const { status, body } = await api.send('GET', '/v1/webhooks?status=lost&limit=0&cursor=x&since=1');
    assert.deepEqual(
      [status, body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()],
      [422, ['/cursor', '/limit', '/since', '/status']],
    );
  });

  it('redrive a parked, failed or done webhook, which the relay delivers at once', async () => {
    for (const status of ['parked', 'failed', 'done']) {
      const id = await weather();
      await settle(id, status);
      const { status: answer, body } = await api.send('POST', `/v1/webhooks/${id}/redrive`);
      assert.deepEqual([answer, body.id, body.status, body.attempts], [200, id, 'waiting', 0]);
      await api.relay.turn();
      assert.deepEqual(await inboxRow(database.pool, id), { status: 'done', result: 'noted', attempts: 0 });
    }
    assert.match(api.logs.join(''), /"webhook redriven"/);
  });

  it('leave a waiting webhook alone, and say when the relay tries it', async () => {
    const id = await weather();
    await database.pool.query(
      `update webhooks set attempts = 5, next_attempt_at = '2099-01-02T03:04:05Z' where id = $1`,
      [id],
    );
    const { status, body } = await api.send('POST', `/v1/webhooks/${id}/redrive`);
    assert.deepEqual([status, body.code], [409, 'webhook_waiting']);
    assert.match(body.detail, /not before 2099-01-02T03:04:05.000Z/);
    assert.equal((await inboxRow(database.pool, id))?.attempts, 5);
  });

  it('answer 404 for an invalid id', async () => {
    for (const id of ['1', '0', '-1', 'abc', '9'.repeat(18), '9'.repeat(30), '1;', '%00']) {
      for (const [method, path] of [
        ['GET', ''],
        ['POST', '/redrive'],
      ] as const) {
        const { status, body } = await api.send(method, `/v1/webhooks/${id}${path}`);
        assert.deepEqual([status, body.code], [404, 'webhook_not_found'], id);
      }
    }
  });
});
