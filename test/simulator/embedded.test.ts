import assert from 'node:assert/strict';
import type { LinkTokenCreateRequest } from 'plaid';
import { linkTokenRequest, plaidError, type RunningSimulator, runSimulator } from './running-simulator.ts';

type Message = {
  events: { name: string; metadata: { link_session_id: string } }[];
  success?: { public_token: string | null; metadata: { accounts: { mask: string }[] } };
  exit?: { error: { error_code: string } | null; metadata: { status: string | null } };
  leave?: string;
};

describe('the embedded Link', () => {
  let simulator: RunningSimulator;
  before(async () => {
    simulator = await runSimulator();
  });
  after(() => simulator.stop());

  const create = async (more: Partial<LinkTokenCreateRequest> = {}) =>
    (await simulator.plaid.linkTokenCreate(linkTokenRequest({ hosted_link: {}, ...more }))).data.link_token;
  const address = (token: string, more: object = {}) =>
    `${simulator.origin}/link/v2/stable/link.html?${new URLSearchParams({ token, ...more })}`;

  async function messageOf(response: Response): Promise<Message> {
    const [, text = 'null'] = /id="message">(.*)<\/script>/.exec(await response.text()) ?? [];
    return JSON.parse(text);
  }
  const open = async (token: string, more: object = {}) => messageOf(await fetch(address(token, more)));
  const post = (url: string, step: string, fields: object = {}) =>
    fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ step, ...fields }) });
  const send = async (token: string, step: string, fields: object = {}) =>
    messageOf(await post(address(token), step, fields));
  const login = { username: 'user_good', password: 'pass_good' };
  const names = ({ events }: Message) => events.map(({ name }) => name);

  it('gives the client what the component of Plaid gives', async () => {
    const token = await create();
    assert.deepEqual(names(await open(token)), ['OPEN']);
    await send(token, 'bank', { institution_id: 'ins_109508' });
    await send(token, 'login', login);
    await send(token, 'account', { account: '0' });
    const end = await send(token, 'consent');
    assert.deepEqual(names(end), ['OPEN', 'SELECT_INSTITUTION', 'SUBMIT_CREDENTIALS', 'HANDOFF']);
    assert.equal(end.success?.metadata.accounts[0]?.mask, '0000');
    const public_token = end.success?.public_token ?? '';
    assert.ok((await simulator.plaid.itemPublicTokenExchange({ public_token })).data.access_token);
    assert.equal((await open(token)).exit?.error?.error_code, 'INVALID_LINK_TOKEN');
  });

  it('begins anew each time, and says where the person left', async () => {
    const token = await create();
    const first = await open(token);
    await send(token, 'bank', { institution_id: 'ins_109508' });
    const second = await open(token);
    assert.deepEqual(names(second), ['OPEN']);
    assert.notEqual(first.events[0]?.metadata.link_session_id, second.events[0]?.metadata.link_session_id);
    const { exit } = await send(token, 'exit');
    assert.deepEqual([exit?.error, exit?.metadata.status], [null, 'requires_credentials']);
    await open(token);
    assert.equal((await open(token, { exit: 'true' })).exit?.error, null);
  });

  it('is in a frame of any page, which the hosted one is not', async () => {
    const { headers } = await fetch(address(await create()));
    assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors \*; script-src 'sha256-/);
    assert.equal((await open('link-sandbox-0')).exit?.error?.error_code, 'INVALID_LINK_TOKEN');
  });

  it('leaves for a bank with OAuth, and goes on only with the address of the return', async () => {
    const redirect_uri = 'https://shop.example/oauth';
    const token = await create({ redirect_uri });
    const toBank = async () => {
      await open(token);
      await send(token, 'bank', { institution_id: 'ins_127287' });
      const { leave = '' } = await send(token, 'oauth');
      const wrong = await post(leave, 'login', { ...login, password: 'wrong' });
      assert.equal(wrong.status, 200);
      return (await post(leave, 'login', login)).headers.get('location') ?? '';
    };
    const returned = await toBank();
    assert.match(returned, /^https:\/\/shop\.example\/oauth\?oauth_state_id=[\w-]+$/);
    const stranger = `${redirect_uri}?oauth_state_id=other`;
    for (const received_redirect_uri of [stranger, redirect_uri, 'nonsense'])
      assert.equal((await open(token, { received_redirect_uri })).exit?.error?.error_code, 'INVALID_FIELD');
    const page = await fetch(address(token, { received_redirect_uri: returned }));
    assert.match(await page.text(), /Choose an account/);
    // Without the address, the person starts over.
    assert.deepEqual(names(await open(token)), ['OPEN']);
    const again = await toBank();
    await send(token, 'account', { account: '0' });
    await send(token, 'consent');
    assert.ok((await open(token, { received_redirect_uri: again })).success?.public_token);
  });

  it('has no page at a bank for a token without an address to come back to', async () => {
    const token = await create();
    await open(token);
    const page = await post(address(token), 'bank', { institution_id: 'ins_127287' });
    assert.match(await page.text(), /id="password"/);
    const both = { redirect_uri: 'https://shop.example/oauth', android_package_name: 'com.acme.wallet' };
    assert.equal((await plaidError(create(both))).error_code, 'INVALID_FIELD');
  });
});
