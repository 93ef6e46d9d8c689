import assert from 'node:assert/strict';
import type { LinkTokenCreateRequest } from 'plaid';
import { open, send } from './hosted-page.ts';
import { linkTokenRequest, type RunningSimulator, runSimulator } from './running-simulator.ts';
import { askForCode, linkAtNoon, statusOf, typing } from './typed-in-accounts.ts';

describe('the hosted Link page for typed numbers', () => {
  let simulator: RunningSimulator;
  before(async () => {
    simulator = await runSimulator();
  });
  after(() => simulator.stop());

  const create = async (more: Partial<LinkTokenCreateRequest> = {}) => {
    const { data } = await simulator.plaid.linkTokenCreate(linkTokenRequest({ hosted_link: {}, ...more }));
    return { link_token: data.link_token, url: data.hosted_link_url ?? '' };
  };
  const session = async (link_token: string) =>
    (await simulator.plaid.linkTokenGet({ link_token })).data.link_sessions?.at(-1);
  const numbers = { holder: 'Alberta Charleson', routing: '110000000', account: '1111222233330000' };
  const manual = async (username: string, more: object = {}) => {
    const token = await create({ ...typing, ...more });
    await send(token.url, 'bank', { institution_id: 'manual' });
    return { ...token, sent: await send(token.url, 'numbers', { ...numbers, username }) };
  };

  it('takes them in place of a login, and asks for the code later', async () => {
    await simulator.control('/clock', { banking_days: 1 });
    const { link_token, sent } = await manual('user_micro_deposits');
    assert.match(sent.to ?? '', /done$/);
    const [added] = (await session(link_token))?.results?.item_add_results ?? [];
    assert.deepEqual(
      [added?.institution, added?.accounts[0]?.verification_status],
      [null, 'pending_manual_verification'],
    );
    const { data } = await simulator.plaid.itemPublicTokenExchange({ public_token: added?.public_token ?? '' });
    const { access_token } = data;
    const { accounts } = (await simulator.plaid.accountsGet({ access_token })).data;
    assert.equal(accounts[0]?.verification_name, 'Alberta Charleson');

    const { hosted_link_url: url = '' } = await askForCode(simulator, access_token, { hosted_link: {} });
    assert.match((await send(url, 'code', { code: 'ABC' })).text, /not at your bank yet/);
    await simulator.control('/clock', { banking_days: 1 });
    const later = await askForCode(simulator, access_token, { hosted_link: {} });
    const page = later.hosted_link_url ?? '';
    for (const _ of [1, 2]) assert.match((await send(page, 'code', { code: 'XYZ' })).text, /not the code/);
    assert.match((await send(page, 'code', { code: 'abc' })).to ?? '', /done$/);
    assert.equal(await statusOf(simulator, access_token), 'manually_verified');
  });

  it('closes after the third wrong code', async () => {
    const { access_token } = await linkAtNoon(simulator, 'user_micro_deposits');
    await simulator.control('/clock', { banking_days: 1 });
    const { hosted_link_url: url = '', link_token } = await askForCode(simulator, access_token, { hosted_link: {} });
    for (const _ of [1, 2]) await send(url, 'code', { code: 'XYZ' });
    assert.match((await send(url, 'code', { code: 'XYZ' })).to ?? '', /done$/);
    assert.equal((await session(link_token))?.exit?.metadata?.status, 'requires_code');
    assert.equal(await statusOf(simulator, access_token), 'verification_failed');
  });

  it('asks for the code at once if the code arrives at once', async () => {
    const { url, sent } = await manual('user_instant_micro_deposits');
    assert.match(sent.text, /has to be 333333334 and 1111222233330000/);
    await send(url, 'numbers', { ...numbers, routing: '333333334', username: 'user_instant_micro_deposits' });
    assert.match((await send(url, 'code', { code: 'XYZ' })).text, /not the code/);
    assert.match((await send(url, 'code', { code: 'ABC' })).to ?? '', /done$/);
  });

  it('refuses a user whose story signs in, or who types where Link does not allow it', async () => {
    assert.match((await manual('user_good')).sent.text, /no test user who types/);
    assert.match((await manual('user_micro_deposits', { auth: {} })).sent.text, /does not offer/);
    const { url } = await create(typing);
    await send(url, 'bank', { institution_id: 'ins_109508' });
    const login = await send(url, 'login', { username: 'user_micro_deposits', password: 'pass_good' });
    assert.match(login.text, /types the numbers in instead/);
  });

  it('does not take them beside other products', async () => {
    assert.doesNotMatch((await open((await create()).url)).text, /id="manual"/);
    assert.match((await open((await create(typing)).url)).text, /id="manual"/);
  });
});
