import assert from 'node:assert/strict';
import { closeStage } from '../../db/case/stages.ts';
import type { Delay } from '../../domain/case/delay.ts';
import { activitiesOn, storedOnAccount } from '../support/cases/activities.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { createdCase, startApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { strictPlaid } from '../support/plaid/strict-plaid.ts';

const since = '2026-03-04T15:00:00.000Z';
const later = '2026-03-04T16:00:00.000Z';

describe('the delay of a case', () => {
  const [database, api] = forEachTest(startApi);
  const acts = (pool = database.pool) => activitiesOn(pool, strictPlaid());
  const show = (onboardingId: string, change: Partial<Delay & { lasts: boolean }> = {}, pool = database.pool) =>
    acts(pool).showDelay({ onboardingId, since, reason: 'bank_unavailable', lasts: false, ...change });

  const delayed = async (id: string) => (await api.send('GET', `/v1/onboardings/${id}`)).body.delayed;
  const notifications = async (id: string) =>
    (await api.send('GET', `/v1/notifications?onboarding_id=${id}`)).body.data;
  const events = async (id: string) =>
    (await api.send('GET', `/v1/onboardings/${id}/timeline`)).body.data
      .filter(({ what }: { what: string }) => ['delayed', 'resumed'].includes(what))
      .map(({ what, detail }: { what: string; detail: { reason?: string } }) =>
        `${what} ${detail.reason ?? ''}`.trim(),
      );

  it('stands in the answer and in the events until the trouble is over', async () => {
    const id = await createdCase(api);
    assert.equal(await delayed(id), null);
    await show(id);
    assert.deepEqual(await delayed(id), { since, reason: 'bank_unavailable' });
    await show(id, { reason: 'plaid_unavailable' });
    assert.deepEqual(await delayed(id), { since, reason: 'plaid_unavailable' });
    await acts().endDelay({ onboardingId: id, since });
    assert.equal(await delayed(id), null);
    assert.deepEqual(await events(id), ['delayed bank_unavailable', 'delayed plaid_unavailable', 'resumed']);
    assert.deepEqual(await notifications(id), []);
  });

  it('notifies the tenant once in a spell that lasts, and names no code', async () => {
    const id = await createdCase(api);
    await show(id);
    for (let i = 0; i < 2; i += 1) await show(id, { lasts: true });
    await show(id, { lasts: true, reason: 'internal_error' });
    const [first, ...others] = await notifications(id);
    assert.deepEqual(others, []);
    assert.equal(first.type, 'onboarding.delayed');
    assert.deepEqual(first.data.delayed, { since, reason: 'bank_unavailable' });
    await acts().endDelay({ onboardingId: id, since });
    await show(id, { since: later, lasts: true });
    assert.equal((await notifications(id)).length, 2);
  });

  it('is shown of a transfer on a linked account too', async () => {
    const { onboardingId } = await storedOnAccount(database.pool, { tenantId: 'default' });
    await show(onboardingId, { lasts: true });
    const { body } = await api.send('GET', `/v1/transfers/${onboardingId}`);
    assert.deepEqual(body.delayed, { since, reason: 'bank_unavailable' });
    const [{ type, data }] = await notifications(onboardingId);
    assert.deepEqual([type, data.transfer_id, data.delayed.since], ['transfer.delayed', onboardingId, since]);
  });

  it('does not come back by a write that is late', async () => {
    const id = await createdCase(api);
    await acts().endDelay({ onboardingId: id, since });
    await show(id, { lasts: true });
    assert.equal(await delayed(id), null);
    await show(id, { since: later });
    await acts().endDelay({ onboardingId: id, since });
    assert.deepEqual(await delayed(id), { since: later, reason: 'bank_unavailable' });
    await show(id, { lasts: true });
    assert.deepEqual([(await delayed(id)).since, await notifications(id)], [later, []]);
    assert.deepEqual(await events(id), ['delayed bank_unavailable']);
  });

  it('ends with the case, and a case that has ended gets none', async () => {
    const id = await createdCase(api);
    await show(id);
    await closeStage(database.pool, { onboardingId: id, step: 9, outcome: 'failed', reason: 'trouble_expired: X' });
    assert.equal(await delayed(id), null);
    await acts().endDelay({ onboardingId: id, since });
    await show(id, { since: later, lasts: true });
    assert.equal(await delayed(id), null);
    assert.deepEqual(await events(id), ['delayed bank_unavailable']);
  });

  for (const when of ['before', 'after'] as const) {
    it(`is whole, and notified once, whichever statement the worker died ${when}`, async () => {
      let died = 0;
      for (let nth = 1; ; nth += 1) {
        const id = await createdCase(api);
        const dying = dyingPool(database.pool, nth, when);
        await show(id, { lasts: true }, dying.pool).catch(() => {});
        await show(id, { lasts: true });
        assert.deepEqual(await delayed(id), { since, reason: 'bank_unavailable' });
        assert.deepEqual(await events(id), ['delayed bank_unavailable'], `died at ${dying.diedAt}`);
        assert.equal((await notifications(id)).length, 1, `died at ${dying.diedAt}`);
        if (dying.diedAt === null) break;
        died += 1;
      }
      assert.ok(died >= 4, `it died at ${died} statements only`);
    });
  }
});
