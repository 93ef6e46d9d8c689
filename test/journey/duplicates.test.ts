// One account in several cases, through the whole stack.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createCase, goThroughLink, post, reads, type View } from '../support/stack/journeys.ts';
import { ledgerOf } from '../support/stack/ledger.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';

const oauthBank = 'ins_127287';

describe('an account that is in use already', () => {
  const reaches = (id: string, what: string, check: (view: View) => boolean) =>
    reads(`/v1/onboardings/${id}`, what, check);
  const stage = (id: string, wanted: string) => reaches(id, wanted, (view) => view.stage === wanted);
  const approve = (id: string) => post(`/v1/onboardings/${id}/review`, { decision: 'approve', reviewer: 'reviewer-1' });

  it('is shown with the cases that have it, and goes to a reviewer if the policy wants that', async () => {
    const person = randomUUID();
    const first = await createCase();
    await goThroughLink(first.id, { username: 'user_good', person });
    await stage(first.id, 'transferring');
    const second = await createCase({ policy: { duplicates: { other_user: 'review' } } });
    await goThroughLink(second.id, { username: 'user_good', person });
    const view = await stage(second.id, 'in_review');
    assert.deepEqual([view.reason, view.account.duplicate_of], ['duplicate_account', [first.id]]);
    await approve(second.id);
    await stage(second.id, 'transferring');
  });

  it('becomes no Item if the policy refuses it, and the applicant links another one', async () => {
    const [user_id, person] = [`user-${randomUUID()}`, randomUUID()];
    const first = await createCase({ user_id });
    await goThroughLink(first.id, { username: 'user_good', person });
    await stage(first.id, 'transferring');
    const second = await createCase({ user_id, policy: { duplicates: { same_user: 'refuse' } } });
    await goThroughLink(second.id, { username: 'user_good', person, institution_id: 'ins_109508' });
    const asked = await reaches(second.id, 'asked again', ({ stage, reason }) => stage === 'awaiting_link' && reason);
    assert.equal(asked.reason, 'duplicate_account');
    assert.equal(asked.explanation, 'This account is in use already.');
    assert.deepEqual((await ledgerOf(sharedStack().world, second.id)).exchanges, []);
    await goThroughLink(second.id, { username: 'user_good', institution_id: 'ins_109509' });
    await stage(second.id, 'transferring');
    assert.equal((await ledgerOf(sharedStack().world, second.id)).exchanges.length, 1);
  });

  it('at a bank with one login per customer: each case is repaired once, and goes on', async () => {
    const [user_id, person] = [`user-${randomUUID()}`, randomUUID()];
    const atBank = { username: 'user_similar_owner', person, institution_id: oauthBank };
    const older = await createCase({ user_id });
    await goThroughLink(older.id, atBank);
    await stage(older.id, 'in_review');
    const newer = await createCase({ user_id });
    await goThroughLink(newer.id, atBank);
    assert.deepEqual((await stage(newer.id, 'in_review')).account.duplicate_of, [older.id]);

    // The newer login ended the older one, and a repair of the older one ends the newer one.
    for (const { id } of [older, newer]) {
      await approve(id);
      const parked = await stage(id, 'repairing_link');
      await goThroughLink(id, { link_token: parked.next_action.link_token, client_user_id: undefined });
      await stage(id, 'transferring');
    }
    for (const { id } of [older, newer]) {
      const { transfers } = await ledgerOf(sharedStack().world, id);
      assert.equal(transfers.length, 1);
    }
  });
});
