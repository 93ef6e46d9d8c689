// The lists of the console in a browser: what axe finds, whether they fit, the keyboard, and work without a script.
import assert from 'node:assert/strict';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { holdAccount } from '../../db/bank/account-holds.ts';
import { ownBrowser } from '../support/browser.ts';
import { storedTransfer } from '../support/cases/stored-case.ts';
import { storedKey } from '../support/http/api.ts';
import { headersOf, type Person, signedInBy } from '../support/http/console-people.ts';
import { storedWebhook } from '../support/http/inbox.ts';
import { anEndpoint, startNotified, toldCase } from '../support/http/notified.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { answerWith } from '../support/http/receiver.ts';

const planted = '"><img src=x onerror=document.title="planted"><script>document.title="planted"</script>';

describe('the lists of the console in a browser', () => {
  const browser = ownBrowser();
  const [database, notified] = forAllTests((pool) => startNotified(pool, { signedIn: signedInBy() }));
  const paths: string[] = [];
  before(async () => {
    const { api, receiver } = notified;
    const { pool } = database;
    const operator = await storedKey(pool, null);
    const endpoint = await anEndpoint(api, `${receiver.url}?planted=${encodeURIComponent(planted)}`);
    const told = await toldCase(pool);
    receiver.reply = answerWith(500);
    await api.notifier.turn();
    receiver.reply = answerWith(204);
    await holdAccount(pool, { transferId: await storedTransfer(pool, told), holds: 'debits', code: 'R10' });
    await storedWebhook(pool, { webhook_type: planted, webhook_code: planted });
    const failed = await storedWebhook(pool, { webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: 'item-1' });
    await pool.query(`update webhooks set status = 'failed', result = $2 where id = $1`, [failed, planted]);
    const body = { name: planted.slice(0, 80) };
    const key = (await api.send('POST', '/v1/tenants/default/keys', { key: operator, body })).body.id;
    await api.send('POST', '/v1/tenants', { key: operator, body: { id: 'acme', ...body } });
    const address = 'https://shop.example/done';
    await api.send('POST', '/v1/tenants/default/addresses', { key: operator, body: { use: 'return', address } });
    const notification = (await api.send('GET', '/v1/notifications')).body.data[0].id;
    const hold = (await api.send('GET', '/v1/holds')).body.data[0].id;
    for (const path of [
      'cases',
      'holds',
      `holds/${hold}/lift`,
      'notifications',
      `notifications/${notification}`,
      'audit',
    ])
      paths.push(`/t/default/${path}`);
    for (const path of ['', '/new', `/${endpoint.id}`, `/${endpoint.id}/rotate`, `/${endpoint.id}/delete`])
      paths.push(`/t/default/endpoints${path}`);
    for (const path of ['/inbox', `/inbox/${failed}`, '/search', '/keys']) paths.push(path);
    for (const path of ['', '/new', `/key/${key}/rotate`, `/key/${key}/revoke`, '/addresses', '/usage'])
      paths.push(`/keys/default${path}`);
  });

  type View = NonNullable<Parameters<ReturnType<typeof browser>['newPage']>[0]>;
  async function open(person: Person, path: string, view: View = {}): Promise<Page> {
    const page = await browser().newPage({ ...view, extraHTTPHeaders: headersOf(person) });
    await page.goto(`${notified.api.address}/console${path}`);
    return page;
  }

  // A page has the same colours at each width, so two runs see both widths and both schemes.
  for (const [width, colorScheme] of [
    [390, 'dark'],
    [1440, 'light'],
  ] as const) {
    it(`have nothing that axe objects to, fit, and run nothing that was planted, at ${width} pixels in ${colorScheme}`, async () => {
      const page = await open('ada', '/keys', { viewport: { width, height: 900 }, colorScheme });
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      for (const path of paths) {
        await page.goto(`${notified.api.address}/console${path}`);
        const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
        assert.ok((wide as number) <= 0, `${path} is ${wide} pixels too wide`);
        assert.ok(!/planted/.test(await page.title()), path);
        assert.equal(await page.locator('main :is(img, script)').count(), 0, path);
        await page.evaluate(axe.source);
        const { violations } = (await page.evaluate(
          `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
        )) as AxeResults;
        assert.deepEqual(
          violations.map(({ id, nodes }) => [path, id, nodes[0]?.html]),
          [],
        );
      }
      assert.deepEqual(said, []);
      await page.close();
    });
  }

  it('take a search by the keyboard, whose text is in no address', async () => {
    const page = await open('ada', '/search');
    for (let step = 0; step < 30 && (await page.evaluate('document.activeElement.id')) !== 'q'; step += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.type('not an id');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.errors');
    assert.match(await page.title(), /^Error: Search/);
    assert.equal(await page.evaluate('document.activeElement.className'), 'errors');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('location.hash'), '#q');
    assert.equal(await page.locator('#q').inputValue(), 'not an id');
    assert.ok(!page.url().includes('not'));
    await page.close();
  });

  it('show a secret on one page only, without a script too, and not after the way back', async () => {
    const page = await open('ada', '/keys/default/new', { javaScriptEnabled: false });
    await page.getByLabel('Name').fill('By hand');
    await page.getByRole('button', { name: 'Make the key' }).click();
    const secret = (await page.locator('.secret').textContent()) ?? '';
    assert.match(secret, /^gw_[0-9a-f]{8}_/);
    assert.ok(!page.url().includes(secret));
    await page.getByRole('link', { name: 'I have copied it' }).click();
    assert.ok((await page.content()).includes('By hand') && !(await page.content()).includes(secret));
    await page.close();
  });

  it('send a form once, however often its button is pressed', async () => {
    const page = await open('ada', '/keys/default/new');
    let sent = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST') sent += 1;
    });
    await page.getByLabel('Name').fill('Twice');
    await page.getByRole('button', { name: 'Make the key' }).dblclick();
    await page.waitForSelector('.secret');
    assert.equal(sent, 1);
    await page.close();
  });
});
