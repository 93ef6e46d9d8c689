import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { recordStanding } from '../../cases/record-state.ts';
import { itemOfCase } from '../../db/bank/items.ts';
import { recordPlaidUser } from '../../db/case/applicants.ts';
import { closeStage } from '../../db/case/stages.ts';
import type { Pool } from '../../db/pool.ts';
import { Failure } from '../../domain/failure.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';
import { anApplicant, storedAccount, storedCase, storedTransfer, testVault } from '../support/cases/stored-case.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { aRequest, createdCase, startApi, storedKey, type TestApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { notingRemovals, type Removals } from '../support/plaid/removals.ts';

const away = () => Promise.reject(new Failure('unavailable', 'Plaid is away.', { code: 'no_answer' }));

describe('DELETE /v1/users/:user_id', () => {
  let noted: Removals;
  const [database, api] = forEachTest((pool) => {
    noted = notingRemovals();
    return startApi(pool, { plaid: noted.plaid() });
  });

  /** A closed case with an Item and a user at Plaid. */
  async function closed(userId: string) {
    const id = await storedCase(database.pool, { tenantId: 'default', userId });
    await storedAccount(database.pool, id);
    const token = (await itemOfCase(database.pool, testVault, id))?.accessToken?.reveal() ?? assert.fail();
    await recordPlaidUser(database.pool, id, `usr_${id}`);
    await closeStage(database.pool, { onboardingId: id, step: 5, outcome: 'rejected' });
    return { id, token };
  }
  /** A case whose money has arrived, and may still come back. */
  async function watched(userId: string, watchUntil: Date) {
    const id = await storedCase(database.pool, { tenantId: 'default', userId });
    const transferId = await storedTransfer(database.pool, id);
    await recordStanding(database.pool, { onboardingId: id, transferId, standing: 'funded', watchUntil });
    await database.pool.query('update transfers set watch_until = $2 where id = $1', [transferId, watchUntil]);
    return { id, over: () => recordStanding(database.pool, { ...about(id, transferId, watchUntil), now: watchUntil }) };
  }
  const about = (onboardingId: string, transferId: string, watchUntil: Date) =>
    ({ onboardingId, transferId, standing: 'funded', watchUntil }) as const;
  const erase = (userId: string, key?: string) => api.send('DELETE', `/v1/users/${userId}`, key ? { key } : {});
  const receiptOf = (userId: string) => api.send('GET', `/v1/users/${userId}/erasure`);
  const hasKey = async (id: string) =>
    (await database.pool.query('select from applicants where onboarding_id = $1 and data_key_id is not null', [id]))
      .rowCount === 1;
  const isDue = () => database.pool.query('update erasures set next_try_at = now()');
  const aUser = () => `user-${randomUUID()}`;

  it('erases all cases of a person, and the receipt says so', async () => {
    const userId = aUser();
    const [one, two] = [await closed(userId), await closed(userId)];
    const other = await closed(aUser());
    const { status, body } = await erase(userId);
    assert.deepEqual([status, body.status, body.left], [200, 'done', 0]);
    assert.deepEqual([...noted.items].sort(), [one.token, two.token].sort());
    assert.deepEqual([...noted.users].sort(), [`usr_${one.id}`, `usr_${two.id}`].sort());
    assert.deepEqual([await hasKey(one.id), await hasKey(two.id), await hasKey(other.id)], [false, false, true]);
    assert.deepEqual(body.done, { cases_cancelled: 0, items_removed: 2, cases_erased: 2 });
    assert.match(body.id, /^era_[0-9a-f]{32}$/);
    assert.equal(body.asked.by_key, api.key.split('_')[1]);
    assert.deepEqual((await receiptOf(userId)).body, body);
    for (const canary of [anApplicant.legalName, anApplicant.email, 'Platypus', '0000'])
      assert.ok(!JSON.stringify(body.kept).includes(canary ?? ''), `the receipt holds ${canary}`);
  });

  it('answers a repeat with the same receipt, and two at once with one', async () => {
    const userId = aUser();
    await closed(userId);
    const [a, b] = await Promise.all([erase(userId), erase(userId)]);
    const { body } = await erase(userId);
    assert.deepEqual([a.body.id, b.body.id], [body.id, body.id]);
    assert.equal(body.status, 'done');
  });

  it('cancels what has moved no money: a case without a workflow at once, one with a workflow once it has closed', async () => {
    const userId = aUser();
    const unstarted = await storedCase(database.pool, { tenantId: 'default', userId });
    const open = await createdCase(api, userId);
    const first = await erase(userId);
    assert.deepEqual([first.status, first.body.status, first.body.left], [202, 'under_way', 1]);
    assert.deepEqual(
      first.body.waiting_for.map(({ id, stage }: { id: string; stage: string }) => [id, stage]),
      [[open, 'awaiting_link']],
    );
    assert.deepEqual([await hasKey(unstarted), await hasKey(open)], [false, true]);
    assert.deepEqual(
      api.temporal.updates.map(({ name }) => name),
      ['cancel'],
    );
    await closeStage(database.pool, { onboardingId: open, step: 5, outcome: 'cancelled' });
    await isDue();
    await api.relay.turn();
    const { body } = await receiptOf(userId);
    assert.deepEqual([body.status, body.done.cases_cancelled, await hasKey(open)], ['done', 2, false]);
    const { body: timeline } = await api.send('GET', `/v1/onboardings/${open}/timeline`);
    assert.equal(timeline.data.filter(({ what }: { what: string }) => what === 'cancel_requested').length, 1);
  });

  it('waits for money under way, says until when, and erases the other cases meanwhile', async () => {
    const userId = aUser();
    const until = new Date('2030-06-01T00:00:00Z');
    const money = await watched(userId, until);
    const other = await closed(userId);
    const { status, body } = await erase(userId);
    assert.deepEqual([status, body.problem], [202, null]);
    assert.deepEqual(body.waiting_for, [{ id: money.id, stage: 'watching_returns', until: until.toISOString() }]);
    assert.deepEqual([await hasKey(money.id), await hasKey(other.id)], [true, false]);
    await money.over();
    await isDue();
    await api.relay.turn();
    const { body: later } = await receiptOf(userId);
    assert.deepEqual([later.status, later.id, await hasKey(money.id)], ['done', body.id, false]);
    assert.ok(
      later.kept.some(({ what, count }: { what: string; count: number }) => what === 'transfers' && count === 1),
    );
  });

  it('refuses a new case of the person until it is done, and records nothing of it', async () => {
    const userId = aUser();
    const money = await watched(userId, new Date('2030-06-01T00:00:00Z'));
    await erase(userId);
    const send = { idempotencyKey: randomUUID(), body: { ...aRequest(), user_id: userId } };
    const refused = await api.send('POST', '/v1/onboardings', send);
    assert.deepEqual([refused.status, refused.body.code], [409, 'erasure_under_way']);
    await money.over();
    await isDue();
    await api.relay.turn();
    const taken = await api.send('POST', '/v1/onboardings', send);
    assert.equal(taken.status, 201);
    const { body } = await receiptOf(userId);
    assert.deepEqual([body.status, body.done.cases_erased], ['done', 1]);
    const again = await erase(userId);
    assert.notEqual(again.body.id, body.id);
  });

  it('shows the code of a fault, erases nothing while Plaid is away, and goes on by itself', async () => {
    const userId = aUser();
    const { id } = await closed(userId);
    noted.atPlaid = away;
    const { status, body } = await erase(userId);
    assert.deepEqual([status, body.problem, await hasKey(id)], [202, 'no_answer', true]);
    noted.atPlaid = async () => {};
    await isDue();
    await api.relay.turn();
    assert.deepEqual([(await receiptOf(userId)).body.status, await hasKey(id)], ['done', false]);
  });

  it("answers 404 for a stranger, for another tenant's person, and before anybody asked", async () => {
    const userId = aUser();
    const { id } = await closed(userId);
    const key = await storedKey(database.pool, 'ten_other');
    for (const [who, other] of [
      [userId, key],
      [aUser(), undefined],
      ['no%20id', undefined],
    ] as const) {
      const { status, body } = await erase(who, other);
      assert.deepEqual([status, body.code], [404, 'user_not_found']);
    }
    assert.deepEqual([(await receiptOf(userId)).body.code, await hasKey(id)], ['erasure_not_found', true]);
  });

  describe('F1 F2: its process dies', () => {
    /** Everything that one erasure does: it cancels a case, removes at Plaid, and destroys keys. */
    async function aPerson() {
      const userId = aUser();
      const one = await closed(userId);
      const unstarted = await storedCase(database.pool, { tenantId: 'default', userId });
      return { userId, token: one.token, ids: [one.id, unstarted] };
    }
    async function isErased({ userId, token, ids }: Awaited<ReturnType<typeof aPerson>>, when: string) {
      for (const id of ids) assert.equal(await hasKey(id), false, when);
      assert.ok(noted.items.includes(token), when);
      assert.equal((await receiptOf(userId)).body.status, 'done', when);
    }
    const begin = async (pool: Pool, key: string, userId: string): Promise<TestApi> => {
      const doomed = await startApi(pool, { key, plaid: noted.plaid() });
      await doomed.send('DELETE', `/v1/users/${userId}`);
      return doomed;
    };

    for (const when of ['before', 'after'] as const) {
      it(`${when} any statement: the relay of another process completes what was recorded, else a repeat does`, async () => {
        const key = await storedKey(database.pool, 'default');
        let statements = 0;
        for (;;) {
          const person = await aPerson();
          const dying = dyingPool(database.pool, statements + 1, when);
          await (await begin(dying.pool, key, person.userId)).stop();
          if (dying.diedAt === null) break;
          await isDue();
          const { rowCount } = await database.pool.query('select from erasures where user_id = $1', [person.userId]);
          const heir = await startApi(database.pool, { key, plaid: noted.plaid() });
          if (rowCount === 1) await heir.relay.turn();
          else await heir.send('DELETE', `/v1/users/${person.userId}`);
          await heir.stop();
          await isErased(person, dying.diedAt);
          statements += 1;
        }
        assert.ok(statements > 30, `only ${statements} statements were tried`);
      });

      it(`${when} each call to Plaid`, async () => {
        const key = await storedKey(database.pool, 'default');
        for (const call of ['removeItem', 'removeUser'] as const) {
          const person = await aPerson();
          let fired = false;
          const made = noted.plaid();
          const { gateway } = made;
          const dies = new Proxy(gateway, {
            get: (target, name: keyof PlaidGateway) =>
              name !== call
                ? target[name]
                : async (...args: [never]) => {
                    if (when === 'after') await (target[call] as (...of: [never]) => Promise<void>)(...args);
                    fired = true;
                    return away();
                  },
          });
          const doomed = await startApi(database.pool, { key, plaid: { ...made, gateway: dies } });
          await doomed.send('DELETE', `/v1/users/${person.userId}`);
          await doomed.stop();
          assert.ok(fired);
          await isDue();
          const heir = await startApi(database.pool, { key, plaid: noted.plaid() });
          await heir.relay.turn();
          await heir.stop();
          await isErased(person, `${when} ${call}`);
        }
      });
    }
  });
});
