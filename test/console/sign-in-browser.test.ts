import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';
import { ensureTenant } from '../../db/tenants.ts';
import { ownBrowser } from '../support/browser.ts';
import { startConsole } from '../support/http/console.ts';
import { forAllTests } from '../support/http/own-api.ts';

describe('sign-in to the console in a browser', () => {
  const browser = ownBrowser();
  const [database, console] = forAllTests(startConsole);
  let context: BrowserContext;
  let page: Page;
  before(async () => {
    for (const id of ['default', 'acme']) await ensureTenant(database.pool, { id, name: `The ${id}` });
  });
  beforeEach(async () => {
    context = await browser().newContext();
    page = await context.newPage();
  });
  afterEach(() => context.close());

  async function signIn(name: string): Promise<void> {
    await page.goto(`${console.address}/console`);
    assert.equal(new URL(page.url()).origin, console.settings.issuer.origin);
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByText(new RegExp(`^${name}`)).waitFor();
  }
  const move = (set: string) => database.pool.query(`update console_sessions set ${set}`);

  for (const javaScriptEnabled of [true, false]) {
    it(`goes in and out ${javaScriptEnabled ? 'with' : 'without'} the script`, async () => {
      context = await browser().newContext({ javaScriptEnabled });
      page = await context.newPage();
      await signIn('Olga Operator');
      assert.equal(page.url(), `${console.address}/console/today`);
      await page.getByRole('link', { name: 'The acme' }).waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
      await page.getByRole('link', { name: 'Sign out there too' }).click();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.waitForURL(`${console.address}/console/signed-out`);
      await page.goto(`${console.address}/console`);
      await page.getByRole('heading', { name: 'Who do you want to be?' }).waitFor();
    });
  }

  it('keeps the cookie of this host from scripts', async () => {
    await signIn('Vera Viewer');
    const kept = (await context.cookies(console.address)).filter(({ name }) => name.startsWith('__Host-'));
    assert.deepEqual(
      kept.map(({ name, httpOnly, secure, sameSite, path }) => ({ name, httpOnly, secure, sameSite, path })),
      [{ name: '__Host-gangway-console', httpOnly: true, secure: true, sameSite: 'Lax', path: '/' }],
    );
    assert.equal(await page.evaluate('document.cookie'), '');
  });

  it('signs nobody out by a form of another site', async () => {
    await signIn('Olga Operator');
    const token = await page.locator('form.who input[name=token]').getAttribute('value');
    const server = createServer((_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(
          `<form method="post" action="${console.address}/console/sign-out"><input name="token" value="${token}"><button>Win</button></form>`,
        ),
    );
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      // Another site to the browser: the same machine by another name.
      await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
      const [response] = await Promise.all([page.waitForResponse(/sign-out/), page.getByText('Win').click()]);
      assert.equal(response.status(), 401, 'the browser sends no cookie of the session');
      // The same site, but another origin: the browser sends the cookie.
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const [second] = await Promise.all([page.waitForResponse(/sign-out/), page.getByText('Win').click()]);
      assert.equal(second.status(), 403);
      await page.goto(`${console.address}/console`);
      await page.getByText(/^Olga Operator/).waitFor();
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  it('warns before the session ends, goes on by a click, and says when it is over', async () => {
    await page.clock.install();
    await signIn('Vera Viewer');
    const warning = page.getByRole('alert').filter({ hasText: 'Your session ends' });
    const over = page.getByRole('alert').filter({ hasText: 'Your session has ended' });
    assert.deepEqual([await warning.isVisible(), await over.isVisible()], [false, false]);
    await move(`seen_at = now() - interval '29 minutes'`);
    await page.clock.fastForward('28:30');
    await warning.waitFor();
    await page.getByRole('button', { name: 'Stay signed in' }).click();
    await warning.waitFor({ state: 'hidden' });

    await move(`ends_at = now()`);
    await page.clock.fastForward('28:30');
    await over.waitFor();
    await over.getByRole('link', { name: 'Sign in again' }).click();
    await page.getByRole('heading', { name: 'Who do you want to be?' }).waitFor();
  });
});
