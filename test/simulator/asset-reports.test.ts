import assert from 'node:assert/strict';
import type { AssetReportCreateResponse, AssetReportGetResponse } from 'plaid';
import { PlaidError } from '../../simulator/errors.ts';
import { timePasses } from '../../simulator/time-passes.ts';
import { call, linkAccount, type SimulatedBank, simulatedBank } from './simulated-bank.ts';

const webhook = 'https://gangway.example/webhooks';

describe('asset reports at the simulator', () => {
  let bank: SimulatedBank;
  beforeEach(() => {
    bank = simulatedBank();
  });

  function linked(username: string, change: object = {}) {
    const { item, access_token } = linkAccount(bank, username);
    return { item: Object.assign(item, { products: ['transfer', 'assets'], ...change }), access_token };
  }
  const create = (access_token: string): AssetReportCreateResponse =>
    call(bank, '/asset_report/create', {
      access_tokens: [access_token],
      days_requested: 61,
      options: { client_report_id: 'rep_1', webhook },
    });
  const get = ({ asset_report_token }: AssetReportCreateResponse): AssetReportGetResponse =>
    call(bank, '/asset_report/get', { asset_report_token });
  const later = () => {
    bank.clock.now = new Date(bank.clock.now.getTime() + 4_000);
    timePasses(bank);
  };
  const refused =
    (code: string, type = 'ASSET_REPORT_ERROR') =>
    (error: unknown) =>
      error instanceof PlaidError && error.body.error_code === code && error.body.error_type === type;

  it('take a while, cause a webhook, and hold owners, balances and transactions', () => {
    const report = create(linked('user_good').access_token);
    assert.throws(() => get(report), refused('PRODUCT_NOT_READY'));
    assert.deepEqual(bank.sent, []);
    later();
    const { asset_report_id } = report;
    const ready = { webhook_type: 'ASSETS', webhook_code: 'PRODUCT_READY', asset_report_id, report_type: 'FULL' };
    assert.deepEqual(bank.sent, [{ url: webhook, body: ready }]);
    const read = get(report).report;
    assert.deepEqual(
      [read.asset_report_id, read.client_report_id, read.days_requested],
      [asset_report_id, 'rep_1', 61],
    );
    const [account] = read.items[0]?.accounts ?? [];
    assert.equal(account?.owners[0]?.names[0], 'Alberta Bobbeth Charleson');
    assert.equal(account.balances.current, 100);
    assert.ok(account.transactions.length > 5 && account.transactions.every(({ date }) => date > '2026-09-11'));
  });

  it('fail by a webhook, and by an error on each read', () => {
    const report = create(linked('user_assets_fail').access_token);
    later();
    const [{ body } = { body: {} }] = bank.sent as {
      body: { webhook_code?: string; error?: { error_code: string } };
    }[];
    assert.deepEqual([body.webhook_code, body.error?.error_code], ['ERROR', 'ASSET_REPORT_GENERATION_FAILED']);
    assert.throws(() => get(report), refused('ASSET_REPORT_GENERATION_FAILED'));
  });

  it('need a working Item that was linked for them', () => {
    assert.throws(
      () => create(linked('user_good', { products: ['transfer'] }).access_token),
      refused('PRODUCT_NOT_ENABLED'),
    );
    const broken = linked('user_good', { login_required: true });
    assert.throws(() => create(broken.access_token), refused('ITEM_LOGIN_REQUIRED', 'ITEM_ERROR'));
  });

  it('are gone once they are removed', () => {
    const report = create(linked('user_good').access_token);
    later();
    const { asset_report_token } = report;
    assert.deepEqual(call(bank, '/asset_report/remove', { asset_report_token }), { removed: true });
    assert.throws(() => get(report), refused('INVALID_ASSET_REPORT_TOKEN', 'INVALID_INPUT'));
  });
});
