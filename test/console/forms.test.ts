import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { readForm } from '../../console/forms.ts';
import type { Refusal } from '../../console/refusal.ts';
import { checkForm, formToken } from '../../console/security.ts';

describe('a form', () => {
  const server = createServer();
  const session = 'a session that nobody guesses';
  const body = `token=${formToken(session)}`;
  before(async () => {
    const app = new Koa();
    app.use(async (ctx) => {
      try {
        checkForm(ctx as never, await readForm(ctx as never), session);
        ctx.status = 204;
      } catch (error) {
        ctx.status = (error as Refusal).status;
      }
    });
    server.on('request', app.callback());
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  after(() => new Promise((done) => server.close(done)));

  async function statusOf(text: string, headers: Record<string, string> = {}): Promise<number> {
    const { port } = server.address() as AddressInfo;
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    return (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: text, headers: { ...form, ...headers } }))
      .status;
  }

  it('counts with the token of its session, sent by a page of ours or by a browser that does not say', async () => {
    assert.equal(await statusOf(body), 204);
    assert.equal(await statusOf(body, { 'Sec-Fetch-Site': 'same-origin' }), 204);
  });

  it('is refused without the token, with that of another session, and from another site', async () => {
    for (const other of ['', 'token=', `token=${formToken('another')}`]) assert.equal(await statusOf(other), 403);
    for (const site of ['cross-site', 'same-site', 'none'])
      assert.equal(await statusOf(body, { 'Sec-Fetch-Site': site }), 403, site);
  });

  it('is refused as another kind of body, and where it is too long', async () => {
    assert.equal(await statusOf('{}', { 'Content-Type': 'application/json' }), 415);
    assert.equal(await statusOf(`${body}&note=${'x'.repeat(70_000)}`), 413);
  });
});
