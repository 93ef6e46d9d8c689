// What the relay records of an Item, tells its case, and what the product then sees.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { moveStage } from '../../db/stages.ts';
import { Failure } from '../../domain/failure.ts';
import type { Stage } from '../../domain/onboarding.ts';
import type { BankItem } from '../../plaid/gateway.ts';
import { createdCase, startApi, type TestApi } from '../support/api.ts';
import { ownDatabase } from '../support/database.ts';
import { type FakePlaid, fakePlaid } from '../support/fake-plaid.ts';
import { unavailable } from '../support/fake-temporal.ts';
import { inboxRow, storedWebhook } from '../support/inbox.ts';
import { storedAccount } from '../support/stored-case.ts';

describe('webhooks about an Item', () => {
  const database = ownDatabase();
  let plaid: FakePlaid;
  let api: TestApi;
  let id: string;
  let itemId: string;
  let accountId: string;
  let atPlaid: () => Promise<BankItem>;
  beforeEach(async () => {
    plaid = fakePlaid({ readItem: () => atPlaid() });
    api = await startApi(database.pool, { plaid });
    id = await createdCase(api);
    ({ itemId, accountId } = await storedAccount(database.pool, id));
    await move('in_review');
    api.temporal.signals.length = 0;
  });
  afterEach(() => api.stop());

  const move = (stage: Stage) => moveStage(database.pool, { onboardingId: id, step: 9, stage });
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
  /** What came of it. */
  async function received(kind: string, more: object = {}, stale = false): Promise<string | null | undefined> {
    const [webhook_type, webhook_code] = kind.split('.');
    const body = { webhook_type, webhook_code, item_id: itemId, environment: 'sandbox', ...more };
    const webhook = await storedWebhook(database.pool, { ...body, nonce: randomUUID() }, stale);
    await api.relay.turn();
    return (await inboxRow(database.pool, webhook))?.result;
  }

  it('new accounts: the case offers a Link in which the person chooses, and hears of their choice', async () => {
    assert.equal(await received('ITEM.NEW_ACCOUNTS_AVAILABLE'), 'told');
    const renew = `POST /v1/onboardings/${id}/link_token {"for": "select_accounts"}`;
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

  for (const [kind, field] of [
    ['ITEM.PENDING_DISCONNECT', 'disconnect_time'],
    ['ITEM.PENDING_EXPIRATION', 'consent_expiration_time'],
  ] as const) {
    it(`${kind}: the case offers a new login before the date, and is told the date`, async () => {
      const at = '2027-01-05T08:00:00.000Z';
      assert.equal(await received(kind, { [field]: at }), 'told');
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

  it('offers nothing that it does not list', async () => {
    const { status, body } = await api.send('POST', `/v1/onboardings/${id}/link_token`, {
      body: { for: 'select_accounts' },
    });
    assert.deepEqual([status, body.code], [409, 'not_offered']);
    const bad = await api.send('POST', `/v1/onboardings/${id}/link_token`, { body: { for: 'fun' } });
    assert.deepEqual([bad.status, bad.body.errors[0].pointer], [422, '/for']);
  });

  it('permission revoked: token and numbers are forgotten, even while Temporal cannot be told', async () => {
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
      throw new Failure('needs-user', 'Link anew.', { code: 'ITEM_NOT_FOUND', repair: { mode: 'new' } });
    };
    assert.equal(await received('ITEM.USER_PERMISSION_REVOKED', {}, true), 'told');
    assert.equal(await tokenKept(), false);
  });

  it('account revoked: only what concerns the account of the case', async () => {
    assert.equal(await received('ITEM.USER_ACCOUNT_REVOKED', { account_id: 'another' }), 'another account');
    assert.deepEqual([await tokenKept(), told()], [true, []]);
    assert.equal(await received('ITEM.USER_ACCOUNT_REVOKED', { account_id: accountId }), 'told');
    assert.deepEqual([await tokenKept(), told()], [false, [{ itemId, change: 'account_revoked' }]]);
  });

  for (const kind of ['AUTH.DEFAULT_UPDATE', 'ITEM.DEFAULT_UPDATE']) {
    it(`${kind}: the old numbers are forgotten at once`, async () => {
      const updated = { account_ids_with_updated_auth: { [accountId]: ['ACCOUNT_NUMBER'] } };
      assert.equal(await received(kind, updated), 'told');
      assert.deepEqual([await numbersKept(), told()], [false, [{ itemId, change: 'numbers_changed' }]]);
    });
  }

  it('numbers of another account changed: ours are good', async () => {
    const updated = { account_ids_with_updated_auth: { another: ['ACCOUNT_NUMBER'] } };
    assert.equal(await received('AUTH.DEFAULT_UPDATE', updated), 'another account');
    assert.deepEqual([await numbersKept(), told()], [true, []]);
  });

  it('once money is on its way the case is left to sleep, and the record knows', async () => {
    await move('transferring');
    assert.equal(await received('ITEM.USER_PERMISSION_REVOKED'), 'recorded');
    assert.deepEqual([await tokenKept(), told()], [false, []]);
    const { data } = (await api.send('GET', `/v1/onboardings/${id}/timeline`)).body;
    assert.ok(data.some(({ what }: { what: string }) => what === 'item_permission_revoked'));
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

  it('PAYMENT_STATUS_UPDATE: kept and parked while nobody has such a payment', async () => {
    const webhook = await storedWebhook(database.pool, {
      ...{ webhook_type: 'PAYMENT_INITIATION', webhook_code: 'PAYMENT_STATUS_UPDATE', payment_id: 'payment-1' },
    });
    await api.relay.turn();
    assert.equal((await inboxRow(database.pool, webhook))?.status, 'parked');
  });
});
