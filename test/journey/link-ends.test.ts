// The ends of Link, through the whole stack: left, finished without a webhook, and finished without the consent.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  atSimulator,
  createCase,
  goThroughLink,
  inboxOf,
  post,
  reads,
  type View,
  withoutWebhooks,
} from '../support/stack/journeys.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { until } from '../support/until.ts';

describe('the ends of Link', () => {
  const reaches = (id: string, stage: string) =>
    reads(`/v1/onboardings/${id}`, stage, (view: View) => view.stage === stage);
  const back = (id: string): Promise<View> => post(`/v1/onboardings/${id}/link`, { returned: true });

  it('an applicant leaves a repair: the case waits on, and goes on once they have repaired', async () => {
    const { id } = await createCase();
    await goThroughLink(id, { username: 'user_stale_login' });
    const parked = await reaches(id, 'repairing_link');
    await goThroughLink(id, { exit: true });
    assert.ok(await until(async () => (await inboxOf(id, 'SESSION_FINISHED')).includes('exited')));
    await withoutWebhooks(['SESSION_FINISHED'], async () => {
      const { link_token } = (await post(`/v1/onboardings/${id}/link_token`, {})).next_action;
      await atSimulator('/simulator/link', { link_token, exit: true });
    });
    const view = await back(id);
    assert.deepEqual([view.stage, view.waiting], ['repairing_link', parked.waiting]);
    const { link_token } = (await post(`/v1/onboardings/${id}/link_token`, {})).next_action;
    await atSimulator('/simulator/link', { link_token, username: 'user_stale_login' });
    await reaches(id, 'transferring');
  });

  it('an applicant is back before the webhook: Gangway does not offer Link again', async () => {
    const { id } = await createCase();
    await withoutWebhooks(['SESSION_FINISHED', 'ITEM_ADD_RESULT'], async () => {
      await goThroughLink(id, { username: 'user_good' });
      const { next_action } = await post(`/v1/onboardings/${id}/link_token`, {});
      assert.equal(next_action.type, 'wait');
    });
    await reaches(id, 'transferring');
    const text = 'select count(*)::int as made from link_sessions where onboarding_id = $1';
    assert.equal((await sharedStack().pool.query(text, [id])).rows[0]?.made, 1);
  });

  it('an applicant withdrew their consent: the case asks for it', async () => {
    const { id } = await createCase();
    await goThroughLink(id, { username: 'user_similar_owner' });
    await reaches(id, 'in_review');
    const happens = { event: 'consent_withdrawn', products: ['transfer'] };
    await atSimulator('/simulator/items', { client_user_id: id, happens });
    const decision = { decision: 'approve', reviewer: `reviewer-${randomUUID()}` };
    await post(`/v1/onboardings/${id}/review`, decision);
    const parked = await reaches(id, 'repairing_link');
    await atSimulator('/simulator/link', { link_token: parked.next_action.link_token });
    await reaches(id, 'transferring');
  });
});
