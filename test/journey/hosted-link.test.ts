import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { look, startCase } from '../../dev/demo/case.ts';
import type { Story } from '../../dev/demo/stories.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { until } from '../support/until.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
// A browser sandbox needs rights that containers do not have. The other options stop the browser's own requests.
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
    // On a busy machine a browser takes a while to start.
    browser = await chromium.launch({ executablePath, args: [...args, ...quiet] });
  });
  after(() => browser?.close());

  it('leads an applicant from the address that the API gave to money on its way', async () => {
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
    assert.ok(await until(arrived), `the case is ${one.view.stage}`);
    // The browser reports nothing to us. Only the webhook could report the result so soon.
    const { rows } = await pool.query(
      `select distinct w.type, w.code from webhooks w, onboardings o
       where o.id = $1 and w.code = 'SESSION_FINISHED' and w.received_at > o.created_at`,
      [one.view.id],
    );
    assert.deepEqual(rows, [{ type: 'LINK', code: 'SESSION_FINISHED' }]);
  });
});
