import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen } from '../../api/http/server.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import { isPagePass, pagePassOf } from '../../db/console/page-secret.ts';
import { registerAddress } from '../../db/tenant-addresses.ts';
import { pageTextsIn } from '../../domain/page/page-words.ts';
import { ownBrowser } from '../support/browser.ts';
import { testVault } from '../support/cases/stored-case.ts';
import { caseAt, standings } from '../support/console/standings.ts';
import { visitor } from '../support/console/visitor.ts';
import { startApi } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { until } from '../support/until.ts';

const plaidsPage = 'https://hosted.example/link';

/** For a browser `localhost` and 127.0.0.1 are two sites, so the cookies in the frame are those of a third party. */
describe("the page of a case in a frame of a tenant's page on another site", () => {
  const [database, api] = forAllTests(startApi);
  const browser = ownBrowser();
  let shop: Server;
  let origin: string;
  let shown = '';
  before(async () => {
    shop = createServer((_, answer) => {
      answer.setHeader('Content-Type', 'text/html').end(`<iframe src="${shown}" width="600" height="600"></iframe>`);
    });
    await listen(shop, 0, '127.0.0.1', 'the port');
    origin = `http://localhost:${(shop.address() as AddressInfo).port}`;
  });
  after(() => shop?.close());

  async function aCase(name: string) {
    const id = await caseAt(database.pool, standings[name] ?? assert.fail());
    const { page_url } = (await api.send('GET', `/v1/onboardings/${id}`)).body;
    return { id, path: new URL(page_url).pathname };
  }
  async function framed(name: string) {
    const { id, path } = await aCase(name);
    shown = `${api.address}${path}`;
    const page = await (await browser().newContext()).newPage();
    await page.goto(origin);
    return { id, page, frame: page.frameLocator('iframe') };
  }

  it('is not shown before an operator has registered the origin', async () => {
    const { page, frame } = await framed('open_link');
    assert.equal(await frame.locator('main').count(), 0);
    await page.context().close();
  });

  it('opens Plaid in a tab of its own, which sees nothing of the case', async () => {
    await registerAddress(database.pool, 'default', { use: 'frame', address: origin });
    const { id, page, frame } = await framed('open_link');
    await frame.locator('#lang').selectOption('es');
    await frame.locator('footer button').click();
    const button = frame.locator(`main .button:has-text("${pageTextsIn('es').buttons.open_link}")`);
    const asked = page.context().waitForEvent('request', (request) => request.url().startsWith(plaidsPage));
    const [tab] = await Promise.all([page.waitForEvent('popup'), button.click(), asked]);
    assert.equal(api.plaid.linkTokens.at(-1)?.request.settings.language, 'es');
    await tab.goto(`${api.address}/p/c/${id}`);
    assert.equal(await tab.textContent('h1'), pageTextsIn('es').unknown.subject);
    await page.context().close();
  });

  it('still opens Plaid in a tab after the page has followed its case', async () => {
    const { id, page, frame } = await framed('open_link');
    await frame.locator('main[data-live]').waitFor();
    let followed = 0;
    page.on('response', (response) => {
      if (response.request().headers()['x-refresh']) followed += 1;
    });
    const hasFollowed = async () => {
      await addToTimeline(database.pool, id, 'noted', {});
      return followed > 1;
    };
    assert.ok(await until(hasFollowed, { everyMs: 300 }));
    assert.match((await frame.locator('main .button').getAttribute('href')) ?? '', /pass=/);
    await page.context().close();
  });

  it('has a pass for its own case only, of a day, which nobody can make', async () => {
    const frame = visitor(api.address);
    const passOf = async (id: string, path: string) => {
      await frame.follow(path);
      const { text } = await frame.go(`/p/c/${id}`, { headers: { 'Sec-Fetch-Dest': 'iframe' } });
      return /pass=([\w.-]+)/.exec(text)?.[1] ?? assert.fail(text);
    };
    const [one, other] = [await aCase('open_link'), await aCase('open_link')];
    const pass = await passOf(one.id, one.path);
    const tried = async (id: string, pass: string) =>
      (await visitor(api.address).go(`/p/c/${id}/open?pass=${pass}`)).location;
    assert.ok((await tried(one.id, pass))?.startsWith(plaidsPage));
    assert.equal(await tried(other.id, pass), null);
    const [until = '', hash = ''] = pass.split('.');
    const later = (Number.parseInt(until, 36) + 1).toString(36);
    for (const forged of ['', '.', until, `${later}.${hash}`, `${until}.${hash.slice(1)}`, `${until}.${hash}&pass=1`])
      assert.equal(await tried(one.id, forged), null, forged);
    const { pool } = database;
    const named = { id: one.id, tenantId: 'default' };
    const old = await pagePassOf(pool, testVault, named, Date.now() - 86_400_000);
    assert.equal(await isPagePass(pool, testVault, named, old), false);
    assert.equal(await isPagePass(pool, testVault, named, await pagePassOf(pool, testVault, named)), true);
  });

  it('shows a tab that has nothing to do nothing of the case', async () => {
    const { id } = await aCase('funded');
    const pass = await pagePassOf(database.pool, testVault, { id, tenantId: 'default' });
    const { status, text } = await visitor(api.address).go(`/p/c/${id}/open?pass=${pass}`);
    assert.equal(status, 200);
    assert.ok(text.includes(pageTextsIn('en').returned.subject));
    assert.ok(!/25\.00|•/.test(text), text);
  });
});
