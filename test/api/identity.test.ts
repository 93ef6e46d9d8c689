import assert from 'node:assert/strict';
import { insertIdentityCheck } from '../../db/bank/identity-checks.ts';
import { recordItemChange } from '../../db/bank/item-health.ts';
import { forgetItem } from '../../db/bank/items.ts';
import { eraseApplicant } from '../../db/case/applicants.ts';
import { transaction } from '../../db/pool.ts';
import { Failure, type FailureDetail, type FailureKind } from '../../domain/failure.ts';
import { compareOwners } from '../../domain/owner/compare-owners.ts';
import { defaultIdentityPolicy, judge } from '../../domain/owner/identity.ts';
import type { Owner } from '../../domain/owner/owner.ts';
import { anApplicant, storedAccount, storedCase } from '../support/cases/stored-case.ts';
import { dumpDatabase } from '../support/database/dump-database.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';

const owner: Owner = { names: ['Canary Owner-5512'], emails: ['canary.owner@example.com'], phones: [], addresses: [] };
const aPayment = {
  rail: 'payment-initiation',
  amountCents: 2530,
  currency: 'GBP',
  reference: null,
  recipient: { id: 'rcp_1', mask: '9' },
} as const;

describe('GET /v1/onboardings/:id/identity', () => {
  let answer: () => Promise<Owner[] | null>;
  let calls: string[];
  const [database, api] = forEachTest((pool) => {
    calls = [];
    answer = async () => [owner];
    const readOwners = async (_token: unknown, accountId: string) => {
      calls.push(accountId);
      return answer();
    };
    return startApi(pool, { plaid: fakePlaid({ readOwners }) });
  });

  async function judged(owners: Owner[] = [owner]) {
    const id = await storedCase(database.pool, { tenantId: 'default' });
    const { accountId, itemId } = await storedAccount(database.pool, id);
    const judgement = judge('own_rules', compareOwners(anApplicant, owners), defaultIdentityPolicy);
    await insertIdentityCheck(database.pool, { ...judgement, onboardingId: id, accountId });
    return { id, accountId, itemId };
  }
  const read = (id: string, key?: string) => api.send('GET', `/v1/onboardings/${id}/identity`, key ? { key } : {});
  const statusOf = async (id: string) => (await read(id)).body.owners.status;
  // biome-ignore lint/suspicious/noExplicitAny: an answer of the API
  const fieldOf = (body: any, name: string) => body.fields.find(({ field }: { field: string }) => field === name);
  const refused = (kind: FailureKind, code: string, more: Partial<FailureDetail> = {}) => {
    answer = () => Promise.reject(new Failure(kind, 'Plaid refuses.', { code, ...more }));
  };

  it('shows both sides of each field, with score, threshold and the reason of the decision', async () => {
    const { id, accountId } = await judged([{ ...owner, names: [anApplicant.legalName] }]);
    const { status, headers, body } = await read(id);
    assert.deepEqual([status, headers.get('cache-control'), calls], [200, 'no-store', [accountId]]);
    assert.deepEqual([body.decision, body.reason, body.source], ['unclear', 'nothing_else_matches', 'own_rules']);
    assert.match(body.why, /^The name matches\. The bank gives other data, and none of them matches/);
    assert.deepEqual(fieldOf(body, 'legal_name'), {
      ...{ field: 'legal_name', applicant: anApplicant.legalName, bank: 'given', owners: [owner.names] },
      ...{ score: 100, threshold: 85, verdict: 'match' },
    });
    const email = fieldOf(body, 'email');
    assert.deepEqual([email.applicant, email.owners, email.score], [anApplicant.email, [owner.emails], 0]);
    assert.deepEqual(
      [fieldOf(body, 'phone').bank, fieldOf(body, 'phone').score, fieldOf(body, 'address').bank],
      ['not_given', null, 'not_given'],
    );
    assert.equal(fieldOf(body, 'address').applicant.postal_code, anApplicant.address?.postalCode);
  });

  it('compares the applicant with every owner, field by field, and says why; null is not known', async () => {
    const own = { ...owner, names: [anApplicant.legalName], emails: [anApplicant.email ?? ''] };
    answer = async () => [owner, own];
    const { id } = await judged();
    const { body } = await read(id);
    const [other, same] = body.comparisons;
    assert.deepEqual(
      [other.decision, other.reason, same.decision, same.reason],
      [...['conflict', 'identity_conflict'], ...['match', null]],
    );
    assert.match(other.why, /has nothing in common with the name of the applicant/);
    assert.deepEqual(fieldOf(same, 'legal_name'), {
      ...{ field: 'legal_name', applicant: anApplicant.legalName, owner: own.names },
      ...{ score: 100, threshold: 85, verdict: 'match', why: 'The score reaches its threshold.' },
    });
    const phone = fieldOf(same, 'phone');
    assert.deepEqual([phone.applicant, phone.owner, phone.score], [anApplicant.phone, null, null]);
    answer = async () => null;
    assert.equal((await read(id)).body.comparisons, null);
  });

  it('keeps no owner: neither the database nor the log has one afterwards', async () => {
    const { id } = await judged();
    await read(id);
    const dump = await dumpDatabase(database.pool);
    for (const text of [...owner.names, ...owner.emails, anApplicant.legalName]) {
      assert.ok(!dump.includes(text), `the database holds ${text}`);
      assert.ok(!api.logs.join('').includes(text), `the log holds ${text}`);
    }
  });

  const answers: [what: string, answers: () => void, status: string][] = [
    ['the bank names nobody', () => (answer = async () => null), 'not_given_by_bank'],
    [
      'the bank names an owner without data',
      () => (answer = async () => [{ ...owner, names: [], emails: [] }]),
      'not_given_by_bank',
    ],
    ['Plaid is away', () => refused('unavailable', 'timeout'), 'plaid_away'],
    ['Plaid asks for fewer calls', () => refused('busy', 'IDENTITY_LIMIT'), 'plaid_away'],
    ['the Item is gone', () => refused('needs-user', 'ITEM_NOT_FOUND', { repair: { mode: 'new' } }), 'item_removed'],
    [
      'the login is broken',
      () => refused('needs-user', 'ITEM_LOGIN_REQUIRED', { repair: { mode: 'update' } }),
      'applicant_needed',
    ],
    [
      'the permission is revoked',
      () => refused('needs-user', 'USER_PERMISSION_REVOKED', { repair: { mode: 'new' } }),
      'permission_revoked',
    ],
    ['the product is not ours', () => refused('bug', 'INVALID_PRODUCT'), 'product_not_available'],
    ['Plaid has another objection', () => refused('bug', 'INVALID_FIELD'), 'plaid_refuses'],
  ];
  for (const [what, answers_, expected] of answers) {
    it(`says that ${what}, and still shows the applicant and the scores`, async () => {
      const { id } = await judged();
      answers_();
      const { status, body } = await read(id);
      assert.deepEqual([status, body.owners.status], [200, expected]);
      assert.ok(body.owners.detail.endsWith('.'));
      const name = fieldOf(body, 'legal_name');
      assert.deepEqual([name.applicant, name.bank, name.owners], [anApplicant.legalName, 'not_read', null]);
      assert.notEqual(name.score, null);
    });
  }

  it('asks Plaid nothing where there is no Item to ask', async () => {
    const unlinked = await storedCase(database.pool, { tenantId: 'default' });
    const removed = await judged();
    await transaction(database.pool, (tx) => forgetItem(tx, { onboardingId: removed.id, itemId: removed.itemId }));
    const revoked = await judged();
    const change = { itemId: revoked.itemId, change: 'permission_revoked', at: null } as const;
    await transaction(database.pool, (tx) => recordItemChange(tx, change));
    assert.deepEqual(
      [await statusOf(unlinked), await statusOf(removed.id), await statusOf(revoked.id)],
      ['no_account_yet', 'item_removed', 'permission_revoked'],
    );
    assert.deepEqual(calls, []);
  });

  it('says on the second rail that the bank names no payer', async () => {
    await database.pool.query(
      `insert into recipients (id, tenant_id, details_index, details_sealed, mask) values ('rcp_1', 'default', '', '', '9')
       on conflict do nothing`,
    );
    const id = await storedCase(database.pool, { tenantId: 'default', funding: aPayment });
    const { body } = await read(id);
    assert.deepEqual([body.owners.status, body.decision, body.why], ['no_account_on_this_rail', null, null]);
    assert.equal(fieldOf(body, 'legal_name').applicant, anApplicant.legalName);
  });

  it("answers 404 once the applicant is erased, and for another tenant's case", async () => {
    const { id } = await judged();
    const stranger = await read(id, await storedKey(database.pool, 'ten_other'));
    assert.deepEqual([stranger.status, stranger.body.code], [404, 'onboarding_not_found']);
    await transaction(database.pool, (tx) => eraseApplicant(tx, id));
    const erased = await read(id);
    assert.deepEqual([erased.status, erased.body.code, calls], [404, 'erased', []]);
  });
});
