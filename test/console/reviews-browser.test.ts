import assert from 'node:assert/strict';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { insertIdentityCheck } from '../../db/bank/identity-checks.ts';
import { moveStage } from '../../db/case/stages.ts';
import { ownBrowser } from '../support/browser.ts';
import { caseInReview } from '../support/cases/in-review.ts';
import { aMatch, anApplicant, storedAccount } from '../support/cases/stored-case.ts';
import { faultsAt, planted } from '../support/console-page.ts';
import { startApi } from '../support/http/api.ts';
import { consoleOf, headersOf, type Person, signedInBy } from '../support/http/console-people.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';

describe('the review queue in a browser', () => {
  const owners = [1, 2].map(() => ({ names: [planted], emails: [planted], phones: [], addresses: [] }));
  const plaid = () => fakePlaid({ readOwners: async () => owners });
  const [database, api] = forEachTest((pool) => startApi(pool, { signedIn: signedInBy(), plaid: plaid() }));
  const browser = ownBrowser();
  const { post } = consoleOf(api);
  let id: string;
  beforeEach(async () => {
    await database.pool.query(`update onboardings set question = null, stage = 'closed', outcome = 'cancelled'`);
    const applicant = { ...anApplicant, legalName: planted };
    id = await caseInReview(api, database.pool, { applicant, policy: { review: { fourEyes: true } } });
    const { accountId } = await storedAccount(database.pool, id);
    const fields = [
      { field: 'legal_name', score: 61, threshold: 85, verdict: 'weak' },
      { field: 'phone', score: null, threshold: 70, verdict: 'unknown' },
    ] as const;
    const check = {
      ...aMatch,
      decision: 'unclear',
      reason: 'name_weak',
      fields: [...fields],
      flags: ['similar_name'],
    } as const;
    await insertIdentityCheck(database.pool, { ...check, fields: [...fields], onboardingId: id, accountId });
  });
  const at = (path: string) => `${api.address}/console/t/default${path}`;
  const open = async (person: Person, path: string, more: BrowserContextOptions = {}): Promise<Page> => {
    const page = await browser().newPage({ extraHTTPHeaders: headersOf(person), ...more });
    await page.goto(at(path));
    return page;
  };
  const decisions = async () =>
    (
      await database.pool.query(
        'select reviewer, decision, reason from reviews where onboarding_id = $1 order by created_at',
        [id],
      )
    ).rows.map(({ reviewer, decision, reason }) => `${reviewer} ${decision} ${reason}`);

  it('lets two people approve a case of four eyes, and the same person not twice', async () => {
    const ines = await open('ines', '/reviews');
    await ines.getByRole('button', { name: 'Take the case' }).click();
    await ines.getByLabel('Reason').selectOption('name_variant');
    await ines.getByLabel('Note').fill('First note');
    await ines.getByRole('button', { name: 'Approve' }).click();
    await ines.getByText('Gangway has recorded your approval.').waitFor();

    await ines.getByRole('button', { name: 'Take the case' }).click();
    await ines.getByLabel('Reason').selectOption('name_variant');
    await ines.getByRole('button', { name: 'Approve' }).click();
    await ines.getByText('This reviewer has already approved.').waitFor();
    assert.ok((await ines.title()).startsWith('Error: '));
    assert.equal(await ines.evaluate('document.activeElement.className'), 'errors');
    await ines.getByRole('button', { name: 'Give the case back' }).click();

    const rosa = await open('rosa', `/reviews/${id}`);
    await rosa.getByRole('button', { name: 'Take the case' }).click();
    assert.ok(!(await rosa.content()).includes('First note'));
    await rosa.getByLabel('Reason').selectOption('document_seen');
    await rosa.getByRole('button', { name: 'Approve' }).click();
    await rosa.getByText('Gangway has recorded your approval.').waitFor();
    assert.deepEqual(await decisions(), [
      'ines-moor.op000002 approve name_variant',
      'rosa.op000004 approve document_seen',
    ]);
    await moveStage(database.pool, { onboardingId: id, step: 6, stage: 'authorizing' });
    await rosa.goto(at(`/cases/${id}/person`));
    await rosa.getByText('First note').waitFor();
  });

  it('is used by keyboard alone', async () => {
    await caseInReview(api, database.pool);
    const page = await open('ines', '/reviews');
    await page.locator('[data-row]').first().focus();
    const focused = () => page.evaluate('document.activeElement.getAttribute("href")');
    await page.keyboard.press('j');
    assert.notEqual(await focused(), `/console/t/default/reviews/${id}`);
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    assert.equal(await focused(), `/console/t/default/reviews/${id}`);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Take the case' }).press('Enter');
    await page.getByLabel('Reason').press('End');
    await page.getByLabel('Note').press('j');
    assert.equal(await page.getByLabel('Note').inputValue(), 'j');
    await page.getByRole('button', { name: 'Reject' }).press('Enter');
    await page.getByRole('heading', { name: 'Reviews' }).waitFor();
    assert.equal((await decisions()).length, 1);
  });

  it('works without JavaScript', async () => {
    const page = await open('ines', `/reviews/${id}`, { javaScriptEnabled: false });
    await page.getByRole('button', { name: 'Take the case' }).click();
    await page.getByLabel('Reason').selectOption('suspected_fraud');
    await page.getByRole('button', { name: 'Reject' }).click();
    await page.getByText('Gangway has recorded your rejection').waitFor();
    assert.deepEqual(await decisions(), ['ines-moor.op000002 reject suspected_fraud']);
  });

  it('fits and is accessible in every look, whatever people and banks call themselves', async () => {
    const headers = headersOf('ines');
    for (const path of ['/reviews', `/reviews/${id}`])
      assert.deepEqual(await faultsAt(browser(), at(path), headers), []);
    await post('ines', `/reviews/${id}/take`);
    for (const path of [`/reviews/${id}`, `/cases/${id}/person`])
      assert.deepEqual(await faultsAt(browser(), at(path), headers), []);
  });
});
