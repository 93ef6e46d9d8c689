import assert from 'node:assert/strict';
import axe, { type AxeResults } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { ownBrowser } from '../support/browser.ts';
import { storeBoard, storedLinkedAccount } from '../support/cases/board-cases.ts';
import { startApi } from '../support/http/api.ts';
import { headersOf, type Person, signedInBy } from '../support/http/console-people.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';

/** A text that runs in a browser which takes any of it for markup. */
const planted = `"'><img src=x onerror="document.title='hit'"><script>document.title='hit'</script>`;

describe('the boards in a browser', () => {
  const [database, api] = forAllTests((pool) =>
    startApi(pool, { signedIn: signedInBy(), plaid: fakePlaid({ supportsRtp: async () => true }) }),
  );
  const browser = ownBrowser();
  let account: string;
  before(async () => {
    const { pool } = database;
    await storeBoard(pool, 'default');
    account = await storedLinkedAccount(pool, 'default', planted);
    await pool.query('update items set institution = $1', [planted]);
    await pool.query('update tenants set name = $1', [planted]);
    await pool.query('update accounts set subtype = $1', [planted]);
  });
  const open = async (person: Person, path: string, more: BrowserContextOptions = {}): Promise<Page> => {
    const page = await browser().newPage({ extraHTTPHeaders: headersOf(person), ...more });
    await page.goto(`${api.address}/console${path}`);
    return page;
  };

  /** Asserts that the page fits, that axe objects to nothing, and that no planted script ran, in each look. */
  async function assertGood(path: string): Promise<void> {
    for (const width of [390, 1440])
      for (const colorScheme of ['light', 'dark'] as const) {
        const at = `${path} at ${width} in ${colorScheme}`;
        const page = await open('ada', path, { viewport: { width, height: 900 }, colorScheme });
        const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
        assert.ok((wide as number) <= 0, `${at} is ${wide} pixels too wide`);
        await page.evaluate(axe.source);
        const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
        assert.deepEqual(
          violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
          [],
          at,
        );
        assert.ok(!(await page.title()).includes('hit'), at);
        await page.close();
      }
  }

  for (const path of ['/t/default', '/t/default/money', '/t/default/money/transfers', '/t/default/accounts', '/today'])
    it(`fit, and have nothing that axe objects to, on ${path}`, () => assertGood(path));

  it('show an account whose every text was planted', async () => {
    await assertGood(`/t/default/accounts/${account}`);
    const page = await open('ada', `/t/default/accounts/${account}`);
    assert.ok((await page.locator('h1').textContent())?.includes(planted));
    await page.close();
  });

  it('draw their plots in the colours of a reader who forces them', async () => {
    const page = await open('viola', '/t/default', { forcedColors: 'active' });
    const look = (selector: string, property: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`);
    const colours = [
      await look('body', 'color'),
      await look('figure .funded', 'fill'),
      await look('figure .transferring', 'stroke'),
      await look('.rate .over', 'fill'),
    ];
    assert.equal(new Set(colours).size, 1, colours.join());
    await page.close();
  });

  it('are used by the keyboard, without a script too', async () => {
    const page = await open('viola', '/t/default', { javaScriptEnabled: false });
    await page.getByText('As a table').focus();
    await page.keyboard.press('Enter');
    assert.ok(await page.getByRole('table', { name: 'Money by day, network and state' }).isVisible());
    await page.getByRole('link', { name: /ACH/ }).first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/money\/transfers\?status=transferring/);
    await page.getByLabel('Direction').selectOption('credit');
    await page.getByLabel('Network').selectOption('rtp');
    await page.getByLabel('Status').selectOption('funded');
    await page.getByRole('button', { name: 'Show' }).press('Enter');
    await page.waitForURL(/network=rtp/);
    assert.equal(await page.getByRole('row').count(), 7, 'six transfers and the head');
    await page.close();
  });

  it('load themselves again after a minute, keep what the person has opened, and wait while the page is hidden', async () => {
    const page = await open('viola', '/t/default');
    await page.clock.install();
    await page.reload();
    let loads = 0;
    page.on('response', (answer) => {
      if (answer.request().headers()['x-refresh']) loads += 1;
    });
    await page.getByText('As a table').click();
    const before = await page.locator('main p time').first().elementHandle();
    await page.clock.runFor(45_000);
    assert.equal(loads, 0);
    const loaded = page.waitForResponse((answer) => !!answer.request().headers()['x-refresh']);
    await page.clock.runFor(16_000);
    await loaded;
    await page.waitForFunction((old) => !old?.isConnected, before);
    assert.ok(await page.getByRole('table', { name: 'Money by day, network and state' }).isVisible());
    await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true }));
    await page.clock.runFor(180_000);
    assert.equal(loads, 1);
    await page.close();
  });

  it('stay as they are while the API is away, and load themselves once it is back', async () => {
    const page = await open('viola', '/t/default');
    await page.clock.install();
    await page.reload();
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    const before = await page.locator('main p time').first().elementHandle();
    const failures: (() => Promise<void>)[] = [() => page.clock.runFor(61_000), () => page.clock.runFor(6_000)];
    await page.route('**', (route) => (route.request().isNavigationRequest() ? route.continue() : route.abort()));
    for (const pass of failures) await Promise.all([page.waitForEvent('requestfailed'), pass()]);
    await page.unroute('**');
    await Promise.all([page.waitForResponse((answer) => answer.ok()), page.clock.runFor(6_000)]);
    await page.waitForFunction((old) => !old?.isConnected, before);
    assert.deepEqual(errors, []);
    await page.close();
  });
});
