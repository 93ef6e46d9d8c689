import assert from 'node:assert/strict';
import type { BrowserContext, Page } from 'playwright-core';
import { letTimePass } from '../../dev/let-time-pass.ts';
import { pageTextsIn } from '../../domain/page/page-words.ts';
import { ownBrowser } from '../support/browser.ts';
import { atSimulator, createCase } from '../support/stack/journeys.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { until } from '../support/until.ts';

const day = 86_400;
const { buttons, waits } = pageTextsIn('en');

/** A person's step on each page of the simulated Plaid, in this order of looking. */
const steps: [seen: string, act: (page: Page, person: Bank) => Promise<void>][] = [
  ['#code', (page) => page.fill('#code', 'ABC').then(() => page.click('#submit'))],
  [
    '#holder',
    async (page, { username }) => {
      await page.fill('#username', username);
      await page.fill('#holder', 'Alberta Bobbeth Charleson');
      await page.click('#submit');
    },
  ],
  [
    '#password',
    async (page, { username }) => {
      await page.fill('#username', username);
      await page.fill('#password', 'pass_good');
      await page.click('#submit');
    },
  ],
  ['#manual', (page, { types }) => page.click(types ? '#manual' : '#bank-first-platypus')],
  ['[id^=bank-]', (page) => page.click('[id^=bank-]')],
  ['#account-0', (page) => page.check('#account-0').then(() => page.click('#continue'))],
  ['#continue', (page) => page.click('#continue')],
  ['#consent', (page) => page.click('#consent')],
  ['#pay', (page) => page.click('#pay')],
  ['#verify', (page, { username }) => page.fill('#username', username).then(() => page.click('#verify'))],
];
type Bank = { username: string; types?: true };

describe('a person on the page of their case', () => {
  const browser = ownBrowser();
  let context: BrowserContext;
  let page: Page;
  beforeEach(async () => {
    context = await browser().newContext();
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const isOurs = () => new URL(page.url()).origin === new URL(sharedStack().addresses.api).origin;
  const heading = async () => (await page.textContent('h1')) ?? '';
  const shows = async (words: string) =>
    assert.ok(
      await until(async () => (await heading()) === words),
      `the page shows "${await heading()}", and not "${words}"`,
    );

  async function begin(more: object = {}): Promise<string> {
    const { id, page_url } = await createCase(more);
    await page.goto(page_url);
    return id;
  }
  /** Clicks the button, and goes on at Plaid until Plaid leads back. */
  async function atBank(button: string, bank: Bank): Promise<void> {
    await page.click(`main a.button:has-text("${button}")`);
    assert.ok(!isOurs(), 'Plaid shows its page');
    for (let at = 0; at < 8 && !isOurs(); at++) {
      const [, act] = (await firstSeen()) ?? [];
      assert.ok(act, `there is nothing to do at "${await heading()}"`);
      await act(page, bank);
    }
    assert.ok(isOurs(), 'Plaid leads back to the page');
  }
  async function firstSeen() {
    for (const step of steps) if ((await page.locator(step[0]).count()) > 0) return step;
    return null;
  }
  const pass = (days: number) => letTimePass(sharedStack().travel, days * day);

  it('connects a bank although the Link has died, waits three days for a deposit, and types its code in', async () => {
    await begin({
      funding: { rail: 'ach', direction: 'credit', amount: '25.00' },
      policy: { unchecked_risk: 'accept' },
    });
    await shows('Connect your bank account');
    // Long past the life of the Link that was made with the case.
    await pass(2);
    await atBank(buttons.open_link, { username: 'user_micro_deposits', types: true });
    await shows(waits.micro_deposit.subject);
    assert.match((await page.textContent('main')) ?? '', /Please come back on \w+day, /);
    await pass(3);
    // Over a weekend the bank takes longer.
    for (let more = 0; more < 3 && (await heading()) === waits.micro_deposit.subject; more++) await pass(1);
    await page.reload();
    await shows('Confirm your bank account');
    await atBank(buttons.verify_micro_deposits, { username: 'user_micro_deposits' });
    await shows('Your money is on its way');
    await pass(4);
    await shows('Your money has arrived');
    const main = (await page.textContent('main')) ?? '';
    assert.match(main, /\$25\.00/);
    assert.match(main, /•••• 0000/);
  });

  it('signs in again where the bank asks for it', async () => {
    await begin();
    await atBank(buttons.open_link, { username: 'user_broken_login' });
    await shows('Your bank needs you');
    await atBank(buttons.repair_link, { username: 'user_broken_login' });
    await shows('Your money is on its way');
  });

  it('links another account, and reads why', async () => {
    await begin();
    await atBank(buttons.open_link, { username: 'user_database_fail', types: true });
    const explained = async () =>
      (await page.textContent('main'))?.includes('The account is not known, or is closed.') ?? false;
    assert.ok(await until(explained), 'the page says why');
    await atBank(buttons.open_link, { username: 'user_good' });
    await shows('Your money is on its way');
  });

  it('pays from their own bank', async () => {
    const recipient = { name: 'Wonder Wallet', bacs: { account: '26207729', sort_code: '560029' } };
    await begin({ funding: { rail: 'payment-initiation', amount: '25.30', currency: 'GBP', recipient } });
    await shows('Approve your payment');
    await atBank(buttons.pay, { username: 'user_good' });
    await shows('Your bank has taken your payment');
  });

  it('shows who they are in another tab, and then connects their bank', async () => {
    await begin({ policy: { identity_verification: { template_id: 'idvtmp_1' } } });
    await shows('Confirm who you are');
    const [tab] = await Promise.all([context.waitForEvent('page'), page.click('main a.button')]);
    await tab.waitForSelector('#verify');
    await tab.fill('#username', 'user_good');
    await tab.click('#verify');
    await shows('Connect your bank account');
    await atBank(buttons.open_link, { username: 'user_good' });
    await shows('Your money is on its way');
  });

  it('shares their income, and accounts that were opened later, while the case goes on', async () => {
    const id = await begin({ products: ['income'] });
    await atBank(buttons.verify_income, { username: 'user_good' });
    await shows('Connect your bank account');
    await atBank(buttons.open_link, { username: 'user_similar_owner' });
    await shows('We are checking your account');
    await atSimulator('/simulator/items', {
      ...{ client_user_id: id, happens: { event: 'account_opened', owner: 'Alberta Bobbeth Charleson' } },
    });
    assert.ok(await until(async () => (await page.locator(`text=${buttons.select_accounts}`).count()) > 0));
    await atBank(buttons.select_accounts, { username: 'user_similar_owner' });
    await shows('We are checking your account');
  });
});
