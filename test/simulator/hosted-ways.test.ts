import assert from 'node:assert/strict';
import { type LinkTokenCreateRequest, Products } from 'plaid';
import { open, send } from './hosted-page.ts';
import { link, linkTokenRequest, plaidError, type RunningSimulator, runSimulator } from './running-simulator.ts';

describe('the hosted Link page, for a person who goes back or starts over', () => {
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

  it('leads back from each step to the one before, and forward again', async () => {
    const { link_token, url } = await create();
    const heading = async () => /<h1>(.*)<\/h1>/.exec((await open(url)).text)?.[1];
    const hasBack = async () => (await open(url)).text.includes('id="back"');
    assert.equal(await hasBack(), false);
    const headings = [await heading()];
    for (const [step, fields] of [
      ['bank', { institution_id: 'ins_109509' }],
      ['login', { username: 'user_good', password: 'pass_good' }],
      ['account', { account: '1' }],
    ] as const) {
      await send(url, step, fields);
      headings.push(await heading());
    }
    for (const before of headings.slice(0, -1).reverse()) {
      assert.equal((await send(url, 'back')).status, 303);
      assert.equal(await heading(), before);
    }
    assert.equal(await hasBack(), false);
    await send(url, 'bank', { institution_id: 'ins_109508' });
    await send(url, 'login', { username: 'user_good', password: 'pass_good' });
    await send(url, 'account', { account: '0' });
    await send(url, 'consent');
    const [added] = (await session(link_token))?.results?.item_add_results ?? [];
    assert.equal(added?.institution?.name, 'First Platypus Bank');
  });

  it('leads back from the form for the numbers', async () => {
    const { url } = await create({ products: [Products.Auth], auth: { instant_microdeposits_enabled: true } });
    await send(url, 'bank', { institution_id: 'manual' });
    assert.match((await open(url)).text, /Type your account numbers in/);
    await send(url, 'back');
    assert.match((await open(url)).text, /Choose your bank/);
  });

  it('leads back to the login from the choice of accounts in update mode', async () => {
    const { access_token } = await link(simulator, 'user_good');
    const update = { account_selection_enabled: true };
    const { data } = await simulator.plaid.linkTokenCreate(withoutProducts({ access_token, update }));
    const url = data.hosted_link_url ?? '';
    await send(url, 'login', { username: 'user_good', password: 'pass_good' });
    await send(url, 'back');
    assert.match((await open(url)).text, /Sign in to .* again/);
    assert.ok(!(await open(url)).text.includes('id="back"'));
  });

  it('keeps the refused input of the person, except for the password', async () => {
    const { url } = await create();
    await send(url, 'bank', { institution_id: 'ins_109508' });
    const { text } = await send(url, 'login', { username: 'user_"good', password: 'pass_bad' });
    assert.match(text, /name="username" value="user_&quot;good"/);
    assert.ok(!text.includes('pass_bad'));
    const typed = await create({ products: [Products.Auth], auth: { same_day_microdeposits_enabled: true } });
    await send(typed.url, 'bank', { institution_id: 'manual' });
    const fields = { username: 'user_nobody', holder: 'Al Bobb', routing: '1', account: '2' };
    const refused = await send(typed.url, 'numbers', fields);
    for (const [name, value] of Object.entries(fields))
      assert.ok(refused.text.includes(`name="${name}" value="${value}"`));
  });

  it('leads back to the tenant when it is used or expired, by a link or in words', async () => {
    const completion_redirect_uri = 'https://shop.example/back?case=1&x=2';
    for (const hosted_link of [{ completion_redirect_uri }, {}]) {
      const used = await create({ hosted_link });
      await simulator.control('/link', { link_token: used.link_token, username: 'user_good' });
      const late = await create({ hosted_link: { ...hosted_link, url_lifetime_seconds: 1 } });
      await simulator.control('/clock', { seconds: 2 });
      for (const { url } of [used, late]) {
        const { status, text } = await open(url);
        assert.equal(status, 410);
        const way =
          'completion_redirect_uri' in hosted_link
            ? /href="https:\/\/shop\.example\/back\?case=1&amp;x=2"/
            : /Go back to Gangway/;
        assert.match(text, way);
      }
    }
  });

  it('refuses a script as the address to return to', async () => {
    const made = create({ hosted_link: { completion_redirect_uri: 'javascript:alert(1)' } });
    assert.equal((await plaidError(made)).error_code, 'INVALID_FIELD');
  });

  it('offers a new start after the person has left', async () => {
    const { url } = await create();
    const { to } = await send(url, 'exit');
    const { text } = await open(new URL(to ?? '', url).href);
    assert.match(text, new RegExp(`id="again" href="${new URL(url).pathname}"`));
  });
});
