import assert from 'node:assert/strict';
import { shownIndex } from '../../db/duplicates.ts';
import { moveStage } from '../../db/stages.ts';
import type { Stage } from '../../domain/onboarding.ts';
import { onboardingWorkflowId } from '../../workflows/messages.ts';
import { createdCase, startApi, type TestApi } from '../support/api.ts';
import { ownDatabase } from '../support/database.ts';
import { unavailable } from '../support/fake-temporal.ts';
import { storedTransfer, testVault } from '../support/stored-case.ts';

describe('how Link ends, and its tokens', () => {
  const database = ownDatabase();
  let api: TestApi;
  let id: string;
  beforeEach(async () => {
    api = await startApi(database.pool);
    id = await createdCase(api);
  });
  afterEach(() => api.stop());

  const post = (path: string, body?: unknown, idempotencyKey?: string) =>
    api.send('POST', `/v1/onboardings/${id}${path}`, { body, ...(idempotencyKey && { idempotencyKey }) });
  const move = (stage: Stage, more: Partial<Parameters<typeof moveStage>[1]> = {}) =>
    moveStage(database.pool, { onboardingId: id, step: 9, stage, ...more });
  const signals = () => api.temporal.signals.filter(({ workflowId }) => workflowId === onboardingWorkflowId(id));

  describe('POST …/link', () => {
    it('records the success, and the relay tells the case once', async () => {
      const { status, body } = await post('/link', { public_token: 'public-sandbox-1' });
      assert.deepEqual([status, body.stage], [200, 'verifying_account']);
      assert.equal((await post('/link', { public_token: 'public-sandbox-1' })).status, 200);
      await api.relay.turn();
      await api.relay.turn();
      assert.deepEqual(
        signals().map(({ name }) => name),
        ['linked'],
      );
      assert.match(JSON.stringify(signals()[0]?.args), /^\[\{"session":"lnk_[0-9a-f]{32}","mode":"new"\}\]$/);
    });

    it("keeps which account it was, as Link's metadata has it, and takes what Plaid may add to that", async () => {
      const known = async () => {
        const text = 'select shown_index as index from link_sessions where onboarding_id = $1';
        return (await database.pool.query<{ index: Buffer | null }>(text, [id])).rows[0]?.index;
      };
      const account = { id: 'a', name: 'Checking', mask: '0000', type: 'depository', subtype: 'checking', more: [1] };
      const metadata = {
        institution: { institution_id: 'ins_109508', name: 'First Platypus Bank' },
        accounts: [{ ...account, name: 'Card', type: 'credit' }, account],
        link_session_id: 'session',
      };
      await post('/link', { public_token: 'public-sandbox-9', metadata });
      const shown = { institutionId: 'ins_109508', name: 'Checking', mask: '0000' };
      assert.deepEqual(await known(), await shownIndex(database.pool, testVault, shown));
    });

    it('says which part of the metadata is not what Link gives', async () => {
      const { status, body } = await post('/link', { public_token: 'public-sandbox-9', metadata: { accounts: [{}] } });
      assert.equal(status, 422);
      assert.deepEqual(
        body.errors.map(({ pointer }: { pointer: string }) => pointer),
        ['/metadata/accounts/0/type'],
      );
    });

    it('is accepted while Temporal is away, and told when it is back', async () => {
      api.temporal.away = unavailable();
      assert.equal((await post('/link', { public_token: 'public-sandbox-2' })).status, 200);
      await api.relay.turn();
      assert.deepEqual(signals(), []);
      api.temporal.away = null;
      await api.relay.turn();
      assert.deepEqual(
        signals().map(({ name }) => name),
        ['linked'],
      );
    });

    it('is told again when Temporal had it and the API died before it knew', async () => {
      await post('/link', { public_token: 'public-sandbox-3' });
      const fault = api.temporal.failNext('signal', 'after');
      await api.relay.turn();
      assert.ok(fault.fired);
      await api.relay.turn();
      assert.deepEqual(
        signals().map(({ name }) => name),
        ['linked', 'linked'],
      );
    });

    it('takes an exit for a pause, and a final one for the end', async () => {
      const pause = await post('/link', { exit: { error_code: 'INSTITUTION_DOWN' } });
      assert.deepEqual([pause.status, pause.body.next_action.renew?.slice(0, 4)], [200, 'POST']);
      await api.relay.turn();
      assert.deepEqual(signals(), []);
      assert.equal((await post('/link', { exit: { final: true } })).status, 200);
      await api.relay.turn();
      assert.deepEqual(
        signals().map(({ name }) => name),
        ['linkAbandoned'],
      );
    });

    it('refuses an exit where no Link is open, and anything but one of the two', async () => {
      for (const body of [{}, { public_token: 'p', exit: {} }, { public_token: 'a b' }, { exit: { why: 'x' } }, []]) {
        assert.equal((await post('/link', body)).status, 422, JSON.stringify(body));
      }
      await move('authorizing');
      const { status, body } = await post('/link', { exit: { final: true } });
      assert.deepEqual([status, body.code], [409, 'stage_conflict']);
    });
  });

  describe('POST …/link_token', () => {
    it('answers with the open token while it lasts, then with a fresh one, and tells the case', async () => {
      const open = await post('/link_token');
      assert.equal(open.body.next_action.link_token, api.plaid.linkTokens[0]?.token);
      await database.pool.query('update link_sessions set expires_at = now() where onboarding_id = $1', [id]);
      const fresh = await post('/link_token');
      assert.equal(fresh.status, 200);
      assert.equal(fresh.body.next_action.link_token, api.plaid.linkTokens[1]?.token);
      await api.relay.turn();
      const expected = [{ expiresAt: fresh.body.next_action.expires_at }];
      assert.deepEqual(
        signals().map(({ name, args }) => [name, args]),
        [['linkOffered', expected]],
      );
    });

    it('repairs in the mode that the case needs', async () => {
      await storedTransfer(database.pool, id);
      await move('repairing_link');
      for (const mode of ['update', 'authorization'] as const) {
        await database.pool.query('update link_sessions set expires_at = now(), mode = $2 where onboarding_id = $1', [
          id,
          mode,
        ]);
        assert.equal((await post('/link_token')).body.next_action.type, 'repair_link');
        assert.equal(api.plaid.linkTokens.at(-1)?.request.purpose.mode, mode);
      }
    });

    it('refuses where no Link is needed', async () => {
      await move('in_review');
      assert.deepEqual(
        [(await post('/link_token')).status, (await post('/link_token')).body.code],
        [409, 'stage_conflict'],
      );
    });
  });
});
