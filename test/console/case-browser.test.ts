import assert from 'node:assert/strict';
import { markWorkflowStarted } from '../../db/case/onboardings.ts';
import { moveStage } from '../../db/case/stages.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import { ownBrowser } from '../support/browser.ts';
import { storedCase, storedLink, storedTransfer } from '../support/cases/stored-case.ts';
import { faultsAt, planted } from '../support/console-page.ts';
import { headersOf, startApiWithConsole } from '../support/http/console-people.ts';
import { forEachTest } from '../support/http/own-api.ts';

describe('the case page in a browser', () => {
  const [database, api] = forEachTest(startApiWithConsole);
  const browser = ownBrowser();
  let id: string;
  beforeEach(async () => {
    id = await storedCase(database.pool, { tenantId: 'default' });
    api.temporal.started.set(`onboarding/${id}`, {});
    await markWorkflowStarted(database.pool, id);
    await moveStage(database.pool, { onboardingId: id, step: 3, stage: 'awaiting_link', waitingFor: 'link' });
  });
  const at = (path: string) => `${api.address}/console/t/default/cases/${id}${path}`;

  it('shows what happens while it is open', async () => {
    const page = await browser().newPage({ extraHTTPHeaders: headersOf('omar') });
    await page.goto(at(''));
    assert.equal(await page.getByText('The applicant left Link').count(), 0);
    await addToTimeline(database.pool, id, 'link_exited');
    await page.getByText('The applicant left Link').waitFor();
    await page.close();
  });

  it('takes back nothing that a person has typed, and shows what has happened afterwards', async () => {
    await database.pool.query(
      `update onboardings set stage = 'watching_returns', outcome = 'funded', waiting_for = 'return_window' where id = $1`,
      [id],
    );
    await storedTransfer(database.pool, id);
    const page = await browser().newPage({ extraHTTPHeaders: headersOf('omar') });
    const looks: string[] = [];
    page.on('request', (request) => request.headers()['x-refresh'] && looks.push(request.url()));
    await page.goto(at(''));
    await page.locator('[name=amount]').fill('5.00');
    await page.keyboard.press('Tab');
    await addToTimeline(database.pool, id, 'link_exited');
    await page.waitForTimeout(1_000);
    assert.deepEqual([await page.locator('[name=amount]').inputValue(), looks.length], ['5.00', 0]);
    const focused = () => page.evaluate('document.activeElement.textContent');
    assert.equal(await focused(), 'Refund');
    await page.locator('[name=amount]').fill('');
    await page.keyboard.press('Tab');
    await page.getByText('The applicant left Link').waitFor();
    assert.equal(await focused(), 'Refund', 'the button keeps the focus');
    await page.close();
  });

  it('does not send a refused command again when something happens', async () => {
    api.temporal.conflict = 'No reminder is to come.';
    const page = await browser().newPage({ extraHTTPHeaders: headersOf('ada') });
    await page.goto(at(''));
    await page.getByRole('button', { name: 'Skip the next reminder' }).click();
    await page.getByText('No reminder is to come.').first().waitFor();
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.method()));
    await addToTimeline(database.pool, id, 'link_exited');
    await page.waitForTimeout(2_000);
    assert.deepEqual(sent, []);
    await page.close();
  });

  it('cancels without JavaScript, and by keyboard', async () => {
    const page = await browser().newPage({ extraHTTPHeaders: headersOf('omar'), javaScriptEnabled: false });
    await page.goto(at(''));
    await page.getByRole('button', { name: 'Cancel the case' }).press('Enter');
    await page.getByText('The case is cancelled, or is about to be.').waitFor();
    assert.deepEqual(
      api.temporal.updates.map(({ name }) => name),
      ['cancel'],
    );
    await page.close();
  });

  it('fits and is accessible in every look, whatever others have written', async () => {
    await storedTransfer(database.pool, id);
    await storedLink(database.pool, id);
    const { pool } = database;
    await pool.query('update items set institution = $2 where onboarding_id = $1', [id, planted]);
    await pool.query('update onboardings set user_id = $2 where id = $1', [id, planted]);
    await pool.query('insert into metadata select tenant_id, id, $2, $2, created_at from onboardings where id = $1', [
      id,
      planted,
    ]);
    await addToTimeline(pool, id, planted, { reason: planted });
    await addToTimeline(pool, id, 'link_event', { event: planted });
    await addToTimeline(pool, id, 'reviewed', { reviewer: planted, decision: planted, reason: planted });
    for (const path of ['', '/erase']) assert.deepEqual(await faultsAt(browser(), at(path), headersOf('ada')), []);
    assert.deepEqual(await faultsAt(browser(), at(''), headersOf('viola')), []);
  });
});
