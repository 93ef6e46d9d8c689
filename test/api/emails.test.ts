import assert from 'node:assert/strict';
import { createMailer } from '../../api/notify/mailer.ts';
import { addNotification } from '../../db/notify/notifications.ts';
import { eraseDataKey } from '../../db/vault.ts';
import type { OnboardingType } from '../../domain/notify/notifications.ts';
import { textsIn } from '../../domain/words/languages.ts';
import { anApplicant, type CaseChange, storedCase } from '../support/cases/stored-case.ts';
import { registered } from '../support/http/api.ts';
import { type MailServer, startMailServer } from '../support/http/mail-server.ts';
import { anEndpoint, startNotified } from '../support/http/notified.ts';
import { forEachTest } from '../support/http/own-api.ts';

const day = 24 * 3_600;
const to = 'canary.applicant@example.com';
const page = 'https://product.example/bank?from=email';

describe('emails to the applicant', () => {
  let server: MailServer;
  const [database, notified] = forEachTest(async (pool) => {
    await pool.query('truncate notification_endpoints, notifications cascade');
    server = await startMailServer();
    const mailer = createMailer({ url: `smtp://127.0.0.1:${server.port}`, from: 'hello@product.example' });
    const started = await startNotified(pool, { mailer });
    for (const address of [page, 'https://product.example/other']) await registered(pool, address);
    return started;
  });
  afterEach(() => server.stop());

  const emailing = (more: object = {}) => anEndpoint(notified.api, page, { channel: 'email', ...more });
  async function tell(
    type: OnboardingType,
    action: 'repair_link' | 'review' | 'confirm' | null = null,
    change: CaseChange = {},
  ) {
    const applicant = { ...anApplicant, email: to };
    const onboardingId = await storedCase(database.pool, { tenantId: 'default', applicant, ...change });
    await addNotification(database.pool, { onboardingId, type, action });
    await notified.api.notifier.turn();
    return onboardingId;
  }
  const state = async (onboardingId: string) => {
    const { status, result, status_code } = await notified.delivery(onboardingId);
    return [status, result, status_code];
  };

  it("say what happened, and lead to the tenant's page, without a token", async () => {
    await emailing();
    const onboardingId = await tell('onboarding.action_required', 'repair_link');
    const [mail] = server.mails;
    assert.deepEqual(mail?.to, [to]);
    assert.match(mail?.text ?? '', /^From: hello@product\.example\r$/m);
    assert.match(mail?.text ?? '', /^Subject: Your bank needs you\r$/m);
    const text = mail?.text.split('\r\n\r\n').slice(1).join('\n').replaceAll('=\r\n', '').replaceAll('=3D', '=');
    assert.equal(
      text?.trim().replaceAll('\r\n', ' '),
      'Your bank asks you to confirm the connection to your account. Please sign in there again, so that we can go on.\n' +
        `${page}&onboarding_id=${onboardingId}`,
    );
    assert.deepEqual(await state(onboardingId), ['delivered', 'delivered', 250]);
  });

  it('lead to the page of the case where the tenant names no address', async () => {
    const { body } = await notified.api.send('POST', '/v1/notification_endpoints', { body: { channel: 'email' } });
    assert.equal(body.url, 'https://gangway.example/p/');
    const onboardingId = await tell('onboarding.action_required', 'repair_link');
    const { page_url } = (await notified.api.send('GET', `/v1/onboardings/${onboardingId}`)).body;
    const [mail] = server.mails;
    assert.ok(mail?.text.replaceAll('=\r\n', '').includes(page_url));
  });

  it('are in the language of the Link of the case, or in English', async () => {
    await emailing();
    await tell('onboarding.action_required', 'repair_link', { linkSettings: { language: 'es' } });
    await tell('onboarding.action_required', 'repair_link', { linkSettings: { language: 'pl' } });
    const subjects = server.mails.map(({ text }) => /^Subject: (.*)\r$/m.exec(text)?.[1]);
    assert.deepEqual(subjects.sort(), [textsIn('es').asks.repair_link.subject, textsIn('en').asks.repair_link.subject]);
  });

  it('are sent only where the tenant has an endpoint for email, and only of its types', async () => {
    await tell('onboarding.funded');
    await emailing({ types: ['onboarding.returned'] });
    await tell('onboarding.funded');
    assert.equal(server.mails.length, 0);
    await tell('onboarding.returned');
    assert.equal(server.mails.length, 1);
    const second = await notified.api.send('POST', '/v1/notification_endpoints', {
      body: { channel: 'email', url: 'https://product.example/other' },
    });
    assert.deepEqual([second.status, second.body.code], [409, 'endpoint_exists']);
  });

  const skipped: [why: string, tell: () => Promise<string>, result: string][] = [
    ['of what is not for the applicant', () => tell('onboarding.in_review', 'review'), 'not_for_applicant'],
    ['of a review that is still awaited', () => tell('onboarding.reminder', 'review'), 'not_for_applicant'],
    ['of what the tenant has to confirm', () => tell('onboarding.action_required', 'confirm'), 'not_for_applicant'],
    [
      'to an applicant who gave no address',
      () => tell('onboarding.funded', null, { applicant: { ...anApplicant, email: null } }),
      'no_email',
    ],
  ];
  for (const [why, tellIt, result] of skipped) {
    it(`are not sent ${why}`, async () => {
      await emailing();
      assert.deepEqual(await state(await tellIt()), ['skipped', result, null]);
      assert.equal(server.mails.length, 0);
    });
  }

  it('are not sent to an applicant who was erased meanwhile', async () => {
    await emailing();
    server.refuse = { at: 'RCPT', code: 451 };
    const onboardingId = await tell('onboarding.funded');
    const { rows } = await database.pool.query('select data_key_id as id from applicants where onboarding_id = $1', [
      onboardingId,
    ]);
    await eraseDataKey(database.pool, rows[0].id);
    server.refuse = null;
    notified.clock.pass(60);
    await notified.api.notifier.turn();
    assert.deepEqual(await state(onboardingId), ['skipped', 'erased', null]);
    assert.equal(server.mails.length, 0);
  });

  it('are retried by the schedule after a temporary refusal, and not after a permanent one', async () => {
    const { id } = await emailing();
    server.refuse = { at: 'RCPT', code: 451 };
    const later = await tell('onboarding.funded');
    assert.deepEqual(await state(later), ['waiting', 'smtp_unavailable', 451]);
    server.refuse = { at: 'RCPT', code: 550 };
    const never = await tell('onboarding.funded');
    assert.deepEqual(await state(never), ['failed', 'email_refused', 550]);
    server.refuse = null;
    notified.clock.pass(5.6);
    await notified.api.notifier.turn();
    assert.deepEqual(await state(later), ['delivered', 'delivered', 250]);
    assert.deepEqual([server.mails.length, (await notified.endpoint(id)).failing_since], [1, null]);
  });

  it('are not sent when they have waited too long', async () => {
    const { id } = await emailing();
    await database.pool.query(`update notification_endpoints set status = 'disabled' where id = $1`, [id]);
    const onboardingId = await tell('onboarding.action_required', 'repair_link');
    notified.clock.pass(4.1 * day);
    await notified.api.send('POST', `/v1/notification_endpoints/${id}/enable`);
    await notified.api.notifier.turn();
    assert.deepEqual(await state(onboardingId), ['skipped', 'too_late', null]);
  });

  it("leave no address in the log, not even from a mail server's refusal", async () => {
    await emailing();
    server.refuse = { at: 'RCPT', code: 550 };
    await tell('onboarding.funded');
    server.refuse = { at: 'DATA', code: 451 };
    await tell('onboarding.funded');
    server.refuse = null;
    await tell('onboarding.funded');
    const log = notified.api.logs.join('');
    assert.match(log, /email_refused/);
    assert.match(log, /smtp_unavailable/);
    assert.match(log, /notification delivered/);
    assert.doesNotMatch(log, /canary|product\.example/);
  });

  it('need an endpoint with a valid page', async () => {
    for (const url of ['http://product.example/', 'https://user@product.example/', 'continue', 'javascript:alert(1)']) {
      const body = { channel: 'email', url };
      const answer = await notified.api.send('POST', '/v1/notification_endpoints', { body });
      assert.deepEqual([answer.status, answer.body.errors?.[0].pointer], [422, '/url'], url);
    }
    const { id, secret } = await emailing();
    assert.equal(secret, undefined);
    const rotated = await notified.api.send('POST', `/v1/notification_endpoints/${id}/rotate`);
    assert.deepEqual([rotated.status, rotated.body.code], [409, 'no_secret']);
  });
});
