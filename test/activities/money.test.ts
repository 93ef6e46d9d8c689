import assert from 'node:assert/strict';
import { loadCase } from '../../db/case/onboardings.ts';
import { caseOfId } from '../../db/case/plaid-ids.ts';
import { authorizationProofsOf } from '../../db/transfers/authorization-proofs.ts';
import { transferOfCase } from '../../db/transfers/transfers.ts';
import { activitiesOn, storedOnAccount, storedPayment, untilDone } from '../support/cases/activities.ts';
import { testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { type StrictPlaid, strictPlaid, unsure } from '../support/plaid/strict-plaid.ts';

const minute = 60_000;
const killed = () => new Error('killed');

// Both have the same code, and not the same rows.
const kinds = { 'an onboarding': storedPayment, 'a transfer on a linked account': storedOnAccount };
for (const [kind, stored] of Object.entries(kinds))
  describe(`F1, F6: moveMoney moves the money of ${kind} once`, () => {
    const database = ownDatabase();
    let plaid: StrictPlaid;
    beforeEach(() => {
      plaid = strictPlaid();
    });

    const moveMoney = (at: { onboardingId: string; step: number }) => activitiesOn(database.pool, plaid).moveMoney(at);

    /** Checks for one transfer at Plaid, which the record has too, and for the expected number of authorizations. */
    async function assertMovedOnce(onboardingId: string, about: string, authorizations = 1): Promise<void> {
      const [made, ...more] = plaid.transfersOf(onboardingId);
      assert.ok(made && more.length === 0, `${more.length + (made ? 1 : 0)} transfers: ${about}`);
      assert.equal((await transferOfCase(database.pool, onboardingId))?.transferId, made.transferId, about);
      assert.equal(await caseOfId(database.pool, 'transfer', made.transferId), onboardingId, about);
      assert.equal((await loadCase(database.pool, onboardingId))?.stage, 'transferring', about);
      const proofs = await authorizationProofsOf(database.pool, testVault, onboardingId);
      const [asked] = plaid.authorizations;
      assert.equal(proofs.length, asked?.request.direction === 'debit' ? 1 : 0, about);
      assert.equal(plaid.authorizations.length, authorizations, about);
    }

    it('authorizes, creates and records; a repeat only answers', async () => {
      const at = await stored(database.pool);
      const first = await moveMoney(at);
      assert.equal(first.result, 'sent');
      assert.deepEqual(plaid.calls, ['authorize', 'createTransfer']);
      assert.deepEqual(await moveMoney({ ...at, step: at.step + 1 }), first);
      assert.deepEqual(plaid.calls, ['authorize', 'createTransfer']);
      await assertMovedOnce(at.onboardingId, 'two runs');
      const [transfer] = plaid.transfers;
      assert.deepEqual(transfer?.metadata, { onboarding_id: at.onboardingId });
    });

    for (const when of ['before', 'after'] as const) {
      it(`killed ${when} each of its statements, the next try finishes it`, async () => {
        let statements = 0;
        for (;;) {
          plaid = strictPlaid();
          const at = await stored(database.pool);
          const dying = dyingPool(database.pool, statements + 1, when);
          const end = await activitiesOn(dying.pool, plaid)
            .moveMoney(at)
            .catch((error: { code?: string }) => error);
          if (dying.diedAt === null) {
            assert.ok('result' in end);
            break;
          }
          assert.equal('code' in end && end.code, 'ECONNRESET', dying.diedAt);
          await untilDone(() => moveMoney(at));
          await assertMovedOnce(at.onboardingId, dying.diedAt);
          statements += 1;
        }
        assert.ok(statements > 15, `only ${statements} statements were tried`);
      });

      for (const [name, error] of [
        ['killed', killed()],
        ['left without an answer', unsure()],
      ] as const) {
        it(`${name} ${when} Plaid authorizes, it asks again under its key`, async () => {
          const at = await stored(database.pool);
          const fault = plaid.failNext('authorize', when, error);
          await untilDone(() => moveMoney(at));
          assert.ok(fault.fired);
          assert.deepEqual(plaid.calls, ['authorize', 'authorize', 'createTransfer']);
          await assertMovedOnce(at.onboardingId, name);
        });

        it(`${name} ${when} Plaid creates the transfer, it looks before it creates again`, async () => {
          const at = await stored(database.pool);
          const fault = plaid.failNext('createTransfer', when, error);
          await untilDone(() => moveMoney(at));
          assert.ok(fault.fired);
          const again = when === 'before' ? (['createTransfer'] as const) : [];
          assert.deepEqual(plaid.calls, ['authorize', 'createTransfer', 'findTransfer', ...again]);
          await assertMovedOnce(at.onboardingId, name);
        });

        it(`${name} ${when} Plaid answers the read of the transfer, it reads again`, async () => {
          const at = await stored(database.pool);
          const faults = [plaid.failNext('createTransfer', 'after'), plaid.failNext('findTransfer', when, error)];
          await untilDone(() => moveMoney(at));
          assert.deepEqual(
            faults.map(({ fired }) => fired),
            [true, true],
          );
          assert.deepEqual(plaid.calls, ['authorize', 'createTransfer', 'findTransfer', 'findTransfer']);
          await assertMovedOnce(at.onboardingId, name);
        });
      }
    }

    it('asks under the key of before where a restore has lost it, and Plaid repeats its answers', async () => {
      const at = await stored(database.pool);
      await moveMoney(at);
      for (const lost of [
        'delete from authorization_proofs where onboarding_id = $1',
        'delete from transfers where onboarding_id = $1',
        'delete from authorizations where onboarding_id = $1',
        `delete from plaid_ids where kind = 'transfer' and onboarding_id = $1`,
        `update onboardings set stage = 'authorizing' where id = $1`,
      ])
        await database.pool.query(lost, [at.onboardingId]);
      assert.equal((await moveMoney({ ...at, step: at.step + 1 })).result, 'sent');
      await assertMovedOnce(at.onboardingId, 'restored');
    });

    describe('when time has passed', () => {
      const laterBy = async (onboardingId: string, ms: number) => {
        plaid.later(ms);
        await database.pool.query(
          `update authorizations set asked_at = asked_at - make_interval(secs => $2),
           answered_at = answered_at - make_interval(secs => $2) where onboarding_id = $1`,
          [onboardingId, ms / 1000],
        );
      };
      const keysOf = () => new Set(plaid.authorizations.map(({ request }) => request.idempotencyKey)).size;

      it('creates with the existing authorization while Plaid accepts it', async () => {
        const at = await stored(database.pool);
        plaid.failNext('createTransfer', 'before');
        await assert.rejects(moveMoney(at), { kind: 'uncertain' });
        await laterBy(at.onboardingId, 54 * minute);
        await moveMoney(at);
        await assertMovedOnce(at.onboardingId, 'within the hour');
      });

      it('asks for another authorization under a new key once the first has expired', async () => {
        const at = await stored(database.pool);
        plaid.failNext('createTransfer', 'before');
        await assert.rejects(moveMoney(at), { kind: 'uncertain' });
        await laterBy(at.onboardingId, 61 * minute);
        await moveMoney(at);
        assert.equal(keysOf(), 2);
        await assertMovedOnce(at.onboardingId, 'expired', 2);
      });

      it('finds the transfer of an authorization that has expired since', async () => {
        const at = await stored(database.pool);
        plaid.failNext('createTransfer', 'after');
        await assert.rejects(moveMoney(at), { kind: 'uncertain' });
        await laterBy(at.onboardingId, 50 * 60 * minute);
        await moveMoney(at);
        await assertMovedOnce(at.onboardingId, 'found late');
      });

      it('requests no second authorization while a create with the first may be in flight', async () => {
        const at = await stored(database.pool);
        const held = plaid.holdNext('createTransfer', 'before');
        const timedOut = moveMoney(at);
        await held.reached;
        await laterBy(at.onboardingId, 56 * minute);
        await moveMoney(at);
        held.letGo();
        await timedOut;
        await assertMovedOnce(at.onboardingId, 'a create was on its way');
      });

      it('does not ask under a key that Plaid has forgotten', async () => {
        const at = await stored(database.pool);
        plaid.failNext('authorize', 'after');
        await assert.rejects(moveMoney(at), { kind: 'uncertain' });
        await laterBy(at.onboardingId, 48 * 60 * minute);
        await moveMoney(at);
        assert.equal(keysOf(), 2);
        await assertMovedOnce(at.onboardingId, 'after two days', 2);
      });
    });

    describe('when two tries run at once', () => {
      for (const [call, when] of [
        ['authorize', 'before'],
        ['authorize', 'after'],
        ['createTransfer', 'before'],
        ['createTransfer', 'after'],
      ] as const) {
        it(`the first hangs ${when} ${call}: they share its authorization`, async () => {
          const at = await stored(database.pool);
          const held = plaid.holdNext(call, when);
          const first = moveMoney(at);
          await held.reached;
          const second = await moveMoney(at);
          held.letGo();
          assert.deepEqual(await first, second);
          await assertMovedOnce(at.onboardingId, `${when} ${call}`);
        });
      }

      it('eight begin in the same moment: one key', async () => {
        // The first round only opens the connections, so that the tries of the others run at once.
        for (let round = 0; round < 10; round++) {
          plaid = strictPlaid();
          const at = await stored(database.pool);
          const results = await Promise.all(Array.from({ length: 8 }, () => moveMoney(at)));
          for (const result of results) assert.deepEqual(result, results[0]);
          await assertMovedOnce(at.onboardingId, `round ${round}`);
        }
      });

      it('both begin before either has stored a key: one key', async () => {
        const at = await stored(database.pool, { funding: { network: 'rtp', direction: 'credit' } });
        const held = plaid.holdNext('supportsRtp', 'after');
        const first = moveMoney(at);
        await held.reached;
        const second = await moveMoney(at);
        held.letGo();
        assert.deepEqual(await first, second);
        await assertMovedOnce(at.onboardingId, 'no key yet');
      });
    });
  });
