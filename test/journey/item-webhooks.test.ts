// Signed webhooks bring changes at the bank to the case, through the whole stack.
import assert from 'node:assert/strict';
import {
  atSimulator,
  createCase,
  goThroughLink,
  inboxOf,
  post,
  read,
  reads,
  type View,
  withoutWebhooks,
} from '../support/stack/journeys.ts';
import { readLedger } from '../support/stack/ledger.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { until } from '../support/until.ts';

describe('webhooks about an applicant and their Item', () => {
  const create = (policy?: object) => createCase(policy && { policy });
  const reaches = (id: string, what: string, check: (view: View) => boolean) =>
    reads(`/v1/onboardings/${id}`, what, check);
  const happens = (id: string, happens: object) => atSimulator('/simulator/items', { client_user_id: id, happens });
  const approve = (id: string) => post(`/v1/onboardings/${id}/review`, { decision: 'approve', reviewer: 'reviewer-1' });
  /** A case that waits for a reviewer, so that the bank can change something meanwhile. */
  async function inReview(): Promise<string> {
    const { id } = await create();
    await goThroughLink(id, { username: 'user_similar_owner' });
    await reaches(id, 'in review', ({ stage }) => stage === 'in_review');
    return id;
  }
  it('ITEM NEW_ACCOUNTS_AVAILABLE: the case offers the choice, and money goes to the chosen account', async () => {
    const id = await inReview();
    const before = (await read(`/v1/onboardings/${id}`)).account.mask;
    const { not_shared } = await happens(id, { event: 'account_opened', owner: 'Alberta Bobbeth Charleson' });
    const opened = not_shared.at(-1);
    await reaches(id, 'offered', ({ offers }) => offers[0]?.type === 'select_accounts');
    const asked = await post(`/v1/onboardings/${id}/link_token`, { for: 'select_accounts' });
    const { link_token } = asked.offers[0];
    await atSimulator('/simulator/link', { link_token, accounts: [opened] });
    const after = await reaches(id, 'transferring', ({ stage }) => stage === 'transferring');
    assert.notEqual(before, opened);
    assert.deepEqual([after.account.mask, after.offers], [opened, []]);
  });

  it('ITEM ERROR with ITEM_LOGIN_REQUIRED: parks, is repaired, and goes on at the same step', async () => {
    const { id } = await create();
    await goThroughLink(id, { username: 'user_broken_login' });
    const parked = await reaches(id, 'parked', ({ stage }) => stage === 'repairing_link');
    assert.ok(await until(async () => (await inboxOf(id, 'ERROR'))[0] === 'signalled'));
    const { link_token } = parked.next_action;
    await atSimulator('/simulator/link', { link_token, username: 'user_broken_login' });
    await reaches(id, 'transferring', ({ stage }) => stage === 'transferring');
  });

  for (const webhook_type of ['ITEM', 'AUTH'] as const) {
    it(`${webhook_type} DEFAULT_UPDATE: new numbers are read, matched and reviewed before any money`, async () => {
      const id = await inReview();
      const numbers = async () =>
        (await sharedStack().pool.query('select numbers_index from accounts where onboarding_id = $1', [id])).rows[0]
          ?.numbers_index;
      const old = await numbers();
      await happens(id, { event: 'numbers_changed', webhook_type });
      const changed = async () => {
        const now = await numbers();
        return now !== null && !now.equals(old);
      };
      assert.ok(await until(changed), 'the new numbers are never read');
      await reaches(id, 'in review again', ({ stage }) => stage === 'in_review');
      await approve(id);
      await reaches(id, 'transferring', ({ stage }) => stage === 'transferring');
    });
  }

  it('IDENTITY DEFAULT_UPDATE: a case before money is matched again', async () => {
    const id = await inReview();
    await happens(id, { event: 'owner_renamed', owner: 'Alberta Bobbeth Charleson' });
    const view = await reaches(id, 'transferring', ({ stage }) => stage === 'transferring');
    assert.equal(view.identity.decision, 'match');
  });

  it('ITEM USER_PERMISSION_REVOKED: the case ends, the token is forgotten, no money moves', async () => {
    const id = await inReview();
    await happens(id, { event: 'permission_revoked' });
    const view = await reaches(id, 'closed', ({ stage }) => stage === 'closed');
    assert.deepEqual([view.outcome, view.reason, view.item.status], ['abandoned', 'permission_revoked', 'revoked']);
    const kept = await sharedStack().pool.query(
      'select from items where onboarding_id = $1 and access_token_sealed is not null',
      [id],
    );
    assert.equal(kept.rowCount, 0);
    const { transfers } = await readLedger(sharedStack().world);
    assert.ok(!transfers.some(({ client_user_id }) => client_user_id === id));
  });

  it('ITEM PENDING_DISCONNECT: a new login in time leaves nothing to do', async () => {
    const id = await inReview();
    await happens(id, { event: 'disconnect_announced' });
    const { offers } = await reaches(id, 'offered', ({ offers }) => offers[0]?.type === 'renew_login');
    assert.ok(Date.parse(offers[0].before) > Date.now());
    const asked = await post(`/v1/onboardings/${id}/link_token`, { for: 'renew_login' });
    const { link_token } = asked.offers[0];
    await atSimulator('/simulator/link', { link_token, username: 'user_similar_owner' });
    await reaches(id, 'renewed', ({ offers, item }) => offers.length === 0 && item.consent_ends_at === null);
  });

  for (const lost of ['SESSION_FINISHED', 'ITEM_ADD_RESULT']) {
    it(`LINK without ${lost}: the other one finishes Link`, () =>
      withoutWebhooks([lost], async () => {
        const { id } = await create();
        await goThroughLink(id, { username: 'user_good' });
        await reaches(id, 'transferring', ({ stage }) => stage === 'transferring');
      }));
  }

  it("LINK EVENTS: the timeline has the applicant's actions, and not the text that they typed", async () => {
    const { id } = await create();
    await goThroughLink(id, { username: 'user_good', search: 'canary-bank', exit: true });
    const timeline = async () => JSON.stringify(await read(`/v1/onboardings/${id}/timeline`));
    assert.ok(await until(async () => (await timeline()).includes('SEARCH_INSTITUTION')));
    assert.doesNotMatch(await timeline(), /canary/);
  });

  describe('IDENTITY_VERIFICATION', () => {
    const gated = { identity_verification: { template_id: 'idvtmp_1' } };
    const verify = (id: string, more: object) =>
      atSimulator('/simulator/identity-verifications', { client_user_id: id, ...more });

    it('passed: the applicant goes on to Link', async () => {
      const { id, next_action } = await create(gated);
      assert.equal(next_action.type, 'verify_identity');
      assert.match(next_action.url, /^http/);
      await verify(id, { username: 'user_good' });
      const view = await reaches(id, 'at Link', ({ stage }) => stage === 'awaiting_link');
      assert.deepEqual([view.identity_verification.status, view.next_action.type], ['success', 'open_link']);
      await goThroughLink(id, { username: 'user_good' });
      await reaches(id, 'transferring', ({ stage }) => stage === 'transferring');
    });

    it('failed: a reviewer decides', async () => {
      const { id } = await create(gated);
      await verify(id, { username: 'user_idv_failed' });
      await reaches(id, 'in review', ({ stage }) => stage === 'in_review');
      await approve(id);
      await reaches(id, 'at Link', ({ stage }) => stage === 'awaiting_link');
    });
  });
});
