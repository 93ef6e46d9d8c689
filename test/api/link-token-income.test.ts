// The Link in which the applicant shares their income, offered beside the Link that the case waits for.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { findReport, recordReportFailed } from '../../db/data/reports.ts';
import { reportFeed } from '../../domain/feed.ts';
import { Secret } from '../../domain/secret.ts';
import { caseWorkflowId, feedWorkflowId } from '../../workflows/messages.ts';
import { aRequest, startApi } from '../support/http/api.ts';
import { inboxRow, storedWebhook } from '../support/http/inbox.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { type FakePlaid, fakePlaid } from '../support/plaid/fake-plaid.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';

describe('the offer to share income', () => {
  let plaid: FakePlaid;
  let users: string[];
  let id: string;
  const [database, api] = forEachTest((pool) => {
    users = [];
    plaid = fakePlaid({
      createUser: async (clientUserId) => {
        users.push(clientUserId);
        return { userId: `user-${randomUUID()}`, token: new Secret('user-sandbox-1') };
      },
    });
    return startApi(pool, { plaid });
  });
  beforeEach(async () => {
    id = (await create(['income'])).body.id;
    api.temporal.signals.length = 0;
  });

  const create = (products: string[]) =>
    api.send('POST', '/v1/onboardings', { idempotencyKey: randomUUID(), body: { ...aRequest(), products } });
  const read = async () => (await api.send('GET', `/v1/onboardings/${id}`)).body;
  const ask = (of = id) => api.send('POST', `/v1/onboardings/${of}/link_token`, { body: { for: 'verify_income' } });
  const wakes = (reportId: string) =>
    api.temporal.signals.filter(({ workflowId }) => workflowId === feedWorkflowId(reportFeed(reportId)));
  async function received(body: Record<string, unknown>) {
    const webhook = await storedWebhook(database.pool, body);
    await api.relay.turn();
    return inboxRow(database.pool, webhook);
  }
  const finished = (link_token: string) => ({
    webhook_type: 'LINK',
    webhook_code: 'SESSION_FINISHED',
    status: 'SUCCESS',
    link_token,
    public_tokens: [],
  });

  it('stands beside the wait of the case, where the tenant asked for income', async () => {
    const view = await read();
    assert.equal(view.next_action.type, 'open_link');
    const renew = { method: 'POST', path: `/v1/onboardings/${id}/link_token`, body: { for: 'verify_income' } };
    assert.deepEqual(view.offers, [
      { type: 'verify_income', before: null, url: null, link_token: null, expires_at: null, renew },
    ]);
    const { body } = await create(['assets']);
    assert.deepEqual(body.offers, []);
    assert.equal((await ask(body.id)).body.code, 'not_offered');
  });

  it('makes a separate Link for a separate user, and starts the feed of the report', async () => {
    const { status, body } = await ask();
    assert.equal(status, 200);
    const [offer] = body.offers;
    const made = plaid.linkTokens.at(-1);
    assert.deepEqual([offer.type, offer.link_token], ['verify_income', made?.token]);
    assert.equal(made?.request.purpose.mode, 'income');
    assert.match(users[0] ?? '', new RegExp(`^${id}\\.[0-9a-f]{8}$`));
    const [report] = body.reports;
    assert.deepEqual({ ...report, id: '' }, { id: '', kind: 'income', status: 'offered', error: null });
    assert.equal(wakes(report.id).length, 1);
    assert.equal(body.next_action.link_token, plaid.linkTokens[0]?.token);
  });

  it('keeps the token while it lasts, and the user for good', async () => {
    const first = (await ask()).body.offers[0].link_token;
    assert.equal((await ask()).body.offers[0].link_token, first);
    await database.pool.query(`update link_sessions set expires_at = now() where mode = 'income'`);
    assert.notEqual((await ask()).body.offers[0].link_token, first);
    assert.equal(users.length, 1);
  });

  it('needs Temporal, and a repeat of the request finishes it', async () => {
    api.temporal.away = unavailable();
    assert.equal((await ask()).status, 503);
    api.temporal.away = null;
    const { body } = await ask();
    assert.equal(users.length, 1);
    assert.equal(body.offers[0].type, 'verify_income');
    assert.equal(wakes(body.reports[0].id).length, 1);
  });

  it('ends once the applicant has shared it: the feed reads the report, and the case gets no signal', async () => {
    const { body } = await ask();
    const [{ link_token }] = body.offers;
    assert.equal((await received(finished(link_token)))?.result, 'feed woken');
    const view = await read();
    assert.deepEqual([view.offers, view.reports[0].status], [[], 'asked']);
    assert.deepEqual([view.stage, view.next_action.type], ['awaiting_link', 'open_link']);
    assert.equal(wakes(view.reports[0].id).length, 2);
    const toCase = api.temporal.signals.filter(({ workflowId }) => workflowId === caseWorkflowId(id));
    assert.deepEqual(toCase, []);
  });

  it('stays when the applicant leaves Link', async () => {
    const { body } = await ask();
    const left = { ...finished(body.offers[0].link_token), status: 'EXITED' };
    assert.equal((await received(left))?.result, 'exited');
    assert.deepEqual((await read()).reports[0].status, 'offered');
    assert.equal((await read()).offers[0].type, 'verify_income');
  });

  for (const code of ['INCOME_VERIFICATION', 'USER_INCOME_VERIFICATION']) {
    it(`INCOME.${code} wakes the feed of the report`, async () => {
      const report = (await ask()).body.reports[0].id;
      const user_id = (await findReport(database.pool, { id: report }))?.plaidId;
      const verification_status = 'VERIFICATION_STATUS_PROCESSING_COMPLETE';
      const body = { webhook_type: 'INCOME', webhook_code: code, item_id: 'payroll-1', user_id, verification_status };
      assert.equal((await received(body))?.result, 'feed woken');
      assert.equal(wakes(report).length, 2);
    });
  }

  it('comes again after a failure, for another user, because Plaid would repeat the failure for the first', async () => {
    const { body } = await ask();
    await received(finished(body.offers[0].link_token));
    await recordReportFailed(database.pool, body.reports[0].id, 'INCOME_VERIFICATION_FAILED');
    const failed = await read();
    assert.deepEqual([failed.offers[0].type, failed.reports[0].status], ['verify_income', 'failed']);
    const again = (await ask()).body;
    assert.deepEqual([again.reports[0].status, again.reports[0].error], ['offered', null]);
    const purpose = plaid.linkTokens.at(-1)?.request.purpose;
    const { plaidId } = (await findReport(database.pool, { id: again.reports[0].id })) ?? {};
    assert.ok(purpose?.mode === 'income');
    assert.deepEqual([users.length, purpose.user.userId], [2, plaidId]);
  });
});
