// The repairs that a session of update mode can make, and those that it cannot.
import assert from 'node:assert/strict';
import { type LinkTokenCreateRequest, Products } from 'plaid';
import { link, linkTokenRequest, plaidError, type RunningSimulator, runSimulator } from './running-simulator.ts';

describe('repairs in Link', () => {
  let simulator: RunningSimulator;
  beforeEach(async () => {
    simulator = await runSimulator();
  });
  afterEach(() => simulator.stop());

  const happens = async (item_id: string, event: object) =>
    assert.equal((await simulator.control('/items', { item_id, happens: event })).status, 200);
  const codeOf = (call: Promise<unknown>) =>
    call.then(
      () => null,
      async () => (await plaidError(call)).error_code,
    );
  async function repair(access_token: string, more: Partial<LinkTokenCreateRequest> = {}, act: object = {}) {
    const { products: _, ...update } = linkTokenRequest({ access_token, ...more });
    const { link_token } = (await simulator.plaid.linkTokenCreate(update)).data;
    assert.equal((await simulator.control('/link', { link_token, ...act })).status, 200);
    return (await simulator.plaid.linkTokenGet({ link_token })).data.link_sessions?.[0];
  }

  it('of withdrawn consent: Plaid refuses each call that needs it, until an update asks for it again', async () => {
    const { access_token, item_id } = await link(simulator, 'user_good');
    await happens(item_id, { event: 'consent_withdrawn', products: ['auth', 'identity', 'transactions'] });
    const refusals = async () => [
      await codeOf(simulator.plaid.authGet({ access_token })),
      await codeOf(simulator.plaid.identityGet({ access_token })),
      await codeOf(simulator.plaid.transactionsSync({ access_token })),
    ];
    const refused = 'ADDITIONAL_CONSENT_REQUIRED';
    assert.deepEqual(await refusals(), [refused, refused, refused]);
    assert.equal((await plaidError(simulator.plaid.authGet({ access_token }))).error_type, 'INVALID_INPUT');
    assert.equal((await simulator.plaid.itemGet({ access_token })).data.item.error, null);
    await repair(access_token);
    await repair(access_token, { update: { account_selection_enabled: true } });
    await repair(access_token, { additional_consented_products: [Products.Auth] }, { exit: true });
    assert.deepEqual(await refusals(), [refused, refused, refused]);
    await repair(access_token, { additional_consented_products: [Products.Auth] });
    assert.deepEqual(await refusals(), [null, refused, refused]);
    await repair(access_token, { additional_consented_products: [Products.Identity, Products.Transactions] });
    assert.deepEqual(await refusals(), [null, null, null]);
  });

  it('of the last account, which the person has stopped sharing: only the choice of accounts brings one back', async () => {
    const { access_token, item_id } = await link(simulator, 'user_good');
    await happens(item_id, { event: 'account_revoked' });
    const refused = () => codeOf(simulator.plaid.accountsGet({ access_token }));
    assert.equal(await refused(), 'NO_ACCOUNTS');
    await repair(access_token);
    assert.equal(await refused(), 'NO_ACCOUNTS');
    const choice = { update: { account_selection_enabled: true } };
    assert.equal((await repair(access_token, choice))?.exit?.error?.error_code, 'NO_ACCOUNTS');
    await repair(access_token, choice, { accounts: ['1111'] });
    assert.equal(await refused(), null);
  });

  it('that the person leaves: the session has its end, the last error, and no success', async () => {
    const { access_token } = await link(simulator, 'user_broken_login');
    const { products: _, ...update } = linkTokenRequest({ access_token });
    const { link_token } = (await simulator.plaid.linkTokenCreate(update)).data;
    const sessions = async () => (await simulator.plaid.linkTokenGet({ link_token })).data.link_sessions ?? [];
    const isBroken = async () => (await simulator.plaid.itemGet({ access_token })).data.item.error !== null;
    await simulator.control('/link', { link_token, exit: true });
    await simulator.control('/link', { link_token, username: 'user_good' });
    const [exit, stranger] = await sessions();
    for (const session of [exit, stranger]) {
      assert.deepEqual([typeof session?.finished_at, session?.results], ['string', undefined]);
    }
    assert.equal(exit?.exit?.error, null);
    assert.equal(stranger?.exit?.error?.error_code, 'INVALID_UPDATED_USERNAME');
    const last = stranger?.events?.at(-1);
    assert.deepEqual([last?.event_name, last?.event_metadata.error_code], ['EXIT', 'INVALID_UPDATED_USERNAME']);
    assert.equal(await isBroken(), true);
    await simulator.control('/link', { link_token, username: 'user_broken_login' });
    const done = (await sessions())[2];
    assert.deepEqual([done?.results?.item_add_results, done?.events?.at(-1)?.event_name], [[], 'HANDOFF']);
    assert.equal(await isBroken(), false);
  });
});
