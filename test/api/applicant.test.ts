import assert from 'node:assert/strict';
import { recordStanding } from '../../cases/record-state.ts';
import { itemOfCase } from '../../db/bank/items.ts';
import { plaidUserOf, readApplicant, recordPlaidUser } from '../../db/case/applicants.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { closeStage, moveStage } from '../../db/case/stages.ts';
import { recordReportAsked, wantReport } from '../../db/data/reports.ts';
import { transaction } from '../../db/pool.ts';
import { Failure } from '../../domain/failure.ts';
import { Secret } from '../../domain/secret.ts';
import { storedAccount, storedCase, storedTransfer, testVault } from '../support/cases/stored-case.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { notingRemovals, type Removals } from '../support/plaid/removals.ts';

describe('DELETE /v1/onboardings/:id/applicant', () => {
  let noted: Removals;
  const [database, api] = forEachTest((pool) => {
    noted = notingRemovals();
    return startApi(pool, { plaid: noted.plaid() });
  });

  async function closed(outcome: 'rejected' | 'abandoned' = 'rejected') {
    const id = await storedCase(database.pool, { tenantId: 'default' });
    const { itemId } = await storedAccount(database.pool, id);
    const token = (await itemOfCase(database.pool, testVault, id))?.accessToken?.reveal();
    await recordPlaidUser(database.pool, id, `usr_${id}`);
    await closeStage(database.pool, { onboardingId: id, step: 5, outcome });
    return { id, itemId, token };
  }
  const erase = (id: string, key?: string) =>
    api.send('DELETE', `/v1/onboardings/${id}/applicant`, key === undefined ? {} : { key });
  const keyOf = async (id: string) =>
    (await database.pool.query('select data_key_id from applicants where onboarding_id = $1', [id])).rows[0]
      ?.data_key_id;
  const timeline = async (id: string) =>
    (await api.send('GET', `/v1/onboardings/${id}/timeline?limit=100`)).body.data.map(
      ({ what }: { what: string }) => what,
    );

  it('removes the Item at Plaid, destroys the data key, and keeps the records for the books', async () => {
    const { id, itemId, token } = await closed();
    const { status, body } = await erase(id);
    assert.deepEqual([status, body], [204, '']);
    assert.deepEqual([noted.items, noted.users], [[token], [`usr_${id}`]]);
    assert.equal(await plaidUserOf(database.pool, id), null);
    await assert.rejects(readApplicant(database.pool, testVault, id), { kind: 'missing', detail: { code: 'erased' } });
    const { rows } = await database.pool.query(
      `select a.mask, a.numbers_sealed, a.numbers_index, a.shown_index, i.access_token_sealed, k.id as key
       from accounts a join items i on i.id = a.item_id join applicants p on p.onboarding_id = a.onboarding_id
       left join data_keys k on k.id = p.data_key_id where a.onboarding_id = $1`,
      [id],
    );
    for (const value of Object.values(rows[0])) assert.equal(value, null);
    const { body: shown } = await api.send('GET', `/v1/onboardings/${id}`);
    assert.deepEqual([shown.outcome, shown.item.status, shown.account.mask], ['rejected', 'removed', null]);
    const told = await timeline(id);
    assert.deepEqual(told.slice(-2), ['item_removed', 'applicant_erased']);
    assert.ok(!JSON.stringify(api.logs).includes(token ?? 'none'));
    assert.ok(itemId);
  });

  it('changes nothing the second time', async () => {
    const { id } = await closed();
    for (let nth = 0; nth < 2; nth++) assert.equal((await erase(id)).status, 204);
    assert.deepEqual([noted.items.length, noted.users.length], [1, 1]);
    assert.equal((await timeline(id)).filter((what: string) => what === 'applicant_erased').length, 1);
  });

  it('removes the reports on the applicant at Plaid, by token and by user', async () => {
    const { id, itemId } = await closed();
    const asked = async (kind: 'assets' | 'income', token: Secret | null) =>
      transaction(database.pool, async (tx) => {
        const report = await wantReport(tx, { onboardingId: id, kind, itemId: kind === 'assets' ? itemId : null });
        await recordReportAsked(tx, testVault, { id: report, onboardingId: id, plaidId: `${kind}-${id}`, token });
      });
    await asked('assets', new Secret(`assets-${id}`));
    await asked('income', new Secret(`user-${id}`));
    for (let nth = 0; nth < 2; nth++) assert.equal((await erase(id)).status, 204);
    assert.deepEqual([noted.reports, noted.users], [[`assets-${id}`], [`user-${id}`, `usr_${id}`]]);
  });

  it('refuses an open case, and says how to end it', async () => {
    const id = await storedCase(database.pool, { tenantId: 'default' });
    await storedAccount(database.pool, id);
    await moveStage(database.pool, { onboardingId: id, step: 2, stage: 'in_review' });
    const open = await erase(id);
    assert.deepEqual([open.status, open.body.code], [409, 'case_open']);
    assert.match(open.body.detail, new RegExp(`POST /v1/onboardings/${id}/cancel`));
    const watched = await storedCase(database.pool, { tenantId: 'default' });
    const transferId = await storedTransfer(database.pool, watched);
    const watchUntil = new Date('2026-06-01T00:00:00Z');
    await recordStanding(database.pool, { onboardingId: watched, transferId, standing: 'funded', watchUntil });
    assert.match((await erase(watched)).body.detail, /A return may still follow/);
    assert.deepEqual([noted.items, (await keyOf(id)) === null, (await keyOf(watched)) === null], [[], false, false]);
  });

  it("answers 404 for another tenant's case", async () => {
    const { id } = await closed();
    const stranger = await erase(id, await storedKey(database.pool, 'ten_other'));
    assert.deepEqual([stranger.status, stranger.body.code], [404, 'onboarding_not_found']);
    assert.ok(await keyOf(id));
  });

  it('erases nothing while Plaid is away, and continues when it is back', async () => {
    const { id } = await closed();
    noted.atPlaid = () => Promise.reject(new Failure('unavailable', 'Plaid is away.', { code: 'no_answer' }));
    assert.equal((await erase(id)).status, 503);
    assert.ok(await keyOf(id));
    noted.atPlaid = async () => {};
    assert.equal((await erase(id)).status, 204);
    assert.equal(await keyOf(id), null);
  });

  it('leaves a case that a late return still changes, without any read of the erased data', async () => {
    const id = await storedCase(database.pool, { tenantId: 'default' });
    const transferId = await storedTransfer(database.pool, id);
    const about = { onboardingId: id, transferId, watchUntil: new Date('2026-01-01T00:00:00Z') };
    await recordStanding(database.pool, { ...about, standing: 'funded', now: new Date() });
    assert.equal((await erase(id)).status, 204);
    await database.pool.query(`update transfers set failure_code = 'R03' where id = $1`, [transferId]);
    await recordStanding(database.pool, { ...about, standing: 'returned' });
    const { stage, outcome } = (await loadCase(database.pool, id)) ?? {};
    assert.deepEqual([stage, outcome], ['closed', 'returned']);
  });

  for (const when of ['before', 'after'] as const) {
    it(`F2: the API dies ${when} each of its statements: the retry completes the erasure`, async () => {
      const key = await storedKey(database.pool, 'default');
      let statements = 0;
      for (;;) {
        const { id, token } = await closed();
        const dying = dyingPool(database.pool, statements + 1, when);
        const doomed = await startApi(dying.pool, { key, plaid: noted.plaid() });
        await doomed.send('DELETE', `/v1/onboardings/${id}/applicant`);
        await doomed.stop();
        if (dying.diedAt === null) break;
        assert.equal((await erase(id)).status, 204, dying.diedAt);
        assert.equal(await keyOf(id), null, dying.diedAt);
        assert.ok(noted.items.includes(token ?? '') && noted.users.includes(`usr_${id}`), dying.diedAt);
        statements += 1;
      }
      assert.ok(statements > 10, `only ${statements} statements were tried`);
    });
  }
});
