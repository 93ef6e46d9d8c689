import assert from 'node:assert/strict';
import { accountOfCase, upsertAccount } from '../../db/bank/accounts.ts';
import { recordItemChange } from '../../db/bank/item-health.ts';
import { insertItem, itemOfCase, itemOfSession, recordItem } from '../../db/bank/items.ts';
import { readApplicant } from '../../db/case/applicants.ts';
import { caseOfId } from '../../db/case/plaid-ids.ts';
import { insertReview, takeReviews } from '../../db/case/reviews.ts';
import { addToTimeline, readTimeline } from '../../db/case/timeline.ts';
import { newId } from '../../db/ids.ts';
import { type ApiKey, ensureTenant, findApiKey, storeApiKey } from '../../db/tenants.ts';
import {
  answerAuthorization,
  authorizationKey,
  latestAuthorization,
  retireAuthorization,
  storeAuthorizationKey,
  unusedApproval,
  useAuthorization,
} from '../../db/transfers/authorizations.ts';
import { eraseDataKey } from '../../db/vault.ts';
import { Secret } from '../../domain/secret.ts';
import { anApplicant, storedAccount, storedCase, storedLink, testVault } from '../support/cases/stored-case.ts';
import { dataKeyOf } from '../support/database/case-rows.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';

describe('records of a case', () => {
  let database: TestDatabase;
  let onboardingId: string;
  before(async () => {
    database = await freshDatabase();
  });
  beforeEach(async () => {
    onboardingId = await storedCase(database.pool);
  });
  after(() => database.drop());

  it('applicant: reads as it was written, until they are erased', async () => {
    assert.deepEqual(await readApplicant(database.pool, testVault, onboardingId), anApplicant);
    await eraseDataKey(database.pool, await dataKeyOf(database.pool, onboardingId));
    const erased = { kind: 'missing', detail: { code: 'erased' } };
    await assert.rejects(readApplicant(database.pool, testVault, onboardingId), erased);
    await assert.rejects(testVault.applicantSealer(database.pool, onboardingId), erased);
  });

  it('Item: by its session and the newest of its case, recorded once, with its plaidId', async () => {
    const first = await storedAccount(database.pool, onboardingId);
    const { itemId, session } = await storedAccount(database.pool, onboardingId);
    assert.equal((await itemOfSession(database.pool, testVault, first.session))?.itemId, first.itemId);
    const item = await itemOfCase(database.pool, testVault, onboardingId);
    assert.ok(item);
    assert.deepEqual([item.itemId, item.institution, item.error], [itemId, 'First Platypus Bank', null]);
    assert.equal(await caseOfId(database.pool, 'item', itemId), onboardingId);

    const again = { itemId, onboardingId, session, institution: null, accessToken: new Secret('access-second') };
    await insertItem(database.pool, testVault, again);
    const same = await itemOfCase(database.pool, testVault, onboardingId);
    assert.equal(same?.accessToken?.reveal(), item.accessToken?.reveal());

    await recordItem(database.pool, { itemId, institution: 'Renamed', error: 'ITEM_LOGIN_REQUIRED' });
    const broken = await itemOfSession(database.pool, testVault, session);
    assert.deepEqual([broken?.institution, broken?.error], ['Renamed', 'ITEM_LOGIN_REQUIRED']);
  });

  it('Item: the one that was linked last, even if the case had it before another one', async () => {
    const first = await storedAccount(database.pool, onboardingId);
    await recordItemChange(database.pool, { itemId: first.itemId, change: 'permission_revoked', at: null });
    await storedAccount(database.pool, onboardingId);
    const { id: session } = await storedLink(database.pool, onboardingId);
    const accessToken = new Secret('access-again');
    const again = { itemId: first.itemId, onboardingId, session, institution: null, accessToken };
    await insertItem(database.pool, testVault, again);
    const item = await itemOfCase(database.pool, testVault, onboardingId);
    assert.deepEqual([item?.itemId, item?.accessToken?.reveal()], [first.itemId, 'access-again']);
    assert.equal((await itemOfSession(database.pool, testVault, session))?.itemId, first.itemId);
  });

  it('Item: none before the exchange', async () => {
    const { id } = await storedLink(database.pool, onboardingId);
    assert.equal(await itemOfSession(database.pool, testVault, id), null);
    assert.equal(await itemOfCase(database.pool, testVault, onboardingId), null);
  });

  it('account: as Plaid showed it last, keeping numbers that a later read lacks', async () => {
    assert.equal(await accountOfCase(database.pool, onboardingId), null);
    const { itemId, accountId } = await storedAccount(database.pool, onboardingId);
    const shown = { accountId, itemId, mask: '0001', subtype: 'savings', verificationStatus: 'manually_verified' };
    await upsertAccount(database.pool, testVault, { ...shown, onboardingId, persistentAccountId: 'p', numbers: null });
    assert.deepEqual(await accountOfCase(database.pool, onboardingId), { ...shown, changedAt: null });
    assert.equal(await caseOfId(database.pool, 'account', accountId), onboardingId);
    const { rows } = await database.pool.query<{ sealed: Buffer }>(
      'select numbers_sealed as sealed from accounts where id = $1',
      [accountId],
    );
    assert.ok(rows[0]);
    const place = { tenant: 'ten_test', owner: onboardingId, table: 'accounts', row: accountId, column: 'numbers' };
    const numbers = JSON.parse((await testVault.open(database.pool, place, rows[0].sealed)).reveal());
    assert.deepEqual(numbers, { account: '1111222233330000', routing: '011401533', tokenized: false });
  });

  it('account: equal numbers are recognised in two cases', async () => {
    await storedAccount(database.pool, onboardingId);
    const other = await storedCase(database.pool);
    await storedAccount(database.pool, other);
    const { rows } = await database.pool.query<{ n: number }>(
      'select count(distinct numbers_index) as n from accounts where onboarding_id in ($1, $2)',
      [onboardingId, other],
    );
    assert.deepEqual(rows, [{ n: 1 }]);
  });

  it('authorization: the key is stored before the answer, and the first decision stays', async () => {
    const { accountId } = await storedAccount(database.pool, onboardingId);
    assert.equal(await latestAuthorization(database.pool, onboardingId), null);
    const key = authorizationKey(onboardingId, 1);
    const about = { onboardingId, accountId, transferNumber: 1, network: 'same-day-ach' } as const;
    await storeAuthorizationKey(database.pool, { key, ...about });
    const asked = await latestAuthorization(database.pool, onboardingId);
    assert.deepEqual(
      [asked?.key, asked?.network, asked?.authorizationId, asked?.answeredAt],
      [...[key, 'same-day-ach', null, null]],
    );
    const answer = { key, authorizationId: `a-${key}`, decision: 'approved', rationale: null };
    await answerAuthorization(database.pool, { ...answer, decision: 'user_action_required', rationale: 'X' });
    await answerAuthorization(database.pool, answer);
    await answerAuthorization(database.pool, { ...answer, authorizationId: 'other', decision: 'declined' });
    const answered = await latestAuthorization(database.pool, onboardingId);
    assert.deepEqual(
      [answered?.authorizationId, answered?.decision, answered?.rationale],
      [`a-${key}`, 'approved', null],
    );

    assert.equal((await unusedApproval(database.pool, onboardingId))?.key, key);
    await useAuthorization(database.pool, key);
    assert.equal(await unusedApproval(database.pool, onboardingId), null);

    await retireAuthorization(database.pool, key, 'retired');
    assert.equal((await latestAuthorization(database.pool, onboardingId))?.decision, 'retired');

    const second = authorizationKey(onboardingId, 2);
    await storeAuthorizationKey(database.pool, { key: second, ...about });
    assert.equal((await latestAuthorization(database.pool, onboardingId))?.key, second);
  });

  it('review: kept once, its note sealed', async () => {
    const review = {
      id: newId('rev'),
      onboardingId,
      question: newId('qst'),
      decision: 'approve',
      reviewer: 'ops-1',
      reason: 'name_variant',
      note: 'Called Ada',
      decides: true,
      signalAfterSeconds: 0,
    } as const;
    await insertReview(database.pool, testVault, { ...review, key: null });
    await insertReview(database.pool, testVault, { ...review, key: null, note: null });
    for (const _ of [1, 2]) await takeReviews(database.pool, [review.id]);
    const { detail } = (await readTimeline(database.pool, onboardingId, { limit: 9 })).find(
      ({ what }) => what === 'reviewed',
    ) ?? { detail: null };
    assert.deepEqual(detail, {
      review: review.id,
      decision: 'approve',
      reviewer: 'ops-1',
      key: null,
      reason: 'name_variant',
    });
    const { rows } = await database.pool.query<{ sealed: Buffer }>(
      'select note_sealed as sealed from reviews where onboarding_id = $1',
      [onboardingId],
    );
    assert.ok(rows.length === 1 && rows[0]);
    const place = { tenant: 'ten_test', owner: onboardingId, table: 'reviews', row: review.id, column: 'note' };
    assert.equal((await testVault.open(database.pool, place, rows[0].sealed)).reveal(), 'Called Ada');
  });

  it('timeline: in order, page by page', async () => {
    for (const what of ['a', 'b', 'c']) await addToTimeline(database.pool, onboardingId, what, { of: what });
    const first = await readTimeline(database.pool, onboardingId, { limit: 2 });
    const rest = await readTimeline(database.pool, onboardingId, { limit: 9, cursor: first.at(-1)?.id });
    assert.deepEqual(
      [...first, ...rest].map(({ what, detail }) => [what, detail]),
      [
        ['starting', {}],
        ['a', { of: 'a' }],
        ['b', { of: 'b' }],
        ['c', { of: 'c' }],
      ],
    );
  });
});

describe('tenants and API keys', () => {
  let database: TestDatabase;
  before(async () => {
    database = await freshDatabase();
    await ensureTenant(database.pool, { id: 'ten_1', name: 'One' });
    await ensureTenant(database.pool, { id: 'ten_2', name: 'Two' });
  });
  after(() => database.drop());

  const aKey: Pick<ApiKey, 'secretHash' | 'name' | 'scopes'> = {
    ...{ secretHash: Buffer.from('one'), name: 'Test', scopes: ['onboardings:read'] },
  };

  it('stores a key once, and its new secret after a rotation', async () => {
    const key = { id: 'gw_abc', tenantId: 'ten_1', ...aKey };
    await storeApiKey(database.pool, key);
    await storeApiKey(database.pool, { ...key, secretHash: Buffer.from('two') });
    assert.deepEqual(await findApiKey(database.pool, key.id), {
      ...{ tenantId: 'ten_1', secretHash: Buffer.from('two'), scopes: aKey.scopes, usedLately: false },
    });
  });

  it('does not let another tenant take over a key', async () => {
    const key = { id: 'gw_taken', tenantId: 'ten_1', ...aKey };
    await storeApiKey(database.pool, key);
    await storeApiKey(database.pool, { ...key, tenantId: 'ten_2', secretHash: Buffer.from('two') });
    assert.equal((await findApiKey(database.pool, key.id))?.tenantId, 'ten_1');
    assert.equal((await findApiKey(database.pool, key.id))?.secretHash.toString(), 'one');
  });

  it('does not find a revoked or unknown key', async () => {
    await storeApiKey(database.pool, {
      id: 'gw_old',
      tenantId: 'ten_1',
      ...aKey,
    });
    await database.pool.query(`update api_keys set revoked_at = now() where id = 'gw_old'`);
    assert.equal(await findApiKey(database.pool, 'gw_old'), null);
    assert.equal(await findApiKey(database.pool, 'gw_none'), null);
  });
});
