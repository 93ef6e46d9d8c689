import assert from 'node:assert/strict';
import { recordItemChange } from '../../db/bank/item-health.ts';
import { itemOfCase } from '../../db/bank/items.ts';
import { eraseApplicant } from '../../db/case/applicants.ts';
import { transaction } from '../../db/pool.ts';
import {
  authorizationProofsOf,
  deleteOldProofs,
  insertAuthorizationProof,
} from '../../db/transfers/authorization-proofs.ts';
import { transferOfCase } from '../../db/transfers/transfers.ts';
import { proofKeptYears } from '../../domain/transfers/authorization-proof.ts';
import { activitiesOn, storedPayment } from '../support/cases/activities.ts';
import { anApplicant, type CaseChange, storedTransfer, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('the proof that a debit was authorized', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  beforeEach(() => {
    plaid = strictPlaid();
  });

  const moveMoney = (at: { onboardingId: string; step: number }) => activitiesOn(database.pool, plaid).moveMoney(at);
  const proofsOf = (onboardingId: string) => authorizationProofsOf(database.pool, testVault, onboardingId);
  async function sent(change: CaseChange = {}) {
    const at = await storedPayment(database.pool, change);
    await moveMoney(at);
    return at;
  }

  it("is kept with the debit: holder, account, terms, and Plaid's decision", async () => {
    const { onboardingId } = await sent();
    const [kept, ...more] = await proofsOf(onboardingId);
    const [transfer] = plaid.transfers;
    const [authorization] = plaid.authorizations;
    assert.deepEqual([kept?.transferId, kept?.transferNumber, more], [transfer?.transferId, 1, []]);
    const { name, link, account, terms, authorization: decided } = kept?.proof ?? assert.fail();
    assert.equal(name, anApplicant.legalName);
    const { rows } = await database.pool.query(
      'select link_session_id as session from items where onboarding_id = $1',
      [onboardingId],
    );
    assert.deepEqual(link, { session: rows[0]?.session, finishedAt: null });
    const bank = { institution: 'First Platypus Bank', mask: '0000' };
    assert.deepEqual(account, { ...bank, number: '0000', routing: '1533' });
    assert.deepEqual(terms, { amountCents: 2500, description: 'First', achClass: 'ppd', network: 'ach' });
    assert.deepEqual([decided.id, decided.decision], [authorization?.authorizationId, 'approved']);
    assert.ok(Date.parse(decided.decidedAt));
  });

  it('is kept once, however often the step is tried', async () => {
    const at = await storedPayment(database.pool);
    plaid.failNext('createTransfer', 'after');
    await assert.rejects(moveMoney(at));
    for (let tries = 0; tries < 2; tries++) await moveMoney(at);
    assert.equal((await proofsOf(at.onboardingId)).length, 1);
  });

  it('is not made for a credit', async () => {
    const { onboardingId } = await sent({ funding: { direction: 'credit' } });
    assert.deepEqual(await proofsOf(onboardingId), []);
  });

  it('lacks data that the bank no longer confirms', async () => {
    const at = await storedPayment(database.pool);
    plaid.failNext('createTransfer', 'after');
    await assert.rejects(moveMoney(at));
    await revoke(at.onboardingId);
    await moveMoney(at);
    const [kept] = await proofsOf(at.onboardingId);
    assert.deepEqual([kept?.proof.account.number, kept?.proof.account.mask], [null, '0000']);
  });

  it('outlives the erasure of the applicant', async () => {
    const { onboardingId } = await sent();
    await erase(onboardingId);
    assert.equal((await proofsOf(onboardingId))[0]?.proof.name, anApplicant.legalName);
  });

  it('is not made for an applicant who was erased before the debit was found', async () => {
    const at = await storedPayment(database.pool);
    plaid.failNext('createTransfer', 'after');
    await assert.rejects(moveMoney(at));
    await revoke(at.onboardingId);
    await erase(at.onboardingId);
    assert.equal((await moveMoney(at)).result, 'sent');
    assert.ok(await transferOfCase(database.pool, at.onboardingId));
    assert.deepEqual(await proofsOf(at.onboardingId), []);
  });

  it(`is deleted, key and all, ${proofKeptYears} years after the window of the case's last debit, and not before`, async () => {
    const { onboardingId } = await sent();
    await aged(onboardingId, "interval '1 day'");
    assert.equal(await deleteOldProofs(database.pool, 10), 0);
    await aged(onboardingId, "interval '-1 day'");
    const keys = async () => (await database.pool.query('select from data_keys')).rowCount ?? 0;
    const before = await keys();
    assert.equal(await deleteOldProofs(database.pool, 10), 1);
    assert.deepEqual(await proofsOf(onboardingId), []);
    assert.equal(await keys(), before - 1);
  });

  it('is kept for each debit, all of them as long as the last one', async () => {
    const { onboardingId } = await sent();
    await aged(onboardingId, "interval '-1 day'");
    const again = await storedTransfer(database.pool, onboardingId, undefined, 2);
    await database.pool.query('update transfers set reinitiations = 1 where id = $1', [again]);
    await transaction(database.pool, (tx) => insertAuthorizationProof(tx, testVault, again));
    assert.equal(await deleteOldProofs(database.pool, 10), 0);
    const shown = (await proofsOf(onboardingId)).map(({ transferNumber, proof }) => [
      transferNumber,
      proof.terms.description,
    ]);
    // The second has the description that Plaid prescribes.
    assert.deepEqual(shown, [
      [1, 'First'],
      [2, 'Retry 1'],
    ]);
    await aged(onboardingId, "interval '-1 day'");
    assert.equal(await deleteOldProofs(database.pool, 10), 2);
  });

  /** Moves the return window into the past: its end is two years ago, less the given time. */
  async function aged(onboardingId: string, left: string): Promise<void> {
    const ended = `now() - interval '${proofKeptYears} years' + ${left}`;
    await database.pool.query(`update transfers set watch_until = ${ended} where onboarding_id = $1`, [onboardingId]);
    await database.pool.query(
      `update authorization_proofs set created_at = ${ended} - interval '90 days' where onboarding_id = $1`,
      [onboardingId],
    );
  }

  async function revoke(onboardingId: string): Promise<void> {
    const item = await itemOfCase(database.pool, testVault, onboardingId);
    const change = { itemId: item?.itemId ?? '', change: 'permission_revoked', at: null } as const;
    await recordItemChange(database.pool, change);
  }

  const erase = (onboardingId: string) => transaction(database.pool, (tx) => eraseApplicant(tx, onboardingId));
});
