// Plays the example page in a browser: Link inside the product's own page, with the simulator's script.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { FrameLocator, Page } from 'playwright-core';
import { ownBrowser } from '../support/browser.ts';
import { inboxOf, post, read, reads } from '../support/stack/journeys.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';

describe('the example of an embedded Link', () => {
  const browser = ownBrowser();
  let server: ChildProcess;
  let address: string;
  before(async () => {
    const { api, api_key, plaid } = sharedStack().addresses;
    await post('/v1/link_settings', { client_name: 'Example Shop' });
    server = spawn(process.execPath, ['examples/embedded-link/server.mjs'], {
      env: {
        ...{ PATH: process.env.PATH, PORT: '0', GANGWAY_API: api, GANGWAY_API_KEY: api_key },
        LINK_SCRIPT: `${plaid}/link/v2/stable/link-initialize.js`,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(server.stdout as NodeJS.ReadableStream, 'data');
    address = /http\S+/.exec(String(line))?.[0] ?? assert.fail(`${line}`);
  });
  after(async () => {
    await post('/v1/link_settings', { client_name: null });
    if (server?.kill()) await once(server, 'exit');
  });

  /** Opens the page, and Link in it. */
  async function begin(width = 1280) {
    const page = await browser().newPage({ viewport: { width, height: 844 } });
    page.setDefaultTimeout(15_000);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.url()} ${JSON.stringify(request.headers())}`));
    await page.goto(address);
    await page.fill('#name', 'Alberta Bobbeth Charleson');
    await page.check('#agree');
    const [answer] = await Promise.all([page.waitForResponse(/\/start$/), page.click('#start')]);
    const { id } = await answer.json();
    return { page, id, asked, link: page.frameLocator('#plaid-link-iframe-1') };
  }

  async function signIn(at: Page | FrameLocator) {
    await at.locator('#username').fill('user_good');
    await at.locator('#password').fill('pass_good');
    await at.locator('#submit').click();
  }

  async function agree(link: FrameLocator) {
    await link.locator('#account-0').click();
    await link.locator('#continue').click();
    await link.locator('#consent').click();
  }

  const linked = async (page: Page, id: string) => {
    await reads(`/v1/onboardings/${id}`, 'linked', ({ account }) => account !== null);
    await page.locator('#events li', { hasText: 'matching_identity' }).waitFor();
    assert.equal(await page.locator('#plaid-link-iframe-1').count(), 0);
  };

  for (const width of [390, 1280]) {
    it(`brings the account, with the product's own name in Link, ${width} pixels wide`, async () => {
      const { page, id, asked, link } = await begin(width);
      await link.locator('#bank-first-platypus').waitFor();
      assert.match((await link.locator('body').textContent()) ?? '', /Example Shop wants to connect your account/);
      await link.locator('#bank-first-platypus').click();
      await signIn(link);
      await agree(link);
      await linked(page, id);
      // Nothing but the page's own report could say so: Plaid sends webhooks about hosted sessions only.
      assert.deepEqual(await inboxOf(id, 'SESSION_FINISHED'), []);
      const key = sharedStack().addresses.api_key;
      assert.ok(!asked.some((request) => request.includes(key)), 'the API key reached the browser');
      await reads(`/v1/onboardings/${id}`, 'debited', ({ stage }) => stage === 'transferring');
      const { debits } = await read(`/v1/onboardings/${id}/authorization_proof`);
      assert.equal(debits[0].consent.text_id, 'single.en.1');
      assert.match(debits[0].consent.text, /^I authorize Example Shop to debit .* for \$25\.00,/);
      await page.close();
    });
  }

  it('goes on where it was when a bank with OAuth sends the person back', async () => {
    const { page, id, link } = await begin();
    await link.locator('#bank-platypus-oauth').click();
    await Promise.all([page.waitForURL(/\/oauth\//), link.locator('#to-bank').click()]);
    await signIn(page);
    await page.waitForURL((url) => url.href.startsWith(address));
    await agree(page.frameLocator('#plaid-link-iframe-1'));
    await linked(page, id);
    await page.close();
  });

  it('keeps the case open when the person leaves, and opens Link again', async () => {
    const { page, id, link } = await begin();
    await link.locator('#exit').click();
    await page.locator('#again').click();
    await link.locator('#bank-first-platypus').click();
    await signIn(link);
    await agree(link);
    await linked(page, id);
    await page.close();
  });
});
