import assert from 'node:assert/strict';
import { shownIndex } from '../../db/bank/duplicates.ts';
import { moveStage, type StageMove } from '../../db/case/stages.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { testVault } from '../support/cases/stored-case.ts';
import { createdCase, startApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';

describe('POST …/link', () => {
  const [database, api] = forEachTest(startApi);
  let id: string;
  beforeEach(async () => {
    id = await createdCase(api);
  });

  const report = (body: unknown, idempotencyKey?: string) =>
    api.send('POST', `/v1/onboardings/${id}/link`, { body, ...(idempotencyKey && { idempotencyKey }) });
  const move = (stage: StageMove['stage'], more: Partial<StageMove> = {}) =>
    moveStage(database.pool, { onboardingId: id, step: 9, stage, ...more });
  const signals = () => api.temporal.signals.filter(({ workflowId }) => workflowId === caseWorkflowId(id));

  it('records the success, and the relay signals the case once', async () => {
    api.plaid.finishLink('public-sandbox-1');
    const { status, body } = await report({ public_token: 'public-sandbox-1' });
    assert.deepEqual([status, body.stage], [200, 'verifying_account']);
    assert.equal((await report({ public_token: 'public-sandbox-1' })).status, 200);
    await api.relay.turn();
    await api.relay.turn();
    assert.deepEqual(
      signals().map(({ name }) => name),
      ['linked'],
    );
    assert.match(JSON.stringify(signals()[0]?.args), /^\[\{"session":"lnk_[0-9a-f]{32}","mode":"new"\}\]$/);
  });

  it("keeps the account by Plaid's data, not by the caller's", async () => {
    const known = async () => {
      const text = 'select shown_index as index from link_sessions where onboarding_id = $1';
      return (await database.pool.query<{ index: Buffer | null }>(text, [id])).rows[0]?.index;
    };
    const shown = { institutionId: 'ins_109508', name: 'Checking', mask: '0000' };
    api.plaid.finishLink('public-sandbox-9', { shown });
    const account = { id: 'a', name: 'Savings', mask: '1111', type: 'depository', subtype: 'savings' };
    const metadata = { institution: { institution_id: 'ins_1', name: 'Another' }, accounts: [account], more: [1] };
    assert.equal((await report({ public_token: 'public-sandbox-9', metadata })).status, 200);
    assert.deepEqual(await known(), await shownIndex(database.pool, testVault, shown));
  });

  it('refuses a public token that Plaid does not name for a Link of this case, and leaves the Link open', async () => {
    const otherCase = await createdCase(api, 'user-2');
    api.plaid.finishLink('public-sandbox-of-another');
    const { status, body } = await report({ public_token: 'public-sandbox-of-another' });
    assert.deepEqual([status, body.code], [409, 'public_token_not_named']);
    const { body: shown } = await api.send('GET', `/v1/onboardings/${id}`);
    assert.deepEqual([shown.stage, shown.next_action.type], ['awaiting_link', 'open_link']);
    assert.ok(shown.next_action.link_token);
    await api.relay.turn();
    assert.deepEqual(signals(), []);
    // Its own success counts afterwards, and the other case keeps its own.
    api.plaid.finishLink('public-sandbox-own', { linkToken: shown.next_action.link_token });
    assert.equal((await report({ public_token: 'public-sandbox-own' })).body.stage, 'verifying_account');
    const theirs = await api.send('POST', `/v1/onboardings/${otherCase}/link`, {
      body: { public_token: 'public-sandbox-of-another' },
    });
    assert.deepEqual([theirs.status, theirs.body.stage], [200, 'verifying_account']);
  });

  it('is accepted while Temporal is away, and signalled when it is back', async () => {
    api.temporal.away = unavailable();
    api.plaid.finishLink('public-sandbox-2');
    assert.equal((await report({ public_token: 'public-sandbox-2' })).status, 200);
    await api.relay.turn();
    assert.deepEqual(signals(), []);
    api.temporal.away = null;
    await api.relay.turn();
    assert.deepEqual(
      signals().map(({ name }) => name),
      ['linked'],
    );
  });

  it('is signalled again when Temporal had the signal and the API died before it knew', async () => {
    api.plaid.finishLink('public-sandbox-3');
    await report({ public_token: 'public-sandbox-3' });
    const fault = api.temporal.failNext('signalWithStart', 'after');
    await api.relay.turn();
    assert.ok(fault.fired);
    await api.relay.turn();
    assert.deepEqual(
      signals().map(({ name }) => name),
      ['linked', 'linked'],
    );
  });

  it('treats an exit as a pause, and a final one as the end', async () => {
    const pause = await report({ exit: { error_code: 'INSTITUTION_DOWN' } });
    assert.deepEqual([pause.status, pause.body.next_action.renew?.method], [200, 'POST']);
    await api.relay.turn();
    assert.deepEqual(signals(), []);
    assert.equal((await report({ exit: { final: true } })).status, 200);
    await api.relay.turn();
    assert.deepEqual(
      signals().map(({ name }) => name),
      ['linkAbandoned'],
    );
  });

  it('refuses an exit where no Link is open, and a body with two reports or none', async () => {
    for (const body of [{}, { public_token: 'p', exit: {} }, { public_token: 'a b' }, { exit: { why: 'x' } }, []]) {
      assert.equal((await report(body)).status, 422, JSON.stringify(body));
    }
    await move('authorizing');
    const { status, body } = await report({ exit: { final: true } });
    assert.deepEqual([status, body.code], [409, 'stage_conflict']);
  });
});
