// The changes of an Item that the relay records and signals to its case, and what the tenant then sees.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { recordItem } from '../../db/bank/items.ts';
import { insertPlaidId } from '../../db/case/plaid-ids.ts';
import { moveStage, type StageMove } from '../../db/case/stages.ts';
import { transaction } from '../../db/pool.ts';
import type { Wait } from '../../domain/case/stages.ts';
import { Failure } from '../../domain/failure.ts';
import { itemFeed } from '../../domain/feed.ts';
import type { BankItem } from '../../plaid/gateway.ts';
import { feedWorkflowId } from '../../workflows/messages.ts';
import { storedAccount } from '../support/cases/stored-case.ts';
import { createdCase, startApi } from '../support/http/api.ts';
import { inboxRow, storedWebhook } from '../support/http/inbox.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { type FakePlaid, fakePlaid } from '../support/plaid/fake-plaid.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';

describe('webhooks about an Item', () => {
  let plaid: FakePlaid;
  let id: string;
  let itemId: string;
  let accountId: string;
  let atPlaid: () => Promise<BankItem>;
  const [database, api] = forEachTest((pool) => {
    plaid = fakePlaid({ readItem: () => atPlaid() });
    return startApi(pool, { plaid });
  });
  beforeEach(async () => {
    id = await createdCase(api);
    ({ itemId, accountId } = await storedAccount(database.pool, id));
    await move('in_review', 'review');
    api.temporal.signals.length = 0;
  });

  const move = (stage: StageMove['stage'], waitingFor?: Wait) =>
    moveStage(database.pool, { onboardingId: id, step: 9, stage, ...(waitingFor && { waitingFor }) });
  const read = async () => (await api.send('GET', `/v1/onboardings/${id}`)).body;
  const tokenKept = async () => {
    const { rows } = await database.pool.query('select access_token_sealed from items where id = $1', [itemId]);
    return rows[0]?.access_token_sealed !== null;
  };
  const numbersKept = async () => {
    const { rows } = await database.pool.query('select numbers_sealed from accounts where id = $1', [accountId]);
    return rows[0]?.numbers_sealed !== null;
  };
  const told = () =>
    api.temporal.signals.flatMap(({ name, args }) => {
      const { webhook: _, ...news } = (args[0] ?? {}) as { webhook?: string };
      return name === 'itemChanged' ? [news] : [];
    });
  /** Returns the result on the row. */
  async function received(kind: string, more: object = {}, stale = false): Promise<string | null | undefined> {
    const [webhook_type, webhook_code] = kind.split('.');
    const body = { webhook_type, webhook_code, item_id: itemId, environment: 'sandbox', ...more };
    const webhook = await storedWebhook(database.pool, { ...body, nonce: randomUUID() }, stale);
    await api.relay.turn();
    return (await inboxRow(database.pool, webhook))?.result;
  }

  it('new accounts: the case offers a Link in which the applicant chooses, and receives their choice', async () => {
    assert.equal(await received('ITEM.NEW_ACCOUNTS_AVAILABLE'), 'signalled');
    const renew = { method: 'POST', path: `/v1/onboardings/${id}/link_token`, body: { for: 'select_accounts' } };
    assert.deepEqual((await read()).offers, [
      { type: 'select_accounts', before: null, url: null, link_token: null, expires_at: null, renew },
    ]);
    const send = { body: { for: 'select_accounts' } };
    const { body } = await api.send('POST', `/v1/onboardings/${id}/link_token`, send);
    const token = body.offers[0]?.link_token;
    assert.equal(token, plaid.linkTokens.at(-1)?.token);
    assert.equal(plaid.linkTokens.at(-1)?.request.purpose.mode, 'accounts');
    const again = await api.send('POST', `/v1/onboardings/${id}/link_token`, send);
    assert.equal(again.body.offers[0]?.link_token, token);

    await received('LINK.SESSION_FINISHED', { link_token: token, status: 'SUCCESS', public_tokens: [] });
    await api.relay.turn();
    const linked = api.temporal.signals.find(({ name }) => name === 'linked');
    assert.match(JSON.stringify(linked?.args), /"mode":"accounts"/);
    assert.deepEqual((await read()).offers, []);
  });

  it("new accounts of a user: offered in that user's case", async () => {
    const userId = `user-${randomUUID()}`;
    await transaction(database.pool, (tx) => insertPlaidId(tx, 'report', userId, id));
    assert.equal(await received('ITEM.NEW_ACCOUNTS_AVAILABLE', { item_id: undefined, user_id: userId }), 'signalled');
    assert.deepEqual(told(), [{ itemId, change: 'new_accounts' }]);
    assert.equal((await read()).offers[0].type, 'select_accounts');
  });

  for (const [kind, field] of [
    ['ITEM.PENDING_DISCONNECT', 'disconnect_time'],
    ['ITEM.PENDING_EXPIRATION', 'consent_expiration_time'],
  ] as const) {
    it(`${kind}: the case offers a new login before the date, and receives the date`, async () => {
      const at = '2027-01-05T08:00:00.000Z';
      assert.equal(await received(kind, { [field]: at }), 'signalled');
      assert.deepEqual(told(), [{ itemId, change: 'consent_ending', at }]);
      const { item, offers } = await read();
      assert.deepEqual([item.consent_ends_at, offers[0].type, offers[0].before], [at, 'renew_login', at]);
      const { body } = await api.send('POST', `/v1/onboardings/${id}/link_token`, { body: { for: 'renew_login' } });
      assert.ok(body.offers[0].url);
      const { link_token } = body.offers[0];
      await received('LINK.SESSION_FINISHED', { link_token, status: 'SUCCESS', public_tokens: [] });
      const renewed = await read();
      assert.deepEqual([renewed.item.consent_ends_at, renewed.offers], [null, []]);
    });
  }

  it('a Link for something that the case does not offer is refused', async () => {
    const { status, body } = await api.send('POST', `/v1/onboardings/${id}/link_token`, {
      body: { for: 'select_accounts' },
    });
    assert.deepEqual([status, body.code], [409, 'not_offered']);
    const bad = await api.send('POST', `/v1/onboardings/${id}/link_token`, { body: { for: 'fun' } });
    assert.deepEqual([bad.status, bad.body.errors[0].pointer], [422, '/for']);
  });

  it('permission revoked: token and numbers are deleted, even while Temporal is away', async () => {
    api.temporal.away = unavailable();
    await received('ITEM.USER_PERMISSION_REVOKED');
    assert.deepEqual([await tokenKept(), await numbersKept(), told()], [false, false, []]);
    assert.equal((await read()).item.status, 'revoked');
    api.temporal.away = null;
    await database.pool.query(`update webhooks set next_attempt_at = now() where status = 'waiting'`);
    await api.relay.turn();
    assert.deepEqual(told(), [{ itemId, change: 'permission_revoked' }]);
  });

  it('W2: a stale revocation is believed only if Plaid confirms it', async () => {
    atPlaid = async () => ({ itemId, institution: null, institutionId: null, error: null });
    assert.equal(await received('ITEM.USER_PERMISSION_REVOKED', {}, true), 'not believed');
    assert.deepEqual([await tokenKept(), told()], [true, []]);
    atPlaid = async () => {
      throw new Failure('needs-user', 'Link again.', { code: 'ITEM_NOT_FOUND', repair: { mode: 'new' } });
    };
    assert.equal(await received('ITEM.USER_PERMISSION_REVOKED', {}, true), 'signalled');
    assert.equal(await tokenKept(), false);
  });

  it('account revoked: counts only for the account of the case', async () => {
    assert.equal(await received('ITEM.USER_ACCOUNT_REVOKED', { account_id: 'another' }), 'another account');
    assert.deepEqual([await tokenKept(), told()], [true, []]);
    assert.equal(await received('ITEM.USER_ACCOUNT_REVOKED', { account_id: accountId }), 'signalled');
    assert.deepEqual([await tokenKept(), told()], [false, [{ itemId, change: 'account_revoked' }]]);
  });

  for (const kind of ['AUTH.DEFAULT_UPDATE', 'ITEM.DEFAULT_UPDATE']) {
    it(`${kind}: the old numbers are deleted at once`, async () => {
      const updated = { account_ids_with_updated_auth: { [accountId]: ['ACCOUNT_NUMBER'] } };
      assert.equal(await received(kind, updated), 'signalled');
      assert.deepEqual([await numbersKept(), told()], [false, [{ itemId, change: 'numbers_changed' }]]);
    });
  }

  it("numbers of another account changed: the case's own stay", async () => {
    const updated = { account_ids_with_updated_auth: { another: ['ACCOUNT_NUMBER'] } };
    assert.equal(await received('AUTH.DEFAULT_UPDATE', updated), 'another account');
    assert.deepEqual([await numbersKept(), told()], [true, []]);
  });

  it('once money is in flight, the change is only recorded and the case sleeps on', async () => {
    await move('transferring');
    assert.equal(await received('ITEM.USER_PERMISSION_REVOKED'), 'recorded');
    assert.deepEqual([await tokenKept(), told()], [false, []]);
    const { data } = (await api.send('GET', `/v1/onboardings/${id}/timeline`)).body;
    assert.ok(data.some(({ what }: { what: string }) => what === 'item_permission_revoked'));
  });

  it("a broken login: the relay signals the case, and the answer shows Plaid's error and the repair", async () => {
    assert.equal(await received('ITEM.ERROR', { error: { error_code: 'ITEM_LOGIN_REQUIRED' } }), 'signalled');
    assert.deepEqual(told(), [{ itemId, change: 'broken' }]);
    await recordItem(database.pool, { itemId, institution: null, error: 'ITEM_LOGIN_REQUIRED' });
    const { item, offers } = await read();
    assert.deepEqual([item.status, item.error, offers[0].type], ['broken', 'ITEM_LOGIN_REQUIRED', 'renew_login']);
    const { body } = await api.send('POST', `/v1/onboardings/${id}/link_token`, { body: { for: 'renew_login' } });
    assert.equal(plaid.linkTokens.at(-1)?.request.purpose.mode, 'update');
    const { link_token } = body.offers[0];
    await received('LINK.SESSION_FINISHED', { link_token, status: 'SUCCESS', public_tokens: [] });
    const repaired = await read();
    assert.deepEqual([repaired.item.status, repaired.offers], ['good', []]);
  });

  for (const kind of ['ITEM.ERROR', 'ITEM.LOGIN_REPAIRED', 'ITEM.PENDING_DISCONNECT']) {
    it(`${kind} of a case that sleeps: a feed reads the Item instead, and the case offers nothing`, async () => {
      await move('transferring');
      assert.equal(await received(kind), 'recorded');
      assert.deepEqual(api.temporal.started.get(feedWorkflowId(itemFeed(itemId)))?.args, [itemFeed(itemId)]);
      await recordItem(database.pool, { itemId, institution: null, error: 'ITEM_LOGIN_REQUIRED' });
      const { item, offers } = await read();
      assert.deepEqual([told(), item.status, offers], [[], 'broken', []]);
    });
  }

  it('W2: a stale report of a repair is believed only if Plaid confirms it', async () => {
    await recordItem(database.pool, { itemId, institution: null, error: 'ITEM_LOGIN_REQUIRED' });
    atPlaid = async () => ({ itemId, institution: null, institutionId: null, error: 'ITEM_LOGIN_REQUIRED' });
    await received('ITEM.LOGIN_REPAIRED', {}, true);
    assert.equal((await read()).item.status, 'broken');
    atPlaid = async () => ({ itemId, institution: null, institutionId: null, error: null });
    await received('ITEM.LOGIN_REPAIRED', {}, true);
    assert.equal((await read()).item.status, 'good');
  });

  it('LINK.EVENTS: on the timeline once, however often they come, by name and time', async () => {
    const link = plaid.linkTokens[0]?.token;
    const event = (event_id: string, event_name: string) => ({
      ...{ event_id, event_name, timestamp: '2026-12-01T10:00:00Z' },
      event_metadata: { institution_search_query: 'what Ada typed' },
    });
    const first = [event('e1', 'OPEN'), event('e2', 'SEARCH_INSTITUTION')];
    assert.equal(await received('LINK.EVENTS', { link_token: link, events: first }), 'kept');
    await received('LINK.EVENTS', { link_token: link, events: [...first, event('e3', 'EXIT')] });
    const { data } = (await api.send('GET', `/v1/onboardings/${id}/timeline`)).body;
    const kept = data.filter(({ what }: { what: string }) => what === 'link_event');
    assert.deepEqual(
      kept.map(({ detail }: { detail: { event: string } }) => detail.event),
      ['OPEN', 'SEARCH_INSTITUTION', 'EXIT'],
    );
    assert.doesNotMatch(JSON.stringify(data), /Ada/);
  });

  it('PAYMENT_STATUS_UPDATE: kept and parked while no case has such a payment', async () => {
    const webhook = await storedWebhook(database.pool, {
      ...{ webhook_type: 'PAYMENT_INITIATION', webhook_code: 'PAYMENT_STATUS_UPDATE', payment_id: 'payment-1' },
    });
    await api.relay.turn();
    assert.equal((await inboxRow(database.pool, webhook))?.status, 'parked');
  });
});
