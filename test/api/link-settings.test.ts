import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { verifyCase } from '../support/cases/funded-case.ts';
import { aRequest, startApi, storedKey } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { credit, transfersOnAccounts } from '../support/http/transfers-on-accounts.ts';

const brand = { client_name: 'Acme Wallet', language: 'es', customization_name: 'acme' };
const none = {
  ...{ client_name: null, language: null, country_codes: null, customization_name: null },
  ...{ completion_redirect_uri: null, oauth_redirect_uri: null, android_package_name: null },
};
const payment = {
  rail: 'payment-initiation',
  ...{ amount: '25.30', currency: 'EUR' },
  recipient: { name: 'Wonder Wallet', iban: 'GB33BUKB20201555555555' },
};

describe('the settings of Link', () => {
  let operator: string;
  const [database, api] = forEachTest(async (pool) => {
    operator = await storedKey(pool, null);
    return startApi(pool);
  });
  const set = (body: object, key = api.key) => api.send('POST', '/v1/link_settings', { key, body });
  const start = (more: object = {}) =>
    api.send('POST', '/v1/onboardings', { idempotencyKey: randomUUID(), body: { ...aRequest(), ...more } });
  const newest = () => api.plaid.linkTokens.at(-1)?.request.settings;
  const register = (use: string, address: string) =>
    api.send('POST', '/v1/tenants/default/addresses', { key: operator, body: { use, address } });

  afterEach(() => database.pool.query('update tenants set link_settings = null'));

  it('are those of Gangway until the tenant chooses others, and for its own cases alone', async () => {
    assert.deepEqual((await api.send('GET', '/v1/link_settings')).body, none);
    await start();
    assert.deepEqual(newest(), {});
    assert.deepEqual((await set(brand)).body, { ...none, ...brand });
    await start();
    const chosen = { clientName: 'Acme Wallet', language: 'es', customizationName: 'acme' };
    assert.deepEqual(newest(), chosen);
    const key = await storedKey(database.pool, 'another');
    assert.deepEqual((await api.send('GET', '/v1/link_settings', { key })).body, none);
    await set({ customization_name: null, language: 'fr' });
    assert.deepEqual((await api.send('GET', '/v1/link_settings')).body, {
      ...none,
      ...{ client_name: 'Acme Wallet', language: 'fr' },
    });
  });

  it('may differ in one onboarding, and stay with it', async () => {
    await set(brand);
    const { body } = await start({ link: { client_name: 'Acme Kids', customization_name: null } });
    const chosen = { clientName: 'Acme Kids', language: 'es', customizationName: null };
    assert.deepEqual(newest(), chosen);
    await set({ client_name: 'Other', language: 'de' });
    await database.pool.query('update link_sessions set expires_at = now()');
    const renewed = await api.send('POST', `/v1/onboardings/${body.id}/link_token`);
    assert.equal(renewed.body.next_action.link_token, api.plaid.linkTokens.at(-1)?.token);
    assert.equal(api.plaid.linkTokens.length, 2);
    assert.deepEqual(newest(), chosen);
  });

  it('of a case of an earlier version are its address', async () => {
    const { body } = await start();
    await database.pool.query(
      `update onboardings set link_settings = null, redirect_uri = 'https://old.example/' where id = $1`,
      [body.id],
    );
    await database.pool.query('update link_sessions set expires_at = now()');
    await api.send('POST', `/v1/onboardings/${body.id}/link_token`);
    assert.deepEqual(newest(), { completionRedirectUri: 'https://old.example/' });
  });

  it('take only addresses that an operator has registered, each for its use', async () => {
    const uses = {
      completion_redirect_uri: ['return', 'https://acme.example/back?a=1'],
      oauth_redirect_uri: ['oauth', 'https://acme.example/oauth'],
      android_package_name: ['android', 'com.acme.wallet'],
    } as const;
    for (const [name, [use, address]] of Object.entries(uses)) {
      const field = { [name]: address };
      for (const wrong of ['return', 'oauth', 'android']) {
        if (wrong !== use)
          await register(wrong, wrong === 'android' ? 'com.acme.wallet' : 'https://acme.example/oauth');
      }
      if (use === 'return') await register('oauth', 'https://acme.example/back');
      const refused = [await set(field), await start({ link: field })];
      assert.deepEqual(
        refused.map(({ status, body }) => [status, body.code, body.errors[0].pointer]),
        [
          [422, 'address_not_registered', `/${name}`],
          [422, 'address_not_registered', `/link/${name}`],
        ],
      );
      await register(use, address);
      assert.equal((await start({ link: field })).status, 201, name);
      assert.equal((await set(field)).body[name], address);
      await database.pool.query('truncate tenant_addresses');
    }
    // The app took the place of the address, because Plaid takes one of the two.
    assert.equal((await api.send('GET', '/v1/link_settings')).body.oauth_redirect_uri, null);
  });

  it('lose an address that the operator removes: no new case begins with it, and those with it keep it', async () => {
    for (const [name, use, address] of [
      ['completion_redirect_uri', 'return', 'https://acme.example/back'],
      ['oauth_redirect_uri', 'oauth', 'https://acme.example/oauth'],
      ['android_package_name', 'android', 'com.acme.wallet'],
    ] as const) {
      const { id } = (await register(use, address)).body;
      await set({ client_name: 'Acme Wallet', [name]: address });
      await start();
      const before = newest();
      assert.equal(Object.keys(before ?? {}).length, 2);
      const other = (await register(use, use === 'android' ? 'com.acme.kids' : 'https://acme.example/kids')).body.id;
      const remove = (one: string) => api.send('DELETE', `/v1/tenants/default/addresses/${one}`, { key: operator });
      await remove(other);
      assert.equal((await api.send('GET', '/v1/link_settings')).body[name], address);
      await remove(id);
      assert.deepEqual((await api.send('GET', '/v1/link_settings')).body, { ...none, client_name: 'Acme Wallet' });
      await start();
      assert.deepEqual(newest(), { clientName: 'Acme Wallet' });
    }
  });

  it('compare an address for OAuth letter by letter, and need no registration on localhost', async () => {
    await register('oauth', 'https://acme.example/oauth');
    for (const other of [
      'https://acme.example/oauth/',
      'https://acme.example/OAUTH',
      'https://acme.example.evil/oauth',
    ])
      assert.equal((await set({ oauth_redirect_uri: other })).body.code, 'address_not_registered', other);
    assert.equal((await set({ oauth_redirect_uri: 'http://localhost:26001/' })).status, 200);
  });

  it('are refused by an error that says what Plaid takes', async () => {
    for (const [field, value, says] of [
      ['client_name', 'A company with a name beyond thirty', /30/],
      ['client_name', '', /must not be empty|at least/],
      ['language', 'tlh', /"en"/],
      ['country_codes', [], /must not be empty|at least/],
      ['country_codes', ['US', 'US'], /once/],
      ['country_codes', ['ZZ'], /"US"/],
      ['oauth_redirect_uri', 'https://acme.example/?a=1', /no query/],
      ['oauth_redirect_uri', 'acme://back', /https/],
      ['completion_redirect_uri', 'javascript:alert(1)', /https/],
      ['android_package_name', 'acme', /com\.example\.app/],
    ] as const) {
      const answers = [await set({ [field]: value }), await start({ link: { [field]: value } })];
      for (const [at, { status, body }] of answers.entries()) {
        const [error] = body.errors ?? [];
        assert.equal(status, 422, field);
        assert.ok(error.pointer.startsWith(`${at === 0 ? '' : '/link'}/${field}`), error.pointer);
        assert.match(error.message, says);
      }
    }
    const both = { oauth_redirect_uri: 'http://localhost:26001/', android_package_name: 'com.acme.wallet' };
    assert.equal((await set(both)).body.errors[0].pointer, '/android_package_name');
  });

  it('name only countries whose banks the rail reaches; those of the tenant count where it does', async () => {
    const refused = [
      await start({ link: { country_codes: ['US', 'CA'] } }),
      await start({ funding: payment, link: { country_codes: ['FR', 'US'] } }),
    ];
    assert.deepEqual(
      refused.map(({ status, body }) => [status, body.errors[0].pointer]),
      [
        [422, '/link/country_codes'],
        [422, '/link/country_codes'],
      ],
    );
    assert.match(refused[1]?.body.errors[0].message, /pay in EUR: DE, ES, FR/);
    assert.equal((await set({ country_codes: ['GB', 'FR'] })).status, 200);
    assert.equal((await start()).status, 201);
  });

  it('redirect_uri is the older name of link.completion_redirect_uri; a request has one of them', async () => {
    const address = 'http://localhost:26001/back';
    const both = await start({ redirect_uri: address, link: { completion_redirect_uri: address } });
    assert.deepEqual([both.status, both.body.errors[0].pointer], [422, '/redirect_uri']);
    for (const named of [{ redirect_uri: address }, { link: { completion_redirect_uri: address } }]) {
      await start(named);
      assert.deepEqual(newest(), { completionRedirectUri: address });
    }
  });

  it('an operator sets up a tenant, and no other key does', async () => {
    const path = '/v1/tenants/default/link_settings';
    assert.equal((await api.send('POST', path, { body: brand })).body.code, 'scope_missing');
    assert.deepEqual((await api.send('POST', path, { key: operator, body: brand })).body, { ...none, ...brand });
    const unknown = await api.send('POST', '/v1/tenants/nobody/link_settings', { key: operator, body: brand });
    assert.deepEqual([unknown.status, unknown.body.code], [404, 'tenant_not_found']);
    const readOnly = await storedKey(database.pool, 'default', ['onboardings:read']);
    assert.equal((await set(brand, readOnly)).body.code, 'scope_missing');
  });
});

describe('the settings of Link on a linked account', () => {
  const { database, door, parts, ask, activities } = transfersOnAccounts();
  const settingsOf = async (id: string) => {
    const { rows } = await database.pool.query('select link_settings as settings from onboardings where id = $1', [id]);
    return rows[0]?.settings;
  };

  it('are those of its onboarding, for transfers too, unless a request has others', async () => {
    const { account, onboardingId } = await verifyCase(parts(), {
      link: { client_name: 'Acme Wallet', language: 'es' },
    });
    const chosen = { clientName: 'Acme Wallet', language: 'es' };
    // As if operators had removed its address since.
    await database.pool.query(
      `update onboardings set link_settings = link_settings || '{"oauthReturn": {"uri": "https://old.example/"},
         "completionRedirectUri": "https://old.example/"}' where id = $1`,
      [onboardingId],
    );
    assert.deepEqual(await settingsOf((await ask(account)).body.id), chosen);
    const other = (await ask(account, { ...credit, link: { language: 'de' } })).body.id;
    assert.deepEqual(await settingsOf(other), { ...chosen, language: 'de' });
    await activities().moveMoney({ onboardingId: other, step: 1 });

    const seen: object[] = [];
    const { createLinkToken } = parts().plaid.gateway;
    parts().plaid.gateway.createLinkToken = (request) => {
      seen.push(request.settings);
      return createLinkToken(request);
    };
    const repair = (body?: object) =>
      door.send('POST', `/v1/accounts/${account}/link_token`, { ...(body && { body }) });
    await door.send('POST', '/v1/link_settings', { body: { customization_name: 'acme' } });
    const link = { android_package_name: 'com.acme.wallet' };
    assert.deepEqual((await repair({ link })).body.errors[0].pointer, '/link/android_package_name');
    assert.equal((await repair({ link: { country_codes: ['GB'] } })).status, 422);
    const first = (await repair()).body.link.link_token;
    assert.equal((await repair()).body.link.link_token, first);
    assert.notEqual((await repair({ link: { language: 'de' } })).body.link.link_token, first);
    const below = { ...chosen, customizationName: 'acme' };
    assert.deepEqual(seen, [below, { ...below, language: 'de' }]);
  });
});
