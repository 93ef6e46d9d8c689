import assert from 'node:assert/strict';
import { IncomeVerificationSourceType, type LinkTokenCreateRequest, Products } from 'plaid';
import { open, send } from './hosted-page.ts';
import {
  authorize,
  link,
  linkTokenRequest,
  plaidError,
  type RunningSimulator,
  runSimulator,
} from './running-simulator.ts';

describe('the hosted Link page', () => {
  let simulator: RunningSimulator;
  before(async () => {
    simulator = await runSimulator();
  });
  after(() => simulator.stop());

  const create = async (more: Partial<LinkTokenCreateRequest> = {}) => {
    const { data } = await simulator.plaid.linkTokenCreate(linkTokenRequest({ hosted_link: {}, ...more }));
    return { link_token: data.link_token, url: data.hosted_link_url ?? '' };
  };
  const withoutProducts = (more: Partial<LinkTokenCreateRequest>) => {
    const { products: _, ...request } = linkTokenRequest({ hosted_link: {}, ...more });
    return request;
  };
  const session = async (link_token: string) =>
    (await simulator.plaid.linkTokenGet({ link_token })).data.link_sessions?.at(-1);

  it('leads from the choice of a bank to that of an account', async () => {
    const { link_token, url } = await create();
    await send(url, 'bank', { institution_id: 'ins_109509' });
    await send(url, 'login', { username: 'user_good', password: 'pass_good' });
    await send(url, 'account', { account: '1' });
    const { status, to } = await send(url, 'consent');
    assert.deepEqual([status, to], [303, `${new URL(url).pathname}/done`]);
    assert.match((await open(new URL(to ?? '', url).href)).text, /You are done/);
    const [added] = (await session(link_token))?.results?.item_add_results ?? [];
    assert.equal(added?.institution?.name, 'First Gingham Credit Union');
    assert.deepEqual(
      added?.accounts.map((account) => account.mask),
      ['1111'],
    );
  });

  it('sends the person back, after success and after an exit alike', async () => {
    const completion_redirect_uri = 'https://shop.example/back?case=1';
    for (const leave of [false, true]) {
      const { url } = await create({ hosted_link: { completion_redirect_uri } });
      if (!leave) {
        await send(url, 'bank', { institution_id: 'ins_109508' });
        await send(url, 'login', { username: 'user_good', password: 'pass_good' });
        await send(url, 'account', { account: '0' });
      }
      assert.equal((await send(url, leave ? 'exit' : 'consent')).to, completion_redirect_uri);
      const policy = (await open((await create({ hosted_link: { completion_redirect_uri } })).url)).headers;
      assert.match(policy.get('content-security-policy') ?? '', /form-action 'self' https:\/\/shop\.example;/);
    }
  });

  it('refuses an unknown login and takes the next one', async () => {
    const { url } = await create();
    await send(url, 'bank', { institution_id: 'ins_109508' });
    for (const login of [
      { username: 'user_nobody', password: 'pass_good' },
      { username: 'user_good', password: 'pass_bad' },
    ]) {
      const { status, text } = await send(url, 'login', login);
      assert.equal(status, 200);
      assert.match(text, /id="problem"/);
    }
    assert.equal((await send(url, 'login', { username: 'user_good', password: 'pass_good' })).status, 303);
  });

  it('ignores a form of a step that is over', async () => {
    const { url } = await create();
    await send(url, 'bank', { institution_id: 'ins_109508' });
    const body = new URLSearchParams({ step: 'bank', institution_id: 'ins_109509' });
    await fetch(url, { method: 'POST', body, redirect: 'manual' });
    assert.match((await open(url)).text, /First Platypus Bank/);
  });

  it('ends as an exit when the person leaves, and can be opened again', async () => {
    const { link_token, url } = await create();
    await send(url, 'bank', { institution_id: 'ins_109508' });
    const { to } = await send(url, 'login', { username: 'user_exits', password: 'pass_good' });
    assert.match((await open(new URL(to ?? '', url).href)).text, /You left/);
    assert.ok((await session(link_token))?.exit);
    assert.match((await open(url)).text, /Choose your bank/);
  });

  it('asks only for the login in update mode', async () => {
    const { access_token } = await link(simulator, 'user_broken_login');
    const { data } = await simulator.plaid.linkTokenCreate(withoutProducts({ access_token }));
    const url = data.hosted_link_url ?? '';
    const stranger = await send(url, 'login', { username: 'user_good', password: 'pass_good' });
    assert.match(stranger.text, /linked by user_broken_login/);
    await send(url, 'login', { username: 'user_broken_login', password: 'pass_good' });
    assert.equal((await simulator.plaid.itemGet({ access_token })).data.item.error, null);
  });

  it('offers every account at the bank if the update asks for a new choice', async () => {
    const { access_token, item_id } = await link(simulator, 'user_good');
    await simulator.control('/items', { item_id, happens: { event: 'account_opened' } });
    const update = { account_selection_enabled: true };
    const { data } = await simulator.plaid.linkTokenCreate(withoutProducts({ access_token, update }));
    const url = data.hosted_link_url ?? '';
    await send(url, 'login', { username: 'user_good', password: 'pass_good' });
    assert.match((await send(url, 'accounts')).text, /Choose at least one account/);
    const { text } = await open(url);
    assert.deepEqual(
      [...text.matchAll(/id="account-(\d+)"/g)].map(([, mask]) => mask),
      ['0000', '1111', '2222'],
    );
    assert.match(text, /id="account-0000"[^>]* checked>/);
    const [, opened = ''] = /id="account-2222" name="account" value="(\w+)"/.exec(text) ?? [];
    assert.match((await send(url, 'accounts', { account: opened })).to ?? '', /done$/);
    const { accounts } = (await simulator.plaid.accountsGet({ access_token })).data;
    assert.deepEqual(
      accounts.map((account) => [account.account_id, account.mask]),
      [[opened, '2222']],
    );
  });

  it('asks only for a confirmation when an authorization needs one', async () => {
    const { access_token } = await link(simulator, 'user_action_required');
    const { id } = await authorize(simulator, access_token);
    const { data } = await simulator.plaid.linkTokenCreate(withoutProducts({ transfer: { authorization_id: id } }));
    await send(data.hosted_link_url ?? '', 'consent');
    assert.equal((await authorize(simulator, access_token)).decision, 'approved');
  });

  it('asks for a login at a payroll provider if the person is to share income', async () => {
    const { data: user } = await simulator.plaid.userCreate({ client_user_id: 'onb_income' });
    const { link_token, url } = await create({
      products: [Products.IncomeVerification],
      user_id: user.user_id,
      income_verification: { income_source_types: [IncomeVerificationSourceType.Payroll] },
    });
    assert.match((await open(url)).text, /Sign in to Your payroll/);
    await send(url, 'login', { username: 'user_income_fails', password: 'pass_good' });
    assert.match((await open(url)).text, /your payslips/);
    await send(url, 'consent');
    assert.ok((await session(link_token))?.finished_at);
    await simulator.control('/clock', { seconds: 60 });
    const read = simulator.plaid.creditPayrollIncomeGet({ user_id: user.user_id });
    assert.equal((await plaidError(read)).error_code, 'INCOME_VERIFICATION_FAILED');
  });

  it('lets a new Item at an OAuth bank end the login of the older one', async () => {
    const tokens: string[] = [];
    for (const _ of [1, 2]) {
      const { link_token, url } = await create({ user: { client_user_id: 'onb_twice' } });
      await send(url, 'bank', { institution_id: 'ins_127287' });
      await send(url, 'login', { username: 'user_good', password: 'pass_good' });
      await send(url, 'account', { account: '0' });
      await send(url, 'consent');
      const [added] = (await session(link_token))?.results?.item_add_results ?? [];
      const { data } = await simulator.plaid.itemPublicTokenExchange({ public_token: added?.public_token ?? '' });
      tokens.push(data.access_token);
    }
    const errors = tokens.map(async (access_token) => {
      const { data } = await simulator.plaid.itemGet({ access_token });
      return data.item.error?.error_code ?? null;
    });
    assert.deepEqual(await Promise.all(errors), ['ITEM_LOGIN_REQUIRED', null]);
  });

  it('says if it is used, expired or unknown', async () => {
    const { link_token, url } = await create();
    await simulator.control('/link', { link_token, username: 'user_good' });
    const used = await open(url);
    assert.equal(used.status, 410);
    assert.match(used.text, /Already finished/);

    const late = await create();
    await simulator.control('/clock', { seconds: 1800 });
    const expired = await open(late.url);
    assert.equal(expired.status, 410);
    assert.match(expired.text, /Too late/);

    assert.equal((await open(`${simulator.origin}/hosted/nothing`)).status, 404);
  });

  it('escapes what it shows and runs no script', async () => {
    const { url } = await create({ client_name: '<script>alert(1)</script>' });
    const { text, headers } = await open(url);
    assert.ok(!text.includes('<script>'));
    assert.ok(text.includes('&lt;script&gt;'));
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
  });

  it('cuts a long name as Plaid does', async () => {
    const { url } = await create({ client_name: 'A company with a name beyond thirty' });
    assert.match((await open(url)).text, /This Application wants/);
  });
});
