import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { advance } from '../../dev/time-travel.ts';
import {
  createCase,
  goThroughLink,
  post,
  read,
  reads,
  refusedPost,
  remove,
  type View,
} from '../support/stack/journeys.ts';
import { ledgerOf } from '../support/stack/ledger.ts';
import { playedStories } from '../support/stack/played-stories.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { until } from '../support/until.ts';

const isClosed = ({ stage }: View) => stage === 'closed';

describe('an erased applicant', () => {
  const erase = (id: string) => remove(`/v1/onboardings/${id}/applicant`);
  const keysOf = async (id: string) => {
    const { rows } = await sharedStack().pool.query<{ key: string | null }>(
      'select data_key_id as key from applicants where onboarding_id = $1',
      [id],
    );
    return rows.map(({ key }) => key);
  };

  it('leaves no Item at the bank and no readable data, if their case moved no money', async () => {
    const { world, pool } = sharedStack();
    const { id } = await createCase({ funding: { rail: 'ach', direction: 'debit', amount: '40.00' } });
    await goThroughLink(id, { username: 'user_nsf' });
    await reads(`/v1/onboardings/${id}`, 'closed', isClosed);
    const removed = async () => (await ledgerOf(world, id)).items.map((item) => item.removed);
    // The policy removes the Item without a request.
    assert.ok(await until(async () => (await removed()).join() === 'true'), 'the Item is still there');
    const [key] = await keysOf(id);

    assert.equal((await erase(id)).status, 204);
    const view = await reads(`/v1/onboardings/${id}`, 'erased', ({ item }) => item.status === 'removed');
    assert.deepEqual([view.outcome, view.account.mask], ['declined', null]);
    assert.deepEqual(await keysOf(id), [null]);
    const { rowCount } = await pool.query('select from data_keys where id = $1', [key]);
    assert.equal(rowCount, 0);
  });

  it('leaves the proof of authorization, if they have disputed a debit', async () => {
    const { cases } = await playedStories();
    const disputed = cases.find(({ story }) => story.name === 'disputed weeks later (R10)');
    const { id, transfer } = disputed?.view ?? assert.fail();
    assert.equal((await erase(id)).status, 204);
    const { debits } = await read(`/v1/onboardings/${id}/authorization_proof`);
    const [{ name, link, terms, ...proof }, ...more] = debits;
    assert.deepEqual([name, proof.transfer, more], ['Alberta Bobbeth Charleson', transfer?.id, []]);
    assert.ok(Date.parse(link.finished_at));
    assert.equal(terms.amount, '40.00');
  });

  it('has to wait for the end of their case, which the tenant can cancel', async () => {
    const { id } = await createCase();
    await assert.rejects(erase(id), { status: 409, code: 'case_open' });
    await post(`/v1/onboardings/${id}/cancel`, { reason: 'changed_mind' });
    await reads(`/v1/onboardings/${id}`, 'closed', isClosed);
    assert.equal((await erase(id)).status, 204);
    assert.deepEqual(await keysOf(id), [null]);
  });

  it('is a person with several cases: those without money end, and the one under way is waited for', async () => {
    const { world, pool, travel } = sharedStack();
    const user_id = `erased-${randomUUID()}`;
    const open = await createCase({ user_id });
    const paid = await createCase({ user_id });
    // Its bank refuses the money after two days, so it closes without a return window.
    await goThroughLink(paid.id, { username: 'user_failed' });
    await reads(`/v1/onboardings/${paid.id}`, 'transferring', ({ stage }) => stage === 'transferring');
    const asked = await remove(`/v1/users/${user_id}`);
    const { id, waiting_for } = asked.body;
    assert.deepEqual([asked.status, waiting_for.some((one: View) => one.id === paid.id && one.until)], [202, true]);
    const receipt = `/v1/users/${user_id}/erasure`;
    await reads(receipt, 'down to the case with money', ({ left }) => left === 1);
    assert.deepEqual([await keysOf(open.id), (await keysOf(paid.id)).includes(null)], [[null], false]);
    const again = {
      user_id,
      applicant: { legal_name: 'Ada Byron' },
      funding: { rail: 'ach', direction: 'credit', amount: '1.00' },
    };
    const { status, code } = await refusedPost('/v1/onboardings', again);
    assert.deepEqual([status, code], [409, 'erasure_under_way']);

    await advance(travel, { banking_days: 2 });
    await reads(`/v1/onboardings/${paid.id}`, 'closed', isClosed);
    await pool.query('update erasures set next_try_at = now() where user_id = $1', [user_id]);
    const done = await reads(receipt, 'done', (view) => view.status === 'done');
    assert.deepEqual([done.id, await keysOf(paid.id)], [id, [null]]);
    const { items } = await ledgerOf(world, paid.id);
    assert.deepEqual(
      items.map((item) => item.removed),
      [true],
    );
  });
});
