import assert from 'node:assert/strict';
import { type IdentityVerificationCreateRequest, Strategy } from 'plaid';
import {
  plaidError,
  type Receiver,
  type RunningSimulator,
  receiveWebhooks,
  runSimulator,
} from './running-simulator.ts';

const template_id = 'idvtmp_52xR9LKo77r1Np';
const person = { client_user_id: 'onb_1', template_id };

describe('an identity verification', () => {
  let simulator: RunningSimulator;
  let receiver: Receiver;
  beforeEach(async () => {
    [simulator, receiver] = await Promise.all([runSimulator(), receiveWebhooks()]);
    await simulator.control('/webhooks', { dashboard_url: receiver.url });
  });
  afterEach(async () => {
    await simulator.stop();
    await receiver.stop();
  });

  const create = async (more: Partial<IdentityVerificationCreateRequest> = {}) =>
    (
      await simulator.plaid.identityVerificationCreate({
        ...person,
        is_shareable: true,
        gave_consent: true,
        is_idempotent: true,
        ...more,
      })
    ).data;
  const read = async (identity_verification_id: string) =>
    (await simulator.plaid.identityVerificationGet({ identity_verification_id })).data;
  const play = (asked: object) => simulator.control('/identity-verifications', { client_user_id: 'onb_1', ...asked });
  const retry = async (strategy: Strategy, more: object = {}) =>
    (await simulator.plaid.identityVerificationRetry({ ...person, strategy, ...more })).data;

  it('begins active, with one step to do', async () => {
    const { steps, ...made } = await create({ user: { name: { given_name: 'Ada', family_name: 'Byron' } } });
    assert.deepEqual([made.status, made.client_user_id, made.template.id], ['active', 'onb_1', template_id]);
    assert.deepEqual(made.user.name, { given_name: 'Ada', family_name: 'Byron' });
    assert.deepEqual(
      [steps.accept_tos, steps.documentary_verification, steps.selfie_check, steps.kyc_check],
      ['skipped', 'active', 'waiting_for_prerequisite', 'not_applicable'],
    );
    const other = await create({ client_user_id: 'onb_2', gave_consent: false, is_shareable: false });
    assert.deepEqual(
      [other.steps.accept_tos, other.steps.documentary_verification, other.shareable_url],
      ['active', 'waiting_for_prerequisite', null],
    );
  });

  it('is made once per person and template', async () => {
    const first = await create();
    assert.equal((await create()).id, first.id);
    const error = await plaidError(create({ is_idempotent: false }));
    assert.deepEqual([error.status, error.error_type], [400, 'INVALID_REQUEST']);
    assert.notEqual((await create({ template_id: 'idvtmp_other' })).id, first.id);
    const ledger = (await (await fetch(`${simulator.origin}/simulator/ledger`)).json()) as {
      identity_verifications: { identity_verification_id: string; times: number }[];
    };
    const counted = ledger.identity_verifications.find((one) => one.identity_verification_id === first.id);
    assert.equal(counted?.times, 3);
  });

  it("succeeds step by step, and notifies the Dashboard's URL with nothing but the id", async () => {
    const { id } = await create();
    assert.deepEqual((await play({ username: 'user_good' })).body, { identity_verification_id: id, status: 'success' });
    assert.deepEqual(await receiver.next('STATUS_UPDATED'), {
      webhook_type: 'IDENTITY_VERIFICATION',
      webhook_code: 'STATUS_UPDATED',
      identity_verification_id: id,
      environment: 'sandbox',
    });
    for (const _ of ['document', 'selfie', 'screening']) await receiver.next('STEP_UPDATED');
    const { steps, completed_at } = await read(id);
    assert.deepEqual(
      [steps.documentary_verification, steps.selfie_check, steps.watchlist_screening],
      ['success', 'success', 'success'],
    );
    assert.ok(completed_at);
  });

  it('fails at the document (user_idv_failed), and a retry begins there', async () => {
    const { id } = await create();
    await play({ username: 'user_idv_failed' });
    const { status, steps, documentary_verification } = await read(id);
    assert.deepEqual(
      [status, steps.documentary_verification, documentary_verification?.status],
      ['failed', 'failed', 'failed'],
    );
    const again = await retry(Strategy.Infer);
    assert.equal((await receiver.next('RETRIED')).identity_verification_id, again.id);
    assert.deepEqual([again.previous_attempt_id, again.status], [id, 'active']);
    assert.equal((await create()).id, again.id);
    await play({ username: 'user_good' });
    assert.deepEqual([(await read(again.id)).status, (await read(id)).status], ['success', 'failed']);
    const { identity_verifications } = (await simulator.plaid.identityVerificationList(person)).data;
    assert.deepEqual(
      identity_verifications.map((one) => one.id),
      [again.id, id],
    );
  });

  for (const [decision, status, step] of [
    ['approve', 'success', 'manually_approved'],
    ['reject', 'failed', 'manually_rejected'],
  ]) {
    it(`waits for a reviewer (user_idv_pending), who can ${decision} it`, async () => {
      const { id } = await create();
      await play({ username: 'user_idv_pending' });
      await receiver.next('STATUS_UPDATED');
      assert.deepEqual([(await read(id)).status, (await read(id)).completed_at], ['pending_review', null]);
      await play({ decision });
      assert.equal((await receiver.next('STATUS_UPDATED')).identity_verification_id, id);
      const read_ = await read(id);
      assert.deepEqual([read_.status, read_.steps.watchlist_screening], [status, step]);
    });
  }

  for (const [decision, status] of [
    ['cancel', 'canceled'],
    ['expire', 'expired'],
  ]) {
    it(`can be ${status} before it is finished`, async () => {
      const { id } = await create();
      await play({ decision });
      await receiver.next('STATUS_UPDATED');
      const { steps, ...read_ } = await read(id);
      assert.deepEqual([read_.status, steps.documentary_verification, steps.accept_tos], [status, status, 'skipped']);
      const late = await play({ username: 'user_good' });
      assert.match(String(late.body.error), /nothing left to do/);
    });
  }

  it('retries all steps, those that are left, or those that the caller chooses', async () => {
    await create();
    const active = await plaidError(retry(Strategy.Infer));
    assert.match(active.error_message, /active session/);
    await play({ username: 'user_good' });
    const steps = async (how: Strategy, more: object = {}) => {
      const { documentary_verification: document, selfie_check: selfie } = (await retry(how, more)).steps;
      return [document, selfie];
    };
    assert.deepEqual(await steps(Strategy.Incomplete), ['skipped', 'skipped']);
    assert.deepEqual(await steps(Strategy.Reset), ['active', 'waiting_for_prerequisite']);
    const chosen = { verify_sms: false, kyc_check: false, documentary_verification: false, selfie_check: true };
    assert.deepEqual(await steps(Strategy.Custom, { steps: chosen }), ['skipped', 'active']);
    assert.equal((await plaidError(retry(Strategy.Custom))).error_code, 'INVALID_FIELD');
  });

  it('is listed in pages', async () => {
    await create();
    for (let n = 0; n < 10; n += 1) await retry(Strategy.Reset);
    const first = (await simulator.plaid.identityVerificationList(person)).data;
    assert.equal(first.identity_verifications.length, 10);
    const second = (await simulator.plaid.identityVerificationList({ ...person, cursor: first.next_cursor })).data;
    assert.deepEqual([second.identity_verifications.length, second.next_cursor], [1, null]);
  });

  it('refuses the requests that Plaid refuses', async () => {
    for (const [more, field] of [
      [{ client_user_id: 'ada@example.com' }, 'client_user_id'],
      [{ template_id: 'flow_1' }, 'template_id'],
      [{ user: { phone_number: '555-0100' } }, 'user.phone_number'],
      [{ user: { address: { country: 'US', postal_code: '1234' } } }, 'user.address'],
    ] as const) {
      const error = await plaidError(create(more));
      assert.equal(error.error_code, 'INVALID_FIELD');
      assert.ok(error.error_message.startsWith(`${field}: `), error.error_message);
    }
    assert.equal((await plaidError(read('idv_unknown'))).status, 404);
  });

  describe('on its page', () => {
    const send = async (url: string, fields: Record<string, string>) =>
      (await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })).text();

    it('lets the person leave, and finish later', async () => {
      const { id, shareable_url } = await create();
      const url = shareable_url ?? '';
      assert.match(await (await fetch(url)).text(), /id="verify" name="act" value="verify"/);
      assert.match(await send(url, { act: 'leave' }), /You left/);
      assert.equal((await read(id)).status, 'active');
      assert.match(await send(url, { act: 'verify', username: 'user_nobody' }), /no such test user/);
      assert.match(await send(url, { act: 'verify', username: 'user_idv_pending' }), /A reviewer will look at it/);
      assert.match(await send(url, { act: 'fail', username: 'user_good' }), /A reviewer will look at it/);
      assert.equal((await read(id)).status, 'pending_review');
    });

    it('lets the person fail, and shows nothing without its key', async () => {
      const { id, shareable_url } = await create();
      const url = shareable_url ?? '';
      const guessed = await fetch(url.replace(/key=.*/, 'key=guessed'));
      assert.equal(guessed.status, 404);
      assert.match(await send(url, { act: 'fail', username: 'user_good' }), /The result: failed/);
      assert.equal((await read(id)).status, 'failed');
    });
  });
});
