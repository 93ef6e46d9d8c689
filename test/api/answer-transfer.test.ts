import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { loadCase } from '../../db/case/onboardings.ts';
import { closeStage, moveStage } from '../../db/case/stages.ts';
import { answerAuthorization, storeAuthorizationKey } from '../../db/transfers/authorizations.ts';
import type { TenantAnswer } from '../../domain/transfers/confirmation.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { storedMatchedAccount } from '../support/cases/activities.ts';
import { answerAs } from '../support/cases/confirmations.ts';
import { saidOf } from '../support/cases/transfers.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { createdCase, startApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';

const until = new Date('2100-01-01T00:00:00.000Z');

describe('POST …/confirm and …/refuse', () => {
  const [database, api] = forEachTest(startApi);
  let id: string;
  beforeEach(async () => {
    id = await createdCase(api);
    await asks(5);
  });

  /** Plaid has authorized a transfer on a new account, and the case asks the tenant. */
  async function asks(step: number): Promise<void> {
    const { accountId } = await storedMatchedAccount(database.pool, id);
    const key = `auth_${randomUUID()}`;
    const about = { onboardingId: id, accountId, transferNumber: 1, network: 'same-day-ach' } as const;
    await storeAuthorizationKey(database.pool, { key, ...about });
    const approved = { authorizationId: randomUUID(), decision: 'approved', rationale: null };
    await answerAuthorization(database.pool, { key, ...approved });
    const wait = { stage: 'authorizing', waitingFor: 'confirmation', waitingUntil: until } as const;
    await moveStage(database.pool, { onboardingId: id, step, ...wait });
  }
  const send = (what: 'confirm' | 'refuse', body?: unknown, idempotencyKey?: string) =>
    api.send('POST', `/v1/onboardings/${id}/${what}`, {
      ...(body !== undefined && { body }),
      ...(idempotencyKey && { idempotencyKey }),
    });
  const read = async () => (await api.send('GET', `/v1/onboardings/${id}`)).body;
  const said = (what: TenantAnswer) => saidOf(database.pool, { onboardingId: id, step: 0 }, what);
  const question = async () => (await loadCase(database.pool, id))?.question ?? '';
  const signals = () => api.temporal.signals.filter(({ name }) => name === 'tenantAnswered');
  const due = () => database.pool.query('update confirmations set signal_at = now() where signal_at > now()');

  it('is asked for with what the tenant has to know', async () => {
    const { next_action, waiting } = await read();
    assert.deepEqual(next_action, {
      type: 'confirm',
      question: await question(),
      ...{ direction: 'debit', amount: '25.00', network: 'same-day-ach' },
    });
    assert.deepEqual(waiting, { for: 'confirmation', until: until.toISOString() });
  });

  for (const [what, answer] of [
    ['confirm', 'confirmed'],
    ['refuse', 'refused'],
  ] as const) {
    it(`${what}: is recorded once, with its author, and the case is signalled`, async () => {
      const asked = await question();
      const { status, body } = await send(what, { by: 'treasury-2', question: asked });
      assert.deepEqual([status, body.next_action], [200, { type: 'wait', for: 'worker', until: null }]);
      for (const repeat of [{ by: 'treasury-3' }, { question: asked }, undefined]) {
        assert.equal((await send(what, repeat)).status, 200);
      }
      assert.deepEqual(await said(answer), [{ by: 'treasury-2', question: asked, key: api.key.split('_')[1] }]);
      assert.deepEqual(signals(), [{ workflowId: caseWorkflowId(id), name: 'tenantAnswered', args: [] }]);
    });

    it(`${what}: is refused after the other answer, with a sentence`, async () => {
      await send(what === 'confirm' ? 'refuse' : 'confirm');
      const { status, body } = await send(what);
      assert.deepEqual([status, body.code], [409, 'answered_already']);
      assert.match(body.detail, /^You have (refused|confirmed) this transfer, and the first answer stands\.$/);
      assert.deepEqual(await said(answer), []);
    });

    it(`${what}: gets one answer under one key`, async () => {
      const key = randomUUID();
      const first = await send(what, {}, key);
      await moveStage(database.pool, { onboardingId: id, step: 7, stage: 'transferring', waitingFor: 'settlement' });
      const replayed = await send(what, {}, key);
      assert.deepEqual([replayed.status, replayed.body], [200, first.body]);
      assert.equal(replayed.headers.get('idempotent-replayed'), 'true');
      assert.equal((await send(what, { by: 'another' }, key)).status, 422);
    });
  }

  it('gives one answer to both requests, when one confirms and one refuses at once', async () => {
    const answers = await Promise.all([send('confirm'), send('refuse'), send('confirm'), send('refuse')]);
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [200, 200, 409, 409]);
    assert.equal((await said('confirmed')).length + (await said('refused')).length, 1);
  });

  it('is refused where the case asks for no confirmation, and records nothing', async () => {
    await moveStage(database.pool, { onboardingId: id, step: 6, stage: 'repairing_link', waitingFor: 'repair' });
    const early = await send('confirm');
    assert.deepEqual([early.status, early.body.code], [409, 'stage_conflict']);
    await closeStage(database.pool, { onboardingId: id, step: 7, outcome: 'cancelled', reason: 'not_confirmed' });
    const late = await send('confirm');
    assert.deepEqual([late.status, late.body.code], [409, 'case_closed']);
    assert.match(late.body.detail, /already ended as cancelled/);
    assert.deepEqual([await said('confirmed'), signals()], [[], []]);
  });

  it('answers no question but the one that the tenant has seen', async () => {
    const first = await question();
    await send('confirm', { question: first });
    await asks(9);
    const second = await question();
    assert.notEqual(second, first);
    assert.equal((await send('confirm', { question: first })).status, 200);
    assert.equal(await question(), second, 'a repeat about the first answered the second');
    assert.equal((await send('refuse', { question: first })).body.code, 'answered_already');
    assert.equal((await send('confirm', { question: 'qst_unknown' })).body.code, 'other_question');
    assert.equal((await send('confirm', { question: second })).status, 200);
    assert.equal((await said('confirmed')).length, 2);
  });

  it('checks its fields', async () => {
    for (const body of [{ by: 'jane@example.com' }, { question: 7 }, { amount: '25.00' }, []]) {
      assert.equal((await send('confirm', body)).status, 422, JSON.stringify(body));
    }
    assert.equal((await send('confirm', undefined)).status, 200);
  });

  it('belongs to its tenant', async () => {
    const { status } = await api.send('POST', `/v1/onboardings/onb_${'0'.repeat(32)}/confirm`);
    assert.equal(status, 404);
  });

  describe('when its signal is lost', () => {
    for (const when of ['before', 'after'] as const) {
      it(`${when} Temporal has it: the request succeeds, and the relay sends it`, async () => {
        const fault = api.temporal.failNext('signal', when, unavailable());
        assert.deepEqual([(await send('confirm')).status, fault.fired], [200, true]);
        const sent = signals().length;
        await api.relay.turn();
        assert.equal(signals().length, sent, 'the relay repeats it within the minute');
        await due();
        await api.relay.turn();
        assert.equal(signals().length, sent + 1);
        await due();
        await api.relay.turn();
        assert.equal(signals().length, sent + 1);
      });
    }

    it('because the request died: the relay sends it', async () => {
      await answerAs(database.pool, { onboardingId: id, step: 0 }, 'refused');
      await api.relay.turn();
      assert.equal(signals().length, 0, 'the request may still send it');
      await due();
      await api.relay.turn();
      assert.equal(signals().length, 1);
    });

    it('because the case has ended: the relay gives up', async () => {
      api.temporal.over.add(caseWorkflowId(id));
      await send('confirm');
      await due();
      await api.relay.turn();
      assert.deepEqual((await database.pool.query('select from confirmations where signal_at is not null')).rows, []);
    });
  });

  for (const when of ['before', 'after'] as const) {
    it(`F2: the API dies ${when} each of its statements: the retry records one answer, which reaches the case`, async () => {
      let statements = 0;
      for (;;) {
        id = await createdCase(api);
        await asks(5);
        const dying = dyingPool(database.pool, statements + 1, when);
        const doomed = await startApi(dying.pool, { key: api.key, temporal: api.temporal, plaid: api.plaid });
        const path = `/v1/onboardings/${id}/confirm`;
        const sent = { idempotencyKey: randomUUID(), body: { by: 'treasury-2' } };
        await doomed.send('POST', path, sent);
        await doomed.stop();
        await database.pool.query('update idempotency_keys set locked_until = now()');
        assert.equal((await api.send('POST', path, sent)).status, 200, String(dying.diedAt));
        await due();
        await api.relay.turn();
        assert.equal((await said('confirmed')).length, 1, String(dying.diedAt));
        assert.ok(
          signals().some(({ workflowId }) => workflowId === caseWorkflowId(id)),
          String(dying.diedAt),
        );
        if (dying.diedAt === null) break;
        statements += 1;
      }
      assert.ok(statements > 8, `only ${statements} statements were tried`);
    });
  }
});
