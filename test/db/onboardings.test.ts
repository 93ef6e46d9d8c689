import assert from 'node:assert/strict';
import { insertIdentityCheck } from '../../db/bank/identity-checks.ts';
import { recordItem } from '../../db/bank/items.ts';
import { type CasesCursor, type CaseView, findOnboarding, listOnboardings } from '../../db/case/case-views.ts';
import { lateStarts, loadCase, markWorkflowStarted } from '../../db/case/onboardings.ts';
import { closeStage, moveStage } from '../../db/case/stages.ts';
import { defaultPolicy } from '../../domain/case/policy.ts';
import type { Stage } from '../../domain/case/stages.ts';
import {
  aFunding,
  aMatch,
  storedAccount,
  storedCase,
  storedLink,
  storedTransfer,
} from '../support/cases/stored-case.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';

describe('onboardings', () => {
  let database: TestDatabase;
  before(async () => {
    database = await freshDatabase();
  });
  after(() => database.drop());

  it('are loaded as they were stored', async () => {
    const id = await storedCase(database.pool);
    const record = await loadCase(database.pool, id);
    assert.ok(record);
    const { createdAt, updatedAt, ...rest } = record;
    assert.ok(createdAt instanceof Date && updatedAt instanceof Date);
    assert.deepEqual(rest, {
      id,
      tenantId: 'ten_test',
      userId: 'user-1',
      stage: 'starting',
      outcome: null,
      reason: null,
      waitingFor: null,
      waitingUntil: null,
      step: 0,
      reminders: 0,
      funding: aFunding,
      products: [],
      question: null,
      policy: defaultPolicy,
      linkSettings: {},
      accountId: null,
      workflowStartedAt: null,
    });
    assert.equal(await loadCase(database.pool, 'onb_none'), null);
  });

  it('show null while a value is not known', async () => {
    const id = await storedCase(database.pool);
    const view = await findOnboarding(database.pool, 'ten_test', id);
    assert.ok(view);
    const { item, account, identity, transfer } = view;
    assert.deepEqual(
      { item, account, identity, transfer },
      { item: null, account: null, identity: null, transfer: null },
    );
  });

  it('show the newest account, check and transfer', async () => {
    const id = await storedCase(database.pool);
    const old = await storedAccount(database.pool, id);
    const check = { ...aMatch, onboardingId: id, accountId: old.accountId };
    await insertIdentityCheck(database.pool, { ...check, decision: 'conflict', reason: 'identity_conflict' });
    await insertIdentityCheck(database.pool, { ...check, flags: ['nickname', 'postal_code'] });
    const transferId = await storedTransfer(database.pool, id);
    const view = await findOnboarding(database.pool, 'ten_test', id);
    assert.ok(view?.item && view.account);
    assert.notEqual(view.account.id, old.accountId);
    assert.deepEqual(
      { ...view.account, id: null },
      {
        ...{ id: null, institution: 'First Platypus Bank', mask: '0000', subtype: 'checking' },
        ...{ verificationStatus: null, duplicateOf: [], linked: null },
      },
    );
    assert.deepEqual(view.identity, { ...aMatch, flags: ['nickname', 'postal_code'] });
    assert.deepEqual(view.transfer, {
      id: transferId,
      number: 1,
      network: 'ach',
      status: 'pending',
      amountCents: 2500,
      windows: { standard: null, unauthorized: null },
      failureCode: null,
    });
    await recordItem(database.pool, { itemId: view.item.id, institution: 'X', error: 'ITEM_LOGIN_REQUIRED' });
    assert.equal((await findOnboarding(database.pool, 'ten_test', id))?.item?.error, 'ITEM_LOGIN_REQUIRED');
  });

  it('do not exist for another tenant', async () => {
    const id = await storedCase(database.pool, { tenantId: 'ten_mine' });
    assert.ok(await findOnboarding(database.pool, 'ten_mine', id));
    assert.equal(await findOnboarding(database.pool, 'ten_other', id), null);
    assert.deepEqual(await listOnboardings(database.pool, 'ten_other', { limit: 10 }), { cases: [], next: null });
  });

  it('start late once a Link token was offered, until Temporal has accepted them', async () => {
    const bare = await storedCase(database.pool);
    const offered = await storedCase(database.pool);
    await storedLink(database.pool, offered);
    const late = async (seconds: number) =>
      (await lateStarts(database.pool, seconds, 100)).filter(({ onboardingId }) =>
        [bare, offered].includes(onboardingId),
      );
    assert.deepEqual(await late(0), [{ onboardingId: offered }]);
    assert.deepEqual(await late(60), []);
    await markWorkflowStarted(database.pool, offered);
    assert.deepEqual(await late(0), []);
  });
});

describe('list of onboardings', () => {
  let database: TestDatabase;
  let newestFirst: string[] = [];
  const tenantId = 'ten_test';
  before(async () => {
    database = await freshDatabase();
    const stages = ['in_review', 'authorizing', 'closed'] as const;
    for (let i = 0; i < 9; i++) {
      const onboardingId = await storedCase(database.pool, { userId: `user-${i % 2}` });
      const stage = stages[i % 3] ?? 'closed';
      if (stage === 'closed') await closeStage(database.pool, { onboardingId, step: 1, outcome: 'declined' });
      else await moveStage(database.pool, { onboardingId, step: 1, stage });
      newestFirst = [onboardingId, ...newestFirst];
    }
    // Three of them in the same microsecond: then the id decides.
    await database.pool.query(`update onboardings set created_at = '2026-03-02 15:00:00.000001Z' where id = any ($1)`, [
      newestFirst.slice(3, 6),
    ]);
    const { rows } = await database.pool.query<{ id: string }>(
      'select id from onboardings order by created_at desc, id desc',
    );
    newestFirst = rows.map(({ id }) => id);
  });
  after(() => database.drop());

  const ids = (cases: CaseView[]) => cases.map(({ id }) => id);
  async function allPages(filter: { stage?: Stage }, limit: number): Promise<string[][]> {
    const pages: string[][] = [];
    let cursor: CasesCursor | undefined;
    do {
      const page = await listOnboardings(database.pool, tenantId, { ...filter, limit, cursor });
      pages.push(ids(page.cases));
      cursor = page.next ?? undefined;
    } while (cursor);
    return pages;
  }

  for (const limit of [1, 2, 4, 9, 100]) {
    it(`shows every case once, newest first, ${limit} a page`, async () => {
      const pages = await allPages({}, limit);
      assert.deepEqual(pages.flat(), newestFirst);
      assert.equal(pages.length, Math.ceil(9 / limit));
    });
  }

  it('filters, across pages as well', async () => {
    const inReview = (await allPages({ stage: 'in_review' }, 2)).flat();
    assert.equal(inReview.length, 3);
    const declined = await listOnboardings(database.pool, tenantId, {
      outcome: 'declined',
      userId: 'user-0',
      limit: 9,
    });
    assert.ok(declined.cases.length > 0);
    assert.ok(declined.cases.every(({ outcome, userId }) => outcome === 'declined' && userId === 'user-0'));
    const none = await listOnboardings(database.pool, tenantId, { userId: 'nobody', limit: 9 });
    assert.deepEqual(none, { cases: [], next: null });
  });

  it('does not change for a case that is created between two pages', async () => {
    const first = await listOnboardings(database.pool, tenantId, { limit: 5 });
    const added = await storedCase(database.pool);
    assert.ok(first.next);
    const second = await listOnboardings(database.pool, tenantId, { limit: 5, cursor: first.next });
    assert.deepEqual([...ids(first.cases), ...ids(second.cases)], newestFirst);
    assert.deepEqual(ids((await listOnboardings(database.pool, tenantId, { limit: 1 })).cases), [added]);
  });
});
