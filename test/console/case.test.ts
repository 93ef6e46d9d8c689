import assert from 'node:assert/strict';
import { holdAccount } from '../../db/bank/account-holds.ts';
import { markWorkflowStarted } from '../../db/case/onboardings.ts';
import { closeStage, moveStage, type StageMove } from '../../db/case/stages.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import { storedCase, storedLink, storedTransfer } from '../support/cases/stored-case.ts';
import { consoleOf, type Person, startApiWithConsole } from '../support/http/console-people.ts';
import { forEachTest } from '../support/http/own-api.ts';

const inAWeek = new Date(Date.now() + 7 * 86_400_000);

describe('the case page of the console', () => {
  const [database, api] = forEachTest(startApiWithConsole);
  const { get, post } = consoleOf(api);
  let id: string;
  beforeEach(async () => {
    id = await storedCase(database.pool, { tenantId: 'default' });
    api.temporal.started.set(`onboarding/${id}`, {});
    await markWorkflowStarted(database.pool, id);
  });
  const move = (stage: StageMove['stage'], more: Partial<StageMove> = {}) =>
    moveStage(database.pool, { onboardingId: id, step: 5, stage, ...more });
  const page = (person: Person) => get(person, `/cases/${id}`);
  const sent = () => api.temporal.updates.filter(({ workflowId }) => workflowId.endsWith(id)).map(({ name }) => name);
  const buttons = (text: string) =>
    [...text.matchAll(/action="[^"]*\/cases\/[^/"]+\/([^"]+)"/g)].map(([, name]) => name);

  it('says where the case stands, what happened and who waits for whom, and nothing personal', async () => {
    await storedTransfer(database.pool, id);
    await addToTimeline(database.pool, id, 'delayed', { reason: 'bank_unavailable', since: '2026-03-02T15:00:00Z' });
    await move('transferring', { waitingFor: 'settlement', waitingUntil: inAWeek });
    const { status, text } = await page('viola');
    assert.equal(status, 200);
    for (const shown of [
      'The money is on its way.',
      'The case waits for the bank to move the money',
      'The applicant’s bank does not answer Plaid',
      '$25.00',
      'First Platypus Bank ··0000',
      'pending',
    ])
      assert.ok(text.replaceAll("'", '’').includes(shown), shown);
    for (const never of ['Ada Byron', 'ada@example.com', '1111222233330000', 'Personal data'])
      assert.ok(!text.includes(never), never);
    assert.deepEqual(buttons(text), []);
  });

  it('lets only operators act, and only them see a link', async () => {
    await storedLink(database.pool, id);
    await move('awaiting_link', { waitingFor: 'link', waitingUntil: inAWeek });
    assert.deepEqual(buttons((await page('ines')).text), []);
    assert.ok(!(await page('ines')).text.includes('hosted.example'));
    const omar = (await page('omar')).text;
    assert.deepEqual(buttons(omar), ['link_token', 'cancel']);
    assert.ok(omar.includes('https://hosted.example/link'));
    for (const person of ['viola', 'ines'] as const)
      for (const command of [
        'cancel',
        'confirm',
        'refuse',
        'refund',
        'lift_hold',
        'link_token',
        'erase',
        'update/refresh',
      ])
        assert.equal((await post(person, `/cases/${id}/${command}`)).status, 403, command);
    assert.deepEqual(sent(), []);
  });

  it('refuses a key of the form that no page gives, and sends nothing', async () => {
    await move('awaiting_link');
    for (const once of ['\0', 'a\r\nb', '\u{1f600}'])
      assert.equal((await post('omar', `/cases/${id}/cancel`, { once })).status, 403, once);
    assert.deepEqual(sent(), []);
  });

  it('cancels once, however often the button is pressed, and says so', async () => {
    await move('awaiting_link');
    const once = { once: 'key-1' };
    const [first, second] = await Promise.all([1, 2].map(() => post('omar', `/cases/${id}/cancel`, once)));
    const statuses = [first?.status, second?.status].sort();
    assert.ok(statuses[0] === 303 && [303, 409].includes(statuses[1] ?? 0), `${statuses}`);
    assert.equal(
      (await post('omar', `/cases/${id}/cancel`, once)).location,
      `/console/t/default/cases/${id}?done=cancel`,
    );
    const { rows } = await database.pool.query(
      `select from timeline where onboarding_id = $1 and what = 'cancel_requested'`,
      [id],
    );
    assert.deepEqual([sent(), rows.length], [['cancel'], 1]);
    const { text } = await get('omar', `/cases/${id}?done=cancel`);
    assert.ok(text.includes('The case is cancelled, or is about to be.'));
    assert.ok(!(await get('omar', `/cases/${id}?done=<i>`)).text.includes('<i>'));
  });

  it('explains a refusal on the page', async () => {
    await move('watching_returns');
    await database.pool.query(`update onboardings set outcome = 'funded' where id = $1`, [id]);
    const { status, text } = await post('omar', `/cases/${id}/cancel`);
    assert.equal(status, 409);
    assert.match(text, /<title>Error: Case/);
    assert.ok(text.includes('The money has arrived, so the case can no longer be cancelled.'));
    const refund = await post('omar', `/cases/${id}/refund`, { amount: 'much', once: 'key-2' });
    assert.equal(refund.status, 422);
    assert.ok(refund.text.includes('href="#amount"') && refund.text.includes('value="much"'));
  });

  it('makes a new link, and lifts a hold', async () => {
    await move('awaiting_link', { waitingFor: 'link', waitingUntil: inAWeek });
    assert.equal((await post('omar', `/cases/${id}/link_token`, { once: 'key-3' })).status, 303);
    assert.equal(api.plaid.linkTokens.length, 1);
    const transferId = await storedTransfer(database.pool, id);
    await holdAccount(database.pool, { transferId, holds: 'account', code: 'R02' });
    assert.ok((await page('viola')).text.includes('all transfers'));
    assert.equal((await post('omar', `/cases/${id}/lift_hold`, { once: 'key-4' })).status, 303);
    const { text } = await page('omar');
    assert.ok(text.includes('omar-operator.op000005 lifted the hold') && !text.includes('all transfers'));
    const again = await post('omar', `/cases/${id}/lift_hold`, { once: 'key-5' });
    assert.ok(again.status === 409 && again.text.includes('is not on hold'));
  });

  it('shows the applicant behind a click that is audited, to reviewers', async () => {
    assert.equal((await get('viola', `/cases/${id}/person`)).status, 403);
    const { text } = await get('ines', `/cases/${id}/person`);
    for (const shown of ['Ada Byron', 'ada@example.com']) assert.ok(text.includes(shown), shown);
    const { body } = await api.send('GET', `/v1/audit?object=${id}`);
    assert.deepEqual(body.data.map(({ action, key }: Record<string, string>) => [action, key]).sort(), [
      ['onboardings.identity.read', 'op000002'],
      ['onboardings.reviews.read', 'op000002'],
    ]);
  });

  it('erases the applicant of a closed case, after a page that says what is lost', async () => {
    await move('awaiting_link');
    const early = await post('omar', `/cases/${id}/erase`);
    assert.ok(early.status === 409 && early.text.includes('can be erased only once the case is closed'));
    await closeStage(database.pool, { onboardingId: id, step: 6, outcome: 'abandoned' });
    assert.ok((await page('omar')).text.includes(`/cases/${id}/erase`));
    assert.ok((await get('omar', `/cases/${id}/erase`)).text.includes('Nobody can bring back'));
    assert.equal((await post('omar', `/cases/${id}/erase`)).location, `/console/t/default/cases/${id}?done=erase`);
    const { text } = await get('ines', `/cases/${id}/person`);
    assert.ok(!text.includes('Ada Byron') && /erased/.test(text));
  });

  it('sends the updates of operators across tenants, and only theirs', async () => {
    await move('awaiting_link');
    const ada = (await page('ada')).text;
    assert.ok(ada.includes('Read Plaid now') && ada.includes(`href="http://temporal.example/${id}"`));
    assert.ok(!/Read Plaid now|temporal.example/.test((await page('omar')).text));
    for (const [name, update] of [
      ['refresh', 'refresh'],
      ['retry_step', 'retryStep'],
      ['skip_reminder', 'skipReminder'],
      ['resend_notification', 'resendNotification'],
    ]) {
      assert.equal((await post('omar', `/cases/${id}/update/${name}`)).status, 403);
      assert.equal((await post('ada', `/cases/${id}/update/${name}`)).status, 303);
      assert.equal(sent().at(-1), update);
    }
    const foreign = await storedCase(database.pool, { tenantId: 'other' });
    assert.equal((await post('ada', `/cases/${foreign}/update/refresh`)).status, 404);
    assert.equal(api.temporal.updates.length, 4);
  });

  it('shows the transfer of an onboarding as the onboarding', async () => {
    await storedTransfer(database.pool, id);
    const { status, text } = await get('viola', `/cases/${id.replace('onb', 'trf')}`);
    assert.ok(status === 200 && text.includes(id));
  });

  it('is not there for another tenant', async () => {
    const foreign = await storedCase(database.pool, { tenantId: 'other' });
    for (const path of ['', '/live', '/person', '/erase'].map((part) => `/cases/${foreign}${part}`)) {
      const { status, text } = await get('omar', path);
      // The page that asks whether to erase reads nothing.
      if (!path.endsWith('/erase')) assert.equal(status, 404, path);
      assert.ok(!text.includes('Ada Byron'));
    }
    assert.equal((await post('omar', `/cases/${foreign}/erase`)).status, 404);
    assert.equal((await get('stranger', `/cases/${id}`)).status, 404);
  });
});
