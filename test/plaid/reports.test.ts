import assert from 'node:assert/strict';
import { Secret } from '../../domain/secret.ts';
import { withStub } from './stub.ts';

const token = new Secret('assets-sandbox-1');

describe('asset reports', () => {
  it('are requested with our own id, and a webhook address of their own', async () => {
    const body = { asset_report_id: 'report-1', asset_report_token: 'assets-sandbox-1', request_id: 'r' };
    await withStub({ body }, async (plaid, asked) => {
      const accessToken = new Secret('access-1');
      const webhookUrl = 'https://gangway.example/plaid/webhooks';
      const made = await plaid.createAssetReport({ accessToken, clientReportId: 'rep_1', webhookUrl });
      assert.deepEqual([made.reportId, made.token.reveal()], ['report-1', 'assets-sandbox-1']);
      assert.deepEqual(asked[0]?.body, {
        access_tokens: ['access-1'],
        days_requested: 61,
        options: { client_report_id: 'rep_1', webhook: webhookUrl },
      });
    });
  });

  it("are read whole, with Plaid's warnings", async () => {
    const report = { asset_report_id: 'report-1', items: [{ accounts: [{ owners: ['Ada'] }] }] };
    const warnings = [{ warning_code: 'OWNERS_UNAVAILABLE' }];
    await withStub({ body: { report, warnings, request_id: 'r' } }, async (plaid, asked) => {
      const read = await plaid.readAssetReport(token);
      assert.deepEqual(JSON.parse(read.reveal()), { ...report, warnings });
      assert.equal(`${read}`, '[redacted]');
      assert.deepEqual(asked[0]?.body, { asset_report_token: 'assets-sandbox-1' });
    });
  });

  it('may be large', async () => {
    const report = { asset_report_id: 'report-1', items: ['x'.repeat(2 * 1024 * 1024)] };
    await withStub({ body: { report, warnings: [], request_id: 'r' } }, async (plaid) => {
      assert.ok((await plaid.readAssetReport(token)).reveal().length > 2 * 1024 * 1024);
    });
  });

  it('are removed, even if they are gone already', async () => {
    await withStub({ body: { removed: true, request_id: 'r' } }, async (plaid, asked) => {
      await plaid.removeAssetReport(token);
      assert.deepEqual(
        [asked[0]?.path, asked[0]?.body],
        ['/asset_report/remove', { asset_report_token: 'assets-sandbox-1' }],
      );
    });
    const error = (error_code: string) => ({ status: 400, body: { error_type: 'INVALID_INPUT', error_code } });
    await withStub(error('INVALID_ASSET_REPORT_TOKEN'), (plaid) => plaid.removeAssetReport(token));
    await withStub(error('SOMETHING_ELSE'), (plaid) => assert.rejects(plaid.removeAssetReport(token)));
  });

  for (const [error_type, error_code, kind] of [
    ['ASSET_REPORT_ERROR', 'PRODUCT_NOT_READY', 'unavailable'],
    ['ASSET_REPORT_ERROR', 'ASSET_REPORT_GENERATION_FAILED', 'invalid'],
    ['ASSET_REPORT_ERROR', 'DATA_UNAVAILABLE', 'invalid'],
    ['ASSET_REPORT_ERROR', 'PRODUCT_NOT_ENABLED', 'invalid'],
    ['ITEM_ERROR', 'ITEM_LOGIN_REQUIRED', 'needs-user'],
  ] as const) {
    it(`${error_code} is ${kind}`, async () => {
      const body = { error_type, error_code, error_message: 'no', request_id: 'r' };
      await withStub({ status: 400, body }, async (plaid) => {
        await assert.rejects(plaid.readAssetReport(token), { kind });
      });
    });
  }
});
