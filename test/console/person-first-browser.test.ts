import assert from 'node:assert/strict';
import { createMailer } from '../../api/notify/mailer.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { formTokenIn, visitor } from '../support/console/visitor.ts';
import { startApi } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';

describe('the first browser at the page of a case, where codes go by a mail server that is away', () => {
  const mailer = createMailer({ url: 'smtp://127.0.0.1:1', from: 'a@gangway.example' });
  const [database, api] = forAllTests((pool) => startApi(pool, { mailer }));

  async function aCase() {
    const id = await storedCase(database.pool, { tenantId: 'default' });
    const { page_url } = (await api.send('GET', `/v1/onboardings/${id}`)).body;
    return { id, path: new URL(page_url).pathname };
  }

  it('keeps the place of the first browser from programs that look at the address', async () => {
    const { id, path } = await aCase();
    const head = await fetch(`${api.address}${path}`, { method: 'HEAD', redirect: 'manual' });
    assert.deepEqual([head.status, head.headers.getSetCookie()], [200, []]);
    assert.equal((await visitor(api.address).go(path)).location, `/p/c/${id}`);
  });

  it('takes nothing from a tab that sees the case, if another one asks for a code', async () => {
    const { id, path } = await aCase();
    const tabs = visitor(api.address);
    await tabs.follow(path);
    // It was on its way before the first tab had its cookie.
    const late = await visitor(api.address).go(path);
    assert.ok(late.text.includes('<form'));
    for (const cookie of late.headers.getSetCookie()) assert.match(cookie, /^__Host-code-/);
    assert.equal((await tabs.go(`/p/c/${id}`)).status, 200);
  });

  it('leads back from the address of a form, and counts no code that could not be sent', async () => {
    const { path } = await aCase();
    await visitor(api.address).follow(path);
    const second = visitor(api.address);
    for (let tries = 0; tries < 6; tries += 1) {
      const { text } = await second.go(`${path}/email`, { form: { token: formTokenIn(await second.go(path)) } });
      assert.match(text, /could not be sent/);
    }
    for (const form of ['email', 'code']) assert.equal((await second.go(`${path}/${form}`)).location, path);
  });
});
