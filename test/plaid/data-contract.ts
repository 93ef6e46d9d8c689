// The part of the contract about data that a tenant may ask for: an Item of `user_good`, linked for all of it.
import assert from 'node:assert/strict';
import type { BankTransaction } from '../../domain/data/bank-transaction.ts';
import { Failure } from '../../domain/failure.ts';
import type { Secret } from '../../domain/secret.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';
import { until } from '../support/until.ts';

export function dataContract(linked: () => { gateway: PlaidGateway; accessToken: Secret }): void {
  describe('transactions', () => {
    async function readAll(cursor: string | null) {
      const stored: BankTransaction[] = [];
      for (let more = true; more; ) {
        const page = await linked().gateway.readTransactions(linked().accessToken, cursor);
        stored.push(...page.stored);
        cursor = page.cursor;
        more = page.hasMore;
      }
      return { stored, cursor };
    }

    it('arrive soon after the first request, and are not repeated', async () => {
      let read = await readAll(null);
      const there = async () => {
        read = await readAll(read.cursor);
        return read.stored.length > 0;
      };
      assert.ok(read.stored.length > 0 || (await until(there, { everyMs: 500 })), 'no transaction came');
      const ids = new Set(read.stored.map(({ transactionId }) => transactionId));
      assert.equal(ids.size, read.stored.length);
      for (const { amountMinor, currency } of read.stored) {
        assert.ok(Number.isSafeInteger(amountMinor));
        assert.equal(currency, 'USD');
      }
      const again = await readAll(read.cursor);
      assert.ok(again.stored.every(({ transactionId }) => !ids.has(transactionId)));
    });
  });

  it('a report on assets takes its time, then holds our own id, and can be removed', async () => {
    const { gateway, accessToken } = linked();
    const webhookUrl = 'https://gangway.example/plaid/webhooks';
    const { token } = await gateway.createAssetReport({ accessToken, clientReportId: 'rep_contract', webhookUrl });
    let report: Record<string, unknown> | undefined;
    const ready = async () => {
      try {
        report = JSON.parse((await gateway.readAssetReport(token)).reveal());
        return true;
      } catch (error) {
        if (error instanceof Failure && error.detail.code === 'PRODUCT_NOT_READY') return false;
        throw error;
      }
    };
    assert.ok(await until(ready, { everyMs: 500 }), 'the report never got ready');
    assert.equal(report?.client_report_id, 'rep_contract');
    for (let times = 0; times < 2; times++) await gateway.removeAssetReport(token);
    await assert.rejects(gateway.readAssetReport(token));
  });
}
