import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { look, startCase } from '../../dev/demo/case.ts';
import type { Story } from '../../dev/demo/stories.ts';
import { until } from '../../dev/until.ts';
import { sharedStack } from '../support/shared-stack.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
// A sandbox needs rights that containers do not have; the rest keeps the browser from calling home.
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const quiet = ['--disable-background-networking', '--disable-component-update'];

const story: Story = {
  name: 'clicked through',
  username: 'user_good',
  funding: { direction: 'credit', network: 'ach', amount: '25.00' },
  ends: 'funded',
};

describe('the hosted Link page', () => {
  let browser: Browser | undefined;
  before(async function () {
    if (!executablePath) {
      process.stderr.write('    skipped: there is no Chromium on this machine (apt-get install chromium)\n');
      this.skip();
    }
    // A browser takes a while to start on a busy machine.
    this.timeout(60_000);
    browser = await chromium.launch({ executablePath, args: [...args, ...quiet] });
  });
  after(() => browser?.close());

  it('leads a person from the address that the API gave to money on its way', async function () {
    // Five pages in a real browser, then the case's own steps.
    this.timeout(60_000);
    const { world, pool } = sharedStack();
    const one = await startCase(world.api, 'hosted', 1, story);
    const action = one.view.next_action;
    assert.ok(action?.type === 'open_link' && action.url);

    const page = await (browser as Browser).newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(action.url);
    await page.click('#bank-first-platypus');
    await page.fill('#username', 'user_good');
    await page.fill('#password', 'pass_good');
    await page.click('#submit');
    await page.click('#account-0');
    await page.click('#continue');
    await page.click('#consent');
    assert.equal(await page.textContent('h1'), 'You are done');
    await page.close();

    const arrived = async () => {
      await look(world.api, one);
      return one.view.stage === 'transferring';
    };
    assert.ok(await until(arrived, { seconds: 30 }), `the case is ${one.view.stage}`);
    // The browser has told us nothing: the webhook did, and nothing else could have so soon.
    const { rows } = await pool.query(
      `select distinct w.type, w.code from webhooks w, onboardings o
       where o.id = $1 and w.code = 'SESSION_FINISHED' and w.received_at > o.created_at`,
      [one.view.id],
    );
    assert.deepEqual(rows, [{ type: 'LINK', code: 'SESSION_FINISHED' }]);
  });
});
