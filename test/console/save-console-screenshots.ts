// `npm run screenshots`: writes the pictures of the console into docs/images/console/, one for each page, width and
// colour scheme. Plays a few stories of the demo, and leaves a few cases open, so that the lists have rows.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { allStories } from '../../dev/demo/about.ts';
import { apiClient } from '../../dev/demo/call.ts';
import { play } from '../../dev/demo/play.ts';
import { ownBrowser } from '../support/browser.ts';
import { looks } from '../support/console-page.ts';
import { startReceiver } from '../support/http/receiver.ts';
import { atSimulator, createCase, goThroughLink, post, reads } from '../support/stack/journeys.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';

const folder = 'docs/images/console';
/** In pixels. What is further down is left out. */
const tallest = 1600;

const played = [
  ...['paid out by ach', 'pulled in by ach', 'paid out at once by rtp', 'name alike, reviewer rejects'],
  ...['not enough money', 'transfer fails', 'returned (R01)', 'leaves Link', 'a part refunded'],
  ...['refunded, then disputed: paid twice', 'one Link, three payouts and a debit'],
];

const debit = (amount: string) => ({ rail: 'ach', direction: 'debit', amount });

describe('pictures of the console', () => {
  const browser = ownBrowser();
  const desk = '/console/t/default';
  const ids = { reviewed: '', onItsWay: '' };
  let stop: () => Promise<void>;

  before(async () => {
    const receiver = await startReceiver();
    stop = receiver.stop;
    await post('/v1/notification_endpoints', { url: receiver.url });
    const { world, travel, addresses } = sharedStack();
    const stories = allStories.filter(({ name }) => played.includes(name));
    assert.equal(stories.length, played.length);
    await play(world, travel, 'pictures', stories);
    await leaveOpen();
    const operator = apiClient(addresses.api, addresses.operator_key, world.report);
    await operator.POST('/v1/tenants', { body: { id: 'acme', name: 'Acme Savings' } });
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  });
  after(() => stop());

  async function begin(username: string | null, stage: string, more: object = {}): Promise<string> {
    const { id } = await createCase({ user_id: `customer-${randomUUID().slice(0, 4)}`, ...more });
    if (username) await goThroughLink(id, { username });
    await reads(`/v1/onboardings/${id}`, stage, (view) => view.stage === stage);
    return id;
  }

  async function leaveOpen(): Promise<void> {
    await begin(null, 'awaiting_link');
    ids.reviewed = await begin('user_similar_owner', 'in_review', { policy: { review: { four_eyes: true } } });
    await begin('user_business', 'in_review', { funding: debit('180.00') });
    ids.onItsWay = await begin('user_good', 'transferring', { funding: debit('75.00') });
    await begin('user_good', 'transferring');
    await begin('user_good', 'authorizing', { funding: debit('60.00'), policy: { confirm: { within_days: 3 } } });
    const refusal = { path: '/identity/match', kind: 'status', status: 404, error_code: 'NOT_FOUND' };
    await atSimulator('/simulator/faults', refusal);
    await begin('user_good', 'matching_identity');
  }

  /** Returns the name of each picture and the address of its page. */
  const pagesOf: Record<string, () => Record<string, string>> = {
    'Rita Reviewer': () => ({ reviews: `${desk}/reviews`, review: `${desk}/reviews/${ids.reviewed}` }),
    'Olga Operator': () => ({
      ...{ 'all-tenants': '/console/today', today: desk, cases: `${desk}/cases`, money: `${desk}/money` },
      ...{ case: `${desk}/cases/${ids.onItsWay}`, person: `${desk}/cases/${ids.reviewed}/person` },
      ...{ transfers: `${desk}/money/transfers`, accounts: `${desk}/accounts`, holds: `${desk}/holds` },
      ...{ notifications: `${desk}/notifications`, endpoints: `${desk}/endpoints`, audit: `${desk}/audit` },
      ...{ inbox: '/console/inbox', search: '/console/search', keys: '/console/keys/default' },
    }),
  };

  for (const [name, pages] of Object.entries(pagesOf))
    it(`as ${name}`, async () => {
      const context = await browser().newContext();
      const page = await context.newPage();
      await page.goto(sharedStack().addresses.console);
      await page.getByRole('button', { name }).click();
      await page.getByText(new RegExp(`^${name}`)).waitFor();
      if (name.startsWith('Rita')) await takeCase(page);
      for (const [picture, path] of Object.entries(pages())) {
        await page.goto(`${sharedStack().addresses.api}${path}`);
        for (const { width, scheme } of looks) await write(page, { picture, width, scheme });
      }
      await context.close();
    });

  /** A review shows the person only to the reviewer who holds the case. */
  async function takeCase(page: Page): Promise<void> {
    await page.goto(`${sharedStack().addresses.api}${desk}/reviews/${ids.reviewed}`);
    await page.getByRole('button', { name: 'Take the case' }).click();
    await page.getByRole('heading', { name: 'Your decision' }).waitFor();
  }
});

type Picture = { picture: string } & (typeof looks)[number];

async function write(page: Page, { picture, width, scheme }: Picture): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: scheme });
  const height = Math.min(tallest, Number(await page.evaluate('document.documentElement.scrollHeight')));
  const clip = { x: 0, y: 0, width, height, scale: 1 };
  // Playwright itself writes no WebP, which is a third of the size.
  const chromium = await page.context().newCDPSession(page);
  const { data } = await chromium.send('Page.captureScreenshot', {
    ...{ format: 'webp', quality: 60, captureBeyondViewport: true, clip },
  });
  await writeFile(`${folder}/${picture}-${width}-${scheme}.webp`, Buffer.from(data, 'base64'));
}
