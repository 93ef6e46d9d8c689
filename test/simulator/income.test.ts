import assert from 'node:assert/strict';
import type { CreditPayrollIncomeGetResponse, LinkTokenCreateResponse, UserCreateResponse } from 'plaid';
import { PlaidError } from '../../simulator/errors.ts';
import { playLink } from '../../simulator/link/scripted.ts';
import { timePasses } from '../../simulator/time-passes.ts';
import { call, type SimulatedBank, simulatedBank } from './simulated-bank.ts';

const webhook = 'https://gangway.example/webhooks';

describe('income at the simulator', () => {
  let bank: SimulatedBank;
  let user: UserCreateResponse;
  beforeEach(() => {
    bank = simulatedBank();
    user = call(bank, '/user/create', { client_user_id: 'onb_1.a' });
  });

  const incomeLink = (change: object = {}): LinkTokenCreateResponse =>
    call(bank, '/link/token/create', {
      client_name: 'Gangway',
      language: 'en',
      country_codes: ['US'],
      user: { client_user_id: 'onb_1' },
      user_token: user.user_token,
      products: ['income_verification'],
      income_verification: { income_source_types: ['payroll'] },
      webhook,
      ...change,
    });
  const share = (username?: string) =>
    playLink(bank, {
      link_token: incomeLink().link_token,
      exit: false,
      notify: true,
      ...(username !== undefined && { username }),
    });
  const get = (by: object = { user_token: user.user_token }): CreditPayrollIncomeGetResponse =>
    call(bank, '/credit/payroll_income/get', by);
  const later = () => {
    bank.clock.now = new Date(bank.clock.now.getTime() + 4_000);
    timePasses(bank);
  };
  const refused = (code: string) => (error: unknown) => error instanceof PlaidError && error.body.error_code === code;
  const sent = (code: string) => bank.sent.map(({ body }) => body).filter((body) => body.webhook_code === code);

  it('is shared in Link, ready a moment later, and announced by a webhook that names the user', () => {
    assert.throws(() => get(), refused('INCOME_VERIFICATION_NOT_FOUND'));
    assert.equal(share().public_token, null);
    assert.deepEqual(sent('SESSION_FINISHED')[0]?.public_tokens, []);
    assert.throws(() => get(), refused('PRODUCT_NOT_READY'));
    later();
    const { items } = get();
    assert.deepEqual(sent('INCOME_VERIFICATION'), [
      {
        webhook_type: 'INCOME',
        webhook_code: 'INCOME_VERIFICATION',
        item_id: items[0]?.item_id,
        user_id: user.user_id,
        verification_status: 'VERIFICATION_STATUS_PROCESSING_COMPLETE',
      },
    ]);
    assert.equal(items[0]?.payroll_income[0]?.pay_stubs[0]?.net_pay.current_amount, 2000);
    assert.deepEqual(get({ user_id: user.user_id }).items, items);
  });

  it('user_income_fails: Plaid cannot read the payslips', () => {
    share('user_income_fails');
    later();
    assert.equal(sent('INCOME_VERIFICATION')[0]?.verification_status, 'VERIFICATION_STATUS_PROCESSING_FAILED');
    assert.throws(() => get(), refused('INCOME_VERIFICATION_FAILED'));
  });

  it('goes together with no other product, and needs a user', () => {
    for (const change of [
      { products: ['income_verification', 'transfer'] },
      { optional_products: ['assets'] },
      { products: ['transfer'] },
    ]) {
      assert.throws(() => incomeLink(change), refused('INVALID_FIELD'), JSON.stringify(change));
    }
    assert.throws(() => incomeLink({ user_token: undefined }), refused('MISSING_FIELDS'));
    assert.throws(() => incomeLink({ user_token: 'user-sandbox-none' }), refused('INVALID_USER_TOKEN'));
    const hours = (Date.parse(incomeLink().expiration) - bank.now().getTime()) / 3_600_000;
    assert.equal(hours, 4);
  });

  it('belongs to users, each with a client_user_id of its own', () => {
    const again = () => call(bank, '/user/create', { client_user_id: 'onb_1.a' });
    assert.throws(again, refused('INVALID_FIELD'));
    const other: UserCreateResponse = call(bank, '/user/create', { client_user_id: 'onb_1.b' });
    assert.notEqual(other.user_id, user.user_id);
    assert.throws(() => get({ user_id: 'usr_none' }), refused('INVALID_USER_TOKEN'));
    assert.throws(() => get({}), refused('MISSING_FIELDS'));
  });

  it('has webhooks that the sandbox fires', () => {
    const fired = { item_id: 'payroll-1', user_id: user.user_id, webhook_code: 'USER_INCOME_VERIFICATION' };
    call(bank, '/sandbox/income/fire_webhook', { ...fired, webhook });
    const verification_status = 'VERIFICATION_STATUS_PROCESSING_COMPLETE';
    assert.deepEqual(bank.sent, [{ url: webhook, body: { webhook_type: 'INCOME', ...fired, verification_status } }]);
  });
});
