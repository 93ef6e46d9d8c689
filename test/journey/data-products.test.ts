// Data for which a tenant asked, from the simulated bank to the tenant's reads: by a signed webhook, and by the feed's
// own look if that webhook is lost.
import assert from 'node:assert/strict';
import {
  atSimulator,
  createCase,
  goThroughLink,
  inboxOf,
  post,
  read,
  reads,
  type View,
  withoutWebhooks,
} from '../support/stack/journeys.ts';
import { until } from '../support/until.ts';

const transactionCodes = [
  'INITIAL_UPDATE',
  'HISTORICAL_UPDATE',
  'SYNC_UPDATES_AVAILABLE',
  'DEFAULT_UPDATE',
  'TRANSACTIONS_REMOVED',
];

const linkCodes = ['EVENTS', 'SESSION_FINISHED'];

describe('data for which the tenant asked', () => {
  async function linked(products: string[], username = 'user_good'): Promise<string> {
    const { id } = await createCase({ products });
    await goThroughLink(id, { username });
    return id;
  }
  /** Goes through the Link for the data. The applicant does not open the Link for which the case waits. */
  async function sharedIncome(username = 'user_good'): Promise<string> {
    const { id } = await createCase({ products: ['income'] });
    await shareIncome(id, username);
    return id;
  }
  async function shareIncome(id: string, username = 'user_good') {
    const { offers } = await post(`/v1/onboardings/${id}/link_token`, { for: 'verify_income' });
    const [{ link_token }] = offers;
    await atSimulator('/simulator/link', { link_token, username });
  }
  const transactions = (id: string) => `/v1/onboardings/${id}/transactions?limit=200`;
  const all = ({ sync }: View) => sync?.update_status === 'HISTORICAL_UPDATE_COMPLETE';
  const idsOf = ({ data }: View) => data.map((one: View) => one.id);
  const remove = (id: string): Promise<View> =>
    atSimulator('/simulator/transactions', { client_user_id: id, remove: 2 });
  /**
   * Asserts that a webhook of this kind came and woke the feed. One about a report comes for nothing if the feed, which
   * also looks by itself, has read that on a busy machine (test/api/data-webhooks.test.ts tries both in order).
   */
  async function told(id: string, code: string, ...orElse: string[]) {
    const results = async () => await inboxOf(id, code);
    const right: (string | null)[] = ['feed woken', ...orElse];
    const came = async () => (await results()).some((result) => right.includes(result));
    assert.ok(await until(came), `${code}: ${await results()}`);
  }
  const report = (id: string, status: string) =>
    reads(`/v1/onboardings/${id}`, `${status} report`, ({ reports }) => reports[0]?.status === status);

  it('TRANSACTIONS: HISTORICAL_UPDATE and SYNC_UPDATES_AVAILABLE bring all of the past', async () => {
    const id = await linked(['transactions']);
    const page = await reads(transactions(id), 'all of the past', all);
    assert.equal(page.data.length, 14);
    const dates = page.data.map(({ date }: View) => date);
    assert.deepEqual(dates, [...dates].sort().reverse());
    const coffee = page.data.find(({ pending }: View) => pending);
    assert.deepEqual([coffee.amount, coffee.currency, coffee.merchant], ['4.33', 'USD', 'Starbird Coffee']);
    await told(id, 'HISTORICAL_UPDATE');
    await told(id, 'SYNC_UPDATES_AVAILABLE');
  });

  it('TRANSACTIONS: TRANSACTIONS_REMOVED removes the transactions that the bank took back', async () => {
    const id = await linked(['transactions']);
    await reads(transactions(id), 'all of the past', all);
    const { removed } = await remove(id);
    const page = await reads(transactions(id), 'without the removed', ({ data }) => data.length === 12);
    assert.equal(removed.length, 2);
    assert.ok(removed.every((gone: string) => !idsOf(page).includes(gone)));
    await told(id, 'TRANSACTIONS_REMOVED');
  });

  it('TRANSACTIONS: without these webhooks the feed reads them too', () =>
    withoutWebhooks(transactionCodes, async () => {
      const id = await linked(['transactions']);
      await reads(transactions(id), 'all of the past', all);
      const { removed } = await remove(id);
      const page = await reads(transactions(id), 'without the removed', ({ data }) => data.length === 12);
      assert.ok(removed.every((gone: string) => !idsOf(page).includes(gone)));
      for (const code of transactionCodes) assert.deepEqual(await inboxOf(id, code), [], code);
    }));

  it('ASSETS: PRODUCT_READY brings the report', async () => {
    const id = await linked(['assets']);
    const { reports } = await report(id, 'ready');
    await told(id, 'PRODUCT_READY', 'noted');
    const { report: content } = await read(`/v1/onboardings/${id}/reports/${reports[0].id}`);
    assert.equal(content.client_report_id, reports[0].id);
    assert.equal(content.items[0].accounts[0].owners[0].names[0], 'Alberta Bobbeth Charleson');
  });

  it('ASSETS: ERROR says why there is no report', async () => {
    const id = await linked(['assets'], 'user_assets_fail');
    const { reports } = await report(id, 'failed');
    assert.equal(reports[0].error, 'ASSET_REPORT_GENERATION_FAILED');
    await told(id, 'ERROR', 'noted');
  });

  it('ASSETS: without these webhooks the feed reads the report too', () =>
    withoutWebhooks(['PRODUCT_READY', 'ERROR'], async () => {
      const [good, bad] = [await linked(['assets']), await linked(['assets'], 'user_assets_fail')];
      await report(good, 'ready');
      await report(bad, 'failed');
      for (const id of [good, bad]) {
        assert.deepEqual([await inboxOf(id, 'PRODUCT_READY'), await inboxOf(id, 'ERROR')], [[], []]);
      }
    }));

  it('INCOME: INCOME_VERIFICATION brings the shared income when Plaid has it', async () => {
    const id = await sharedIncome();
    const { reports } = await report(id, 'ready');
    await told(id, 'INCOME_VERIFICATION', 'noted');
    const { report: content } = await read(`/v1/onboardings/${id}/reports/${reports[0].id}`);
    assert.equal(content.items[0].payroll_income[0].pay_stubs[0].employer.name, 'Acme');
    const { stage, offers } = await read(`/v1/onboardings/${id}`);
    assert.deepEqual([stage, offers], ['awaiting_link', []]);
  });

  it('INCOME: INCOME_VERIFICATION says that Plaid could not use it, and the applicant shares it again', async () => {
    const id = await sharedIncome('user_income_fails');
    const { reports } = await report(id, 'failed');
    assert.equal(reports[0].error, 'INCOME_VERIFICATION_FAILED');
    await told(id, 'INCOME_VERIFICATION', 'noted');
    await shareIncome(id);
    await report(id, 'ready');
  });

  it('INCOME: without this webhook and those of Link the feed reads it too', () =>
    withoutWebhooks(['INCOME_VERIFICATION', ...linkCodes], async () => {
      const [good, bad] = [await sharedIncome(), await sharedIncome('user_income_fails')];
      await report(good, 'ready');
      await report(bad, 'failed');
      for (const id of [good, bad]) {
        for (const code of ['INCOME_VERIFICATION', ...linkCodes]) assert.deepEqual(await inboxOf(id, code), [], code);
      }
    }));

  it('is not read if the tenant did not ask for it', async () => {
    const id = await linked([]);
    const view = await reads(`/v1/onboardings/${id}`, 'transferring', ({ stage }) => stage === 'transferring');
    assert.deepEqual([view.products, view.reports], [[], []]);
    await assert.rejects(read(transactions(id)), { status: 409, code: 'product_not_asked_for' });
  });
});
