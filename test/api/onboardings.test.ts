import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { insertIdentityCheck } from '../../db/bank/identity-checks.ts';
import { moveStage, type StageMove } from '../../db/case/stages.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { aMatch, storedTransfer } from '../support/cases/stored-case.ts';
import { createdCase, startApi, storedKey } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';

describe('reading cases', () => {
  const [database, api] = forEachTest(startApi);
  let id: string;
  beforeEach(async () => {
    id = await createdCase(api);
  });

  const get = (path = '') => api.send('GET', `/v1/onboardings/${id}${path}`);
  const move = (stage: StageMove['stage'], more: Partial<StageMove> = {}) =>
    moveStage(database.pool, { onboardingId: id, step: 9, stage, ...more });
  const signals = () => api.temporal.signals.filter(({ workflowId }) => workflowId === caseWorkflowId(id));

  describe('GET /v1/onboardings/:id', () => {
    it('shows the whole case', async () => {
      const transferId = await storedTransfer(database.pool, id);
      const { rows } = await database.pool.query<{ id: string }>('select id from accounts where onboarding_id = $1', [
        id,
      ]);
      await insertIdentityCheck(database.pool, { ...aMatch, onboardingId: id, accountId: rows[0]?.id ?? '' });
      await move('transferring', { waitingFor: 'settlement', waitingUntil: new Date('2027-01-01T00:00:00Z') });
      const { status, body } = await get();
      assert.equal(status, 200);
      assert.deepEqual(body.account, {
        id: null,
        institution: 'First Platypus Bank',
        mask: '0000',
        subtype: 'checking',
        verification_status: null,
        duplicate_of: [],
      });
      assert.deepEqual(body.identity, {
        decision: 'match',
        reason: null,
        source: 'plaid_match',
        fields: [{ field: 'legal_name', score: 90, threshold: 70, verdict: 'match' }],
        flags: [],
        policy_version: 2,
      });
      assert.deepEqual(body.reviews, []);
      assert.deepEqual(body.transfer, {
        id: transferId,
        number: 1,
        network: 'ach',
        status: 'pending',
        amount: '25.00',
        return_windows: { standard: null, unauthorized: null },
        failure: null,
      });
      assert.deepEqual(body.waiting, { for: 'settlement', until: '2027-01-01T00:00:00.000Z' });
      assert.deepEqual(body.next_action, { type: 'wait', ...body.waiting });
    });

    it('says in words why a transfer came back', async () => {
      const transferId = await storedTransfer(database.pool, id);
      const come = (code: string | null) =>
        database.pool.query(`update transfers set status = 'returned', failure_code = $2 where id = $1`, [
          transferId,
          code,
        ]);
      await come('R02');
      assert.deepEqual((await get()).body.transfer.failure, { code: 'R02', words: 'The account has been closed.' });
      await come(null);
      const unknown = { code: null, words: 'The bank gave a reason that we do not know.' };
      assert.deepEqual((await get()).body.transfer.failure, unknown);
    });

    it('makes no token: an expired one says how to renew it', async () => {
      await database.pool.query('update link_sessions set expires_at = now() where onboarding_id = $1', [id]);
      const { body } = await get();
      const nothing = { url: null, link_token: null, expires_at: null };
      const renew = { method: 'POST', path: `/v1/onboardings/${id}/link_token`, body: null };
      assert.deepEqual(body.next_action, { type: 'open_link', ...nothing, renew });
      assert.equal(api.plaid.linkTokens.length, 1);
    });
  });

  it("P5: answers 404 for another tenant's id on every route, as for an unknown id", async () => {
    const key = await storedKey(database.pool, 'other');
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['GET', '/timeline', undefined],
      ['POST', '/link', { public_token: 'public-sandbox-1' }],
      ['POST', '/link_token', undefined],
      ['POST', '/review', { decision: 'approve', reviewer: 'ops-1' }],
      ['POST', '/cancel', {}],
    ] as const) {
      for (const target of [id, `onb_${'0'.repeat(32)}`, 'onb_1', '%00']) {
        const answer = await api.send(method, `/v1/onboardings/${target}${path}`, { key, body });
        assert.deepEqual(
          [answer.status, answer.body.code],
          [404, 'onboarding_not_found'],
          `${method} ${target}${path}`,
        );
      }
    }
    assert.deepEqual((await api.send('GET', '/v1/onboardings', { key })).body, { data: [], next_cursor: null });
    assert.deepEqual([...signals(), ...api.temporal.updates], []);
  });

  describe('GET /v1/onboardings', () => {
    it('filters, and pages from the newest to the oldest', async () => {
      const userId = `user-${randomUUID()}`;
      const ids: string[] = [];
      for (let made = 0; made < 5; made += 1) ids.unshift(await createdCase(api, userId));
      const seen: string[] = [];
      let cursor = '';
      do {
        const { status, body } = await api.send('GET', `/v1/onboardings?user_id=${userId}&limit=2${cursor}`);
        assert.equal(status, 200);
        seen.push(...body.data.map((one: { id: string }) => one.id));
        cursor = body.next_cursor && `&cursor=${body.next_cursor}`;
      } while (cursor);
      assert.deepEqual(seen, ids);
      const closed = await api.send('GET', `/v1/onboardings?user_id=${userId}&stage=closed&outcome=funded`);
      assert.deepEqual(closed.body.data, []);
      const waiting = await api.send('GET', `/v1/onboardings?user_id=${userId}&stage=awaiting_link`);
      assert.equal(waiting.body.data.length, 5);
      assert.equal(waiting.body.data[0].next_action.type, 'open_link');
    });

    it('refuses invalid filters and cursors', async () => {
      for (const [query, pointer] of [
        ['stage=lost', '/stage'],
        ['outcome=rich', '/outcome'],
        ['limit=0', '/limit'],
        ['limit=101', '/limit'],
        ['limit=ten', '/limit'],
        ['page=2', '/page'],
        ['cursor=bm90aGluZw', '/cursor'],
        [`cursor=${Buffer.from(`2026-99-99 00:00:00+00 ${id}`).toString('base64url')}`, '/cursor'],
        ['user_id=a&user_id=b', '/user_id'],
      ]) {
        const { status, body } = await api.send('GET', `/v1/onboardings?${query}`);
        assert.deepEqual([status, body.errors?.[0]?.pointer], [422, pointer], query);
      }
    });
  });
});
