import assert from 'node:assert/strict';
import fc from 'fast-check';
import { recordItemChange } from '../../db/bank/item-health.ts';
import { closeStage } from '../../db/case/stages.ts';
import { recordReportAsked, wantReport } from '../../db/data/reports.ts';
import { type Pool, transaction } from '../../db/pool.ts';
import { Secret } from '../../domain/secret.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { storedAccount, storedCase, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';
import { strictPlaid } from '../support/plaid/strict-plaid.ts';
import { tokensUsed } from '../support/plaid/tokens-used.ts';
import { draw, tally, trials } from '../support/trials.ts';

const histories = trials({ local: 12, ci: 60, nightly: 500, release: 5_000 });
const kinds = [
  ...(['cleaned', 'died', 'answer lost', 'not reached', 'revoked', 'read'] as const),
  ...(['erased', 'erasing died', 'erased and cleaned at once', 'erased twice at once'] as const),
] as const;
const erases = (what: (typeof kinds)[number]) => what.startsWith('erased');
const aStep = fc.record({
  what: fc.constantFrom(...kinds),
  /** The statement at which a process dies, or the number of the Item. */
  at: fc.integer({ min: 1, max: 14 }),
  when: fc.constantFrom('before' as const, 'after' as const),
});
const aHistory = fc.record({
  items: fc.integer({ min: 1, max: 3 }),
  outcome: fc.constantFrom('rejected' as const, 'abandoned' as const, 'cancelled' as const),
  steps: fc.array(aStep, { minLength: 2, maxLength: 8 }),
});
type Token = { itemId: string; sealed: Buffer; token: string };

describe('C3: Items are removed and applicants erased', () => {
  const database = ownDatabase();
  let key: string;
  before(async () => {
    key = await storedKey(database.pool, 'default');
  });

  const ofItem = (row: string) => ({ table: 'items', row, column: 'access_token' });
  const open = (owner: string, itemId: string, sealed: Buffer) =>
    testVault.open(database.pool, { ...ofItem(itemId), tenant: 'default', owner }, sealed);

  /** Returns the tokens that the record can still use. */
  async function tokensOf(onboardingId: string): Promise<Token[]> {
    const { rows } = await database.pool.query<Omit<Token, 'token'>>(
      `select i.id as "itemId", access_token_sealed as sealed
       from items i join applicants p on p.onboarding_id = i.onboarding_id
       where i.onboarding_id = $1 and access_token_sealed is not null and data_key_id is not null`,
      [onboardingId],
    );
    const tokens: Token[] = [];
    for (const row of rows) tokens.push({ ...row, token: (await open(onboardingId, row.itemId, row.sealed)).reveal() });
    return tokens;
  }

  async function erase(pool: Pool, onboardingId: string, gateway: PlaidGateway): Promise<number> {
    const api = await startApi(pool, { key, plaid: { ...fakePlaid(), gateway } });
    const { status } = await api.send('DELETE', `/v1/onboardings/${onboardingId}/applicant`);
    await api.stop();
    return status;
  }

  it(`C3: Gangway calls nothing with a removed token, and none can be read again, in ${histories} histories`, async () => {
    const happened = tally(kinds);
    for (const [nth, { items, outcome, steps }] of draw(aHistory, histories).entries()) {
      const plaid = strictPlaid();
      const { gateway, used } = tokensUsed(plaid.gateway);
      const onboardingId = await storedCase(database.pool, { tenantId: 'default' });
      for (let one = 0; one < items; one++) await storedAccount(database.pool, onboardingId);
      const report = await wantReport(database.pool, { onboardingId, kind: 'income', itemId: null });
      const user = { id: report, onboardingId, plaidId: `user-${onboardingId}`, token: new Secret(`user-${nth}`) };
      await transaction(database.pool, (tx) => recordReportAsked(tx, testVault, user));
      const tokens = await tokensOf(onboardingId);
      await closeStage(database.pool, { onboardingId, step: 5, outcome });

      const cleanUp = (pool: Pool) => activitiesOn(pool, { ...plaid, gateway }).cleanUp({ onboardingId });
      async function failing(reached: 'before' | 'after'): Promise<boolean> {
        const fault = plaid.failNext('removeItem', reached);
        await cleanUp(database.pool).catch(() => {});
        return fault.fired;
      }
      async function dying(run: (pool: Pool) => Promise<unknown>, { at, when }: (typeof steps)[number]) {
        const process = dyingPool(database.pool, at, when);
        await run(process.pool).catch(() => {});
        return process.diedAt !== null;
      }
      /** Each returns whether it has happened. */
      const does: Record<(typeof kinds)[number], (step: (typeof steps)[number]) => Promise<boolean>> = {
        cleaned: async () => cleanUp(database.pool).then(() => true),
        died: (step) => dying(cleanUp, step),
        'answer lost': () => failing('after'),
        'not reached': () => failing('before'),
        revoked: async ({ at }) => {
          const itemId = tokens[at % items]?.itemId ?? '';
          const change = { itemId, change: 'permission_revoked', at: null } as const;
          return transaction(database.pool, (tx) => recordItemChange(tx, change));
        },
        erased: async () => (await erase(database.pool, onboardingId, gateway)) === 204,
        'erased and cleaned at once': async () => {
          const cleaned = cleanUp(database.pool);
          const erased = await erase(database.pool, onboardingId, gateway);
          await cleaned;
          return erased === 204;
        },
        'erased twice at once': async () => {
          const one = erase(database.pool, onboardingId, gateway);
          const other = erase(database.pool, onboardingId, gateway);
          return (await one) === 204 && (await other) === 204;
        },
        'erasing died': (step) => dying((pool) => erase(pool, onboardingId, gateway), step),
        read: async () => {
          const { checkItem } = activitiesOn(database.pool, { ...plaid, gateway });
          return checkItem({ onboardingId }).then(
            () => true,
            () => true,
          );
        },
      };
      for (const step of steps) {
        const left = (await tokensOf(onboardingId)).map(({ token }) => token);
        used.clear();
        const done = await does[step.what](step);
        if (done) happened.count(step.what);
        assert.ok(done || !erases(step.what), `${nth}: ${step.what} was refused`);
        // A successful step leaves no usable token.
        if (step.what === 'cleaned' || erases(step.what)) assert.deepEqual(await tokensOf(onboardingId), []);
        for (const token of used) assert.ok(left.includes(token), `${nth}: ${step.what}, with a token given up`);
      }

      await cleanUp(database.pool);
      assert.equal(await erase(database.pool, onboardingId, gateway), 204);
      assert.deepEqual(await tokensOf(onboardingId), [], `${nth}: a token is left`);
      assert.ok(plaid.calls.includes('removeUser'), `${nth}: Plaid still has the user`);
      const { rows } = await database.pool.query<{ id: string }>(
        'select id from items where onboarding_id = $1 and revoked_at is not null',
        [onboardingId],
      );
      for (const { itemId, token, sealed } of tokens) {
        const gone = plaid.removed.has(token) || rows.some(({ id }) => id === itemId);
        assert.ok(gone, `${nth}: ${itemId} stayed at Plaid`);
        await assert.rejects(open(onboardingId, itemId, sealed), { detail: { code: 'erased' } });
      }
    }
    assert.deepEqual(happened.below(5), []);
  });
});
