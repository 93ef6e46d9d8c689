import assert from 'node:assert/strict';
import { eraseApplicant } from '../../db/case/applicants.ts';
import { exportedTables } from '../../db/people/exported-tables.ts';
import { transaction } from '../../db/pool.ts';
import { secrets, storeEverything } from '../support/cases/everything.ts';
import { storedCase, testVault } from '../support/cases/stored-case.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';

/** The canaries that are data of the person. All others are tokens, or data of somebody else. */
const theirs = ['name', 'email', 'phone', 'street', 'note', 'report', 'payee', 'consent'] as const;

describe('GET /v1/users/:user_id/export', () => {
  let opens: () => void;
  const [database, api] = forEachTestAlone((pool) => {
    opens = () => {};
    const vault = {
      ...testVault,
      applicantOpener: (...args: Parameters<typeof testVault.applicantOpener>) => {
        opens();
        return testVault.applicantOpener(...args);
      },
    };
    return startApi(pool, { vault });
  });
  const read = (userId: string, key?: string) => api.send('GET', `/v1/users/${userId}/export`, key ? { key } : {});

  it('shows all data of the person, and no token, number or data of others', async () => {
    const { onboardingId, signing } = await storeEverything(database.pool, {
      tenantId: 'default',
      userId: 'user-seen',
    });
    await storedCase(database.pool, { tenantId: 'default', userId: 'user-other' });
    const { status, headers, body } = await read('user-seen');
    assert.deepEqual([status, headers.get('cache-control')], [200, 'no-store']);
    const text = JSON.stringify(body);
    for (const [what, canary] of Object.entries({ ...secrets, signing })) {
      const expected = (theirs as readonly string[]).includes(what);
      const shown = text.includes(what === 'report' ? JSON.parse(canary).canary : canary);
      assert.equal(shown, expected, `${what} is ${expected ? 'missing' : 'shown'}`);
    }
    assert.deepEqual(
      body.cases.map((one: { onboardings: [{ id: string }] }) => one.onboardings[0].id),
      [onboardingId],
    );
    const { numbers, mask } = body.cases[0].accounts.find(({ id }: { id: string }) => id === 'account-seen');
    assert.deepEqual(
      [numbers, mask],
      [{ account: secrets.account.slice(-4), routing: secrets.routing.slice(-4) }, '2222'],
    );
    assert.deepEqual(
      Object.keys(body.cases[0]),
      exportedTables.map(({ table }) => table),
    );
  });

  it('is whole however many rows and cases there are', async () => {
    const { pool } = database;
    const ids: string[] = [];
    for (let nth = 0; nth < 3; nth++) ids.push(await storedCase(pool, { tenantId: 'default', userId: 'user-many' }));
    await pool.query(
      `insert into timeline (onboarding_id, what) select $1, 'entry-' || n from generate_series(1, 1500) n`,
      [ids[0]],
    );
    await pool.query(
      `insert into onboardings (id, tenant_id, user_id, policy)
       select 'onb_many' || n, 'default', 'user-many', '{}' from generate_series(1, 110) n`,
    );
    const { body } = await read('user-many');
    const found = body.cases.map((one: { onboardings: [{ id: string }] }) => one.onboardings[0].id);
    assert.deepEqual([found.length, new Set(found).size], [113, 113]);
    const long = body.cases.find((one: { onboardings: [{ id: string }] }) => one.onboardings[0].id === ids[0]);
    assert.deepEqual(
      long.timeline.map(({ what }: { what: string }) => what),
      ['starting', ...Array.from({ length: 1500 }, (_, n) => `entry-${n + 1}`)],
    );
  });

  it('shows of an erased person only what stays', async () => {
    const { onboardingId } = await storeEverything(database.pool, { tenantId: 'default', userId: 'user-seen' });
    await transaction(database.pool, (tx) => eraseApplicant(tx, onboardingId));
    const { body } = await read('user-seen');
    const [theCase] = body.cases;
    // The proof of a debit outlives the applicant, by law.
    const { authorization_proofs: proofs, ...rest } = theCase;
    assert.equal(proofs[0].proof.name, secrets.name);
    for (const [what, canary] of Object.entries(secrets)) assert.ok(!JSON.stringify(rest).includes(canary), what);
    assert.deepEqual(
      [theCase.applicants[0].person, theCase.reviews[0].note, theCase.accounts[0].mask, theCase.bank_transactions],
      ['erased', 'erased', null, []],
    );
  });

  it('breaks the connection at a fault, so that nobody takes a part for the whole', async () => {
    await storeEverything(database.pool, { tenantId: 'default', userId: 'user-seen' });
    opens = () => {
      throw new Error('the database has gone away');
    };
    await assert.rejects(read('user-seen'), TypeError);
    opens = () => {};
    assert.equal((await read('user-seen')).status, 200);
  });

  it("answers 404 for a stranger, and for another tenant's person", async () => {
    await storeEverything(database.pool, { tenantId: 'default', userId: 'user-seen' });
    const key = await storedKey(database.pool, 'ten_other');
    for (const [who, other] of [
      ['user-seen', key],
      ['user-none', undefined],
    ] as const) {
      const { status, body } = await read(who, other);
      assert.deepEqual([status, body.code], [404, 'user_not_found']);
    }
  });
});
