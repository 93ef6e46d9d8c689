// The console on the whole stack: each person signs in at the provider, and a case goes from a review to its transfer.
import assert from 'node:assert/strict';
import type { BrowserContext, Page } from 'playwright-core';
import { apiClient } from '../../dev/demo/call.ts';
import { advance } from '../../dev/time-travel.ts';
import { createClient } from '../../packages/client/src/index.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { searchAttributes } from '../../workflows/search-attributes.ts';
import { ownBrowser } from '../support/browser.ts';
import { createCase, goThroughLink, read, reads } from '../support/stack/journeys.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { until } from '../support/until.ts';

const note = 'Rita has seen the passport';

describe('the console on the whole stack', () => {
  const browser = ownBrowser();
  const desk = '/console/t/default';
  /** The case in review, and one of another tenant. */
  let id: string;
  let foreign: string;
  let context: BrowserContext;
  let page: Page;

  before(async () => {
    foreign = await caseOfAnotherTenant();
    ({ id } = await createCase({ policy: { review: { four_eyes: true } } }));
    await goThroughLink(id, { username: 'user_similar_owner' });
    await reads(`/v1/onboardings/${id}`, 'in review', ({ stage }) => stage === 'in_review');
  });
  beforeEach(async () => {
    context = await browser().newContext();
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const at = (path: string) => `${sharedStack().addresses.api}${path}`;
  const open = (path: string) => page.goto(at(path));
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const textOf = async () => (await page.locator('main').textContent()) ?? '';

  async function signIn(name: string): Promise<void> {
    await page.goto(sharedStack().addresses.console);
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByText(new RegExp(`^${name}(, |$)`)).waitFor();
  }

  /** Takes the case from the queue. */
  async function take(): Promise<void> {
    await open(`${desk}/reviews`);
    await button(`Take the case ${id.slice(0, 12)}…`).click();
    await page.getByRole('heading', { name: 'Your decision' }).waitFor();
  }

  async function approve(reason: string, words: string): Promise<void> {
    await page.getByLabel('Reason').selectOption(reason);
    await page.getByLabel(/^Note/).fill(words);
    await button('Approve').click();
  }

  it('shows a viewer the case, and takes no command from them', async () => {
    await signIn('Vera Viewer');
    await page.getByRole('link', { name: 'Default' }).click();
    await page.getByRole('link', { name: /Cases to review/ }).click();
    await page.getByRole('link', { name: id.slice(0, 12) }).click();
    await page.getByText('A reviewer has to decide.').waitFor();
    assert.equal(await page.locator('main').getByRole('button').count(), 0);
    await open(`${desk}/reviews`);
    assert.equal(await page.locator('main').getByRole('button').count(), 0);
    const token = (await page.locator('.who [name=token]').getAttribute('value')) ?? '';
    for (const path of [`/reviews/${id}/take`, `/reviews/${id}/decide`, `/cases/${id}/cancel`]) {
      const form = { token, decision: 'approve', reason: 'document_seen' };
      const headers = { Origin: at('') };
      const answer = await context.request.post(at(desk + path), { form, headers, maxRedirects: 0 });
      assert.equal(answer.status(), 403, path);
      assert.match(await answer.text(), /You may not do this/);
    }
    const { stage, reviews } = await read(`/v1/onboardings/${id}`);
    assert.deepEqual([stage, reviews], ['in_review', []]);
  });

  it('lets a reviewer compare and approve once', async () => {
    await signIn('Rita Reviewer');
    await take();
    const names = page.getByRole('row', { name: /^Name/ });
    assert.match((await names.textContent()) ?? '', /Alberta Bobbeth Charleson[\s\S]*Robert Charleson[\s\S]*alike/);
    await approve('document_seen', note);
    await page.getByText('Gangway has recorded your approval.').waitFor();
    await open(`${desk}/reviews/${id}`);
    await button('Take the case').click();
    await page.getByText('You have approved already.').waitFor();
    await approve('document_seen', 'again');
    await page
      .getByRole('alert')
      .getByText(/already approved. Another reviewer has to approve as well/)
      .waitFor();
    const { stage, reviews } = await read(`/v1/onboardings/${id}`);
    assert.deepEqual([stage, reviews.length], ['in_review', 1]);
    await button('Give the case back').click();
    await page.getByText('It is free for every reviewer.').waitFor();
  });

  it('keeps an operator of one tenant from the others', async () => {
    await signIn('Otto Operator of default');
    assert.equal(page.url(), at(desk));
    for (const path of ['', '/reviews', '/cases', `/cases/${foreign}`]) {
      const answer = await open(`/console/t/elsewhere${path}`);
      assert.equal(answer?.status(), 404, path);
      await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    }
    assert.equal((await open(`${desk}/cases/${foreign}`))?.status(), 404);
    await open(`${desk}/search`);
    await page.getByLabel('Find a case').fill(foreign);
    await button('Search').click();
    await page.getByText('Nothing has this id.').waitFor();
  });

  it('lets a second reviewer decide alone, and shows the case go on', async () => {
    await signIn('Rolf Reviewer');
    const watched = await context.newPage();
    await watched.goto(at(`${desk}/cases/${id}`));
    await watched.evaluate('window.loadedOnce = true');
    await take();
    await page.getByText('not shown yet').waitFor();
    assert.doesNotMatch(await textOf(), new RegExp(note));
    await approve('document_seen', '');
    await page.getByText('Gangway has recorded your approval.').waitFor();

    await watched.getByRole('cell', { name: /The money is on its way/ }).waitFor();
    assert.equal(await watched.evaluate('window.loadedOnce'), true, 'the page was loaded again');
    await open(`${desk}/cases/${id}/person`);
    await page.getByText(note).waitFor();
    const { temporal, travel } = sharedStack();
    const handle = temporal.workflow.getHandle(caseWorkflowId(id));
    const stage = async () => (await handle.describe()).typedSearchAttributes.get(searchAttributes.stage);
    assert.ok(await until(async () => (await stage()) === 'transferring'));
    await advance(travel, { banking_days: 2 });
    await watched.getByRole('cell', { name: /The money has arrived/ }).waitFor();
    assert.equal(await watched.evaluate('window.loadedOnce'), true, 'the page was loaded again');
  });

  it('shows all tenants to an operator across them', async () => {
    const { addresses } = sharedStack();
    await signIn('Olga Operator');
    assert.equal(page.url(), at('/console/today'));
    await page.getByRole('link', { name: 'Elsewhere' }).waitFor();
    await page.getByRole('link', { name: 'Inbox' }).click();
    await page.getByRole('link', { name: 'LINK ITEM_ADD_RESULT' }).first().waitFor();

    await open(`${desk}/cases/${id}`);
    const link = page.getByRole('link', { name: 'Look at the workflow in the Temporal UI' });
    assert.ok((await link.getAttribute('href'))?.startsWith(`${addresses.temporal_ui}/`));
    await link.click();
    await page.getByText(caseWorkflowId(id)).first().waitFor();

    await open('/console/keys/elsewhere/new');
    await page.getByLabel('Name').fill('reports');
    await button('Make the key').click();
    const apiKey = (await page.locator('.secret').textContent()) ?? '';
    assert.notEqual(apiKey, '');
    const { data } = await createClient({ baseUrl: addresses.api, apiKey }).GET('/v1/onboardings');
    assert.deepEqual(
      data.data.map((one) => one.id),
      [foreign],
    );
    await page.getByRole('link', { name: 'I have copied it' }).click();
    await page.getByRole('cell', { name: 'reports', exact: true }).waitFor();
    assert.ok(!(await page.content()).includes(apiKey));
  });
});

/** Makes the tenant too. */
async function caseOfAnotherTenant(): Promise<string> {
  const { addresses, world } = sharedStack();
  const operator = apiClient(addresses.api, addresses.operator_key, world.report);
  await operator.POST('/v1/tenants', { body: { id: 'elsewhere', name: 'Elsewhere' } });
  const { data } = await operator.POST('/v1/tenants/{id}/keys', {
    params: { path: { id: 'elsewhere' } },
    body: { name: 'backend', scopes: ['onboardings:read', 'onboardings:write'] },
  });
  const tenant = apiClient(addresses.api, data.key, world.report);
  const begun = await tenant.POST('/v1/onboardings', {
    body: { user_id: 'their-user', applicant: { legal_name: 'Ada Other', email: 'ada@example.com' } },
  });
  return begun.data.id;
}
