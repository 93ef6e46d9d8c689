import assert from 'node:assert/strict';
import { Failure } from '../../domain/failure.ts';
import { deliverAndHandle, fundCase, verifyCase } from '../support/cases/funded-case.ts';
import { storedKey } from '../support/http/api.ts';
import { openDoor } from '../support/http/door.ts';
import { transfersOnAccounts } from '../support/http/transfers-on-accounts.ts';

describe('/v1/accounts', () => {
  const { database, door, parts } = transfersOnAccounts();
  const read = async (id: string) => (await door.send('GET', `/v1/accounts/${id}`)).body;
  const ofItem = (itemId: string, code: string, more: object = {}) =>
    deliverAndHandle(door, { webhook_type: 'ITEM', webhook_code: code, item_id: itemId, error: null, ...more });

  it('shows the account of a case that verified it without money', async () => {
    const { onboardingId, account } = await verifyCase(parts());
    const { id, verified, created_at, ...shown } = await read(account);
    assert.equal(id, account);
    assert.equal(verified.by, 'instant');
    assert.deepEqual(shown, {
      user_id: 'user-1',
      onboarding_id: onboardingId,
      status: 'usable',
      reason: null,
      institution: 'First Platypus Bank',
      mask: '0000',
      subtype: 'checking',
      identity: { decision: 'match', reason: null },
      can: { debit: true, credit: true, rtp: true },
      tokenized_numbers: false,
      consent_ends_at: null,
      metadata: {},
    });
    const { outcome, reason, funding } = (await door.send('GET', `/v1/onboardings/${onboardingId}`)).body;
    assert.deepEqual({ outcome, reason, funding }, { outcome: 'verified', reason: null, funding: null });
  });

  it('has no account of a case whose policy always removes it', async () => {
    await fundCase(parts(), { user_id: 'removed', policy: { remove_item: 'always' } });
    assert.deepEqual((await door.send('GET', '/v1/accounts?user_id=removed')).body.data, []);
  });

  it('has an account of a funded case too, once', async () => {
    const { onboardingId } = await fundCase(parts(), { user_id: 'funded' });
    const { data } = (await door.send('GET', '/v1/accounts?user_id=funded')).body;
    assert.deepEqual(
      data.map((one: { onboarding_id: string }) => one.onboarding_id),
      [onboardingId],
    );
  });

  it('lists by page, newest first, and only the tenant’s own', async () => {
    const accounts: string[] = [];
    const user = { user_id: 'listed' };
    for (let number = 0; number < 3; number++) accounts.unshift((await verifyCase(parts(), user)).account);
    const first = (await door.send('GET', '/v1/accounts?user_id=listed&limit=2')).body;
    const second = (await door.send('GET', `/v1/accounts?user_id=listed&limit=2&cursor=${first.next_cursor}`)).body;
    const ids = [...first.data, ...second.data].map(({ id }: { id: string }) => id);
    assert.deepEqual([ids, second.next_cursor], [accounts, null]);
    const key = await storedKey(database.pool, 'another');
    assert.deepEqual((await door.send('GET', '/v1/accounts', { key })).body.data, []);
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/link_token'],
    ] as const) {
      const { status, body } = await door.send(method, `/v1/accounts/${accounts[0]}${path}`, { key });
      assert.deepEqual([status, body.code], [404, 'account_not_found']);
    }
  });

  it('ends at once when the person revokes it, although no case is open', async () => {
    const { itemId, account } = await verifyCase(parts());
    await ofItem(itemId, 'USER_PERMISSION_REVOKED');
    const { status, can } = await read(account);
    assert.deepEqual([status, can], ['revoked', { debit: false, credit: false, rtp: false }]);
    assert.equal((await door.send('POST', `/v1/accounts/${account}/link_token`)).status, 409);
  });

  it('asks Plaid what a webhook means, and is repaired by a new login', async () => {
    const { itemId, account } = await verifyCase(parts());
    await ofItem(itemId, 'PENDING_EXPIRATION', { consent_expiration_time: '2100-01-01T00:00:00Z' });
    assert.equal((await read(account)).status, 'consent_ending');
    await database.pool.query(`update items set error = 'ITEM_LOGIN_REQUIRED' where id = $1`, [itemId]);
    assert.equal((await read(account)).status, 'repair_needed');
    const { link } = (await door.send('POST', `/v1/accounts/${account}/link_token`)).body;
    assert.equal(parts().plaid.linkRequests.at(-1)?.purpose.mode, 'update');
    parts().plaid.links.set(link.link_token, { finished: false, publicTokens: [] });
    const again = (await door.send('POST', `/v1/accounts/${account}/link_token`)).body;
    assert.equal(again.link.link_token, link.link_token);
    await deliverAndHandle(door, {
      ...{ webhook_type: 'LINK', webhook_code: 'SESSION_FINISHED', status: 'SUCCESS' },
      ...{ link_token: link.link_token, public_tokens: [] },
    });
    const { status, consent_ends_at } = await read(account);
    assert.deepEqual([status, consent_ends_at], ['usable', null]);
  });

  it('wakes the feed that reads the Item when its login breaks after the case has closed', async () => {
    const { itemId } = await verifyCase(parts());
    await ofItem(itemId, 'ERROR', { error: { error_code: 'ITEM_LOGIN_REQUIRED' } });
    assert.ok(door.temporal.signals.some(({ workflowId }) => workflowId === `feed/item/${itemId}`));
  });

  it('is removed at Plaid at once, and only once', async () => {
    const { account } = await verifyCase(parts());
    for (let time = 0; time < 2; time++) {
      const { status, body } = await door.send('DELETE', `/v1/accounts/${account}`);
      assert.deepEqual([status, body.status, body.reason], [200, 'removed', 'removed_by_tenant']);
    }
    assert.equal(parts().plaid.removed.size, 1);
    assert.equal(parts().plaid.calls.filter((name) => name === 'removeItem').length, 1);
  });

  it('is removed by the relay if Plaid was away', async () => {
    const { account } = await verifyCase(parts());
    parts().plaid.failNext('removeItem', 'before', new Failure('unavailable', 'Plaid is away.', { code: 'no_answer' }));
    assert.equal((await door.send('DELETE', `/v1/accounts/${account}`)).body.status, 'removed');
    assert.equal(parts().plaid.removed.size, 0);
    // That of another process, because each looks for such Items every ten seconds only.
    const other = await openDoor(database.pool, {
      plaid: { gateway: parts().plaid.gateway, linkTokens: [], finishLink() {} },
    });
    await other.relay.turn();
    await other.stop();
    assert.equal(parts().plaid.removed.size, 1);
  });
});
