import assert from 'node:assert/strict';
import { accountOfCase } from '../../db/accounts.ts';
import { itemOfCase } from '../../db/items.ts';
import { loadCase } from '../../db/onboardings.ts';
import { moveStage } from '../../db/stages.ts';
import { waits } from '../../domain/onboarding.ts';
import type { BankAccount } from '../../plaid/gateway.ts';
import { activitiesOn, finishNewLink, storedLinkedCase, untilDone } from '../support/activities.ts';
import { anAccount } from '../support/an-account.ts';
import { ownDatabase } from '../support/database.ts';
import { dyingPool } from '../support/dying-pool.ts';
import { storedCase, testVault } from '../support/stored-case.ts';
import { type StrictPlaid, strictPlaid } from '../support/strict-plaid.ts';

describe('readAccount', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  beforeEach(() => {
    plaid = strictPlaid();
  });

  const readAccount = (at: { onboardingId: string; step: number }) =>
    activitiesOn(database.pool, plaid).readAccount(at);
  const exchanges = () => plaid.calls.filter((call) => call === 'exchangePublicToken').length;
  const record = async (onboardingId: string) => {
    const found = await loadCase(database.pool, onboardingId);
    return [found?.stage, found?.outcome, found?.reason];
  };
  const numbersOf = async (onboardingId: string) => {
    const { rows } = await database.pool.query<{ sealed: Buffer | null }>(
      'select numbers_sealed as sealed from accounts where onboarding_id = $1',
      [onboardingId],
    );
    return rows.map(({ sealed }) => sealed);
  };

  it('exchanges, records Item and account, and goes on to the owner', async () => {
    const token = plaid.publicToken();
    const at = await storedLinkedCase(database.pool, plaid, token);
    const itemId = `item-${token.reveal()}`;
    const accountId = plaid.accounts[0]?.accountId;
    assert.deepEqual(await readAccount(at), { itemId, accountId, proof: 'proven', status: null });
    assert.deepEqual(plaid.calls, ['exchangePublicToken', 'readItem', 'readAccounts', 'readNumbers']);
    assert.deepEqual(await record(at.onboardingId), ['matching_identity', null, null]);
    const item = await itemOfCase(database.pool, testVault, at.onboardingId);
    assert.equal(item?.accessToken?.reveal(), `access-${token.reveal()}`);
    assert.deepEqual([item?.institution, item?.error], ['First Platypus Bank', null]);
    const account = await accountOfCase(database.pool, at.onboardingId);
    assert.deepEqual([account?.itemId, account?.accountId], [itemId, plaid.accounts[0]?.accountId]);
    const [sealed] = await numbersOf(at.onboardingId);
    assert.ok(sealed);
    const place = { table: 'accounts', row: account?.accountId ?? '', column: 'numbers' };
    const numbers = (await testVault.open(database.pool, place, sealed)).reveal();
    assert.deepEqual(JSON.parse(numbers), { account: '1111222233330000', routing: '011401533', tokenized: false });
  });

  for (const when of ['before', 'after'] as const) {
    it(`F1: killed ${when} each of its statements, it exchanges again only what is lost`, async () => {
      let statements = 0;
      let lost = 0;
      for (;;) {
        plaid = strictPlaid();
        const at = await storedLinkedCase(database.pool, plaid);
        const dying = dyingPool(database.pool, statements + 1, when);
        const end = await activitiesOn(dying.pool, plaid)
          .readAccount(at)
          .catch((error: { code?: string }) => error);
        if (dying.diedAt === null) {
          assert.ok('itemId' in end);
          break;
        }
        assert.equal('code' in end && end.code, 'ECONNRESET', dying.diedAt);
        // A token whose exchange was never recorded is gone: the person has to link again, and is told so.
        if (exchanges() === 1 && !(await itemOfCase(database.pool, testVault, at.onboardingId))) {
          lost += 1;
          await assert.rejects(readAccount(at), { kind: 'needs-user', detail: tokenUsed }, dying.diedAt);
          plaid.calls.length = 0;
          await finishNewLink(database.pool, at.onboardingId, plaid.publicToken());
        }
        assert.equal((await untilDone(() => readAccount(at))).proof, 'proven', dying.diedAt);
        assert.equal(exchanges(), 1, dying.diedAt);
        assert.equal((await record(at.onboardingId))[0], 'matching_identity', dying.diedAt);
        statements += 1;
      }
      assert.ok(statements > 15 && lost > 0 && lost < statements / 2, `${statements} statements, ${lost} tokens lost`);
    });

    for (const call of ['readItem', 'readAccounts', 'readNumbers'] as const) {
      it(`F1: failed ${when} ${call}, it does not exchange again`, async () => {
        const at = await storedLinkedCase(database.pool, plaid);
        const fault = plaid.failNext(call, when);
        await assert.rejects(readAccount(at), { kind: 'uncertain' });
        assert.ok(fault.fired);
        assert.equal((await readAccount(at)).proof, 'proven');
        assert.equal(exchanges(), 1);
      });
    }
  }

  it('asks for another Link when the public token is used up', async () => {
    const token = plaid.publicToken();
    await plaid.gateway.exchangePublicToken(token);
    const at = await storedLinkedCase(database.pool, plaid, token);
    await assert.rejects(readAccount(at), { kind: 'needs-user', detail: tokenUsed });
  });

  it('asks for another Link when none has brought a public token', async () => {
    const onboardingId = await storedCase(database.pool);
    await assert.rejects(readAccount({ onboardingId, step: 1 }), {
      kind: 'needs-user',
      detail: { code: 'link_without_token', repair: { mode: 'new' } },
    });
    assert.deepEqual(plaid.calls, []);
  });

  it('works with the account that was linked last', async () => {
    const at = await storedLinkedCase(database.pool, plaid);
    await readAccount(at);
    const token = plaid.publicToken();
    await finishNewLink(database.pool, at.onboardingId, token);
    plaid.accounts = [anAccount()];
    assert.equal((await readAccount({ ...at, step: 4 })).itemId, `item-${token.reveal()}`);
    const account = await accountOfCase(database.pool, at.onboardingId);
    assert.equal(account?.accountId, plaid.accounts[0]?.accountId);
  });

  for (const status of ['verification_failed', 'unheard_of']) {
    it(`leaves what becomes of ${status} to the case, without asking for numbers`, async () => {
      plaid.accounts = [anAccount({ verificationStatus: status })];
      const at = await storedLinkedCase(database.pool, plaid);
      const { proof, status: read } = await readAccount(at);
      assert.deepEqual([proof, read], ['refused', status]);
      assert.deepEqual(await record(at.onboardingId), ['verifying_account', null, null]);
      assert.equal(plaid.numbersRead, 0);
      assert.deepEqual(await numbersOf(at.onboardingId), [null]);
    });
  }

  it('waits for a micro-deposit, says when it arrives, and keeps to that once the person was asked', async () => {
    plaid.accounts = [anAccount({ verificationStatus: 'pending_manual_verification' })];
    const at = await storedLinkedCase(database.pool, plaid);
    const waiting = async () => {
      const found = await loadCase(database.pool, at.onboardingId);
      return [found?.stage, found?.waitingFor, found?.waitingUntil?.toISOString()];
    };
    assert.equal((await readAccount(at)).proof, 'manual');
    assert.deepEqual((await waiting()).slice(0, 2), ['awaiting_micro_deposits', waits.deposits]);
    const depositArrives = '2026-12-01T13:30:00.000Z';
    await activitiesOn(database.pool, plaid).readAccount({ ...at, step: 2, depositArrives });
    assert.deepEqual(await waiting(), ['awaiting_micro_deposits', waits.deposits, depositArrives]);
    const until = '2026-12-14T00:00:00.000Z';
    await activitiesOn(database.pool, plaid).offerVerification({ ...at, step: 3, until });
    assert.equal(plaid.linkRequests.at(-1)?.purpose.mode, 'update');
    await activitiesOn(database.pool, plaid).readAccount({ ...at, step: 4, depositArrives });
    assert.deepEqual(await waiting(), ['awaiting_micro_deposits', waits.verification, until]);
    plaid.accounts = [{ ...plaid.accounts[0], verificationStatus: 'manually_verified' } as BankAccount];
    assert.equal((await readAccount({ ...at, step: 5 })).proof, 'proven');
    assert.deepEqual(await record(at.onboardingId), ['matching_identity', null, null]);
    assert.equal(plaid.numbersRead, 1);
  });

  for (const [databaseCaution, stage] of [
    ['accept', 'verifying_account'],
    ['review', 'in_review'],
    ['refuse', 'verifying_account'],
  ] as const) {
    it(`database_insights_pass_with_caution, policy ${databaseCaution}: the record is ${stage}`, async () => {
      plaid.accounts = [anAccount({ verificationStatus: 'database_insights_pass_with_caution' })];
      const at = await storedLinkedCase(database.pool, plaid, undefined, { policy: { databaseCaution } });
      assert.equal((await readAccount(at)).proof, 'caution');
      assert.equal((await record(at.onboardingId))[0], stage);
    });
  }

  for (const [shared, chosen] of [
    [['credit/credit card', 'depository/savings', 'depository/checking'], 2],
    [['depository/cd', 'depository/savings'], 0],
    [['investment/checking', 'depository/savings'], 1],
  ] as const) {
    it(`of ${shared.join(', ')} takes number ${chosen + 1}`, async () => {
      plaid.accounts = shared.map((kind) => {
        const [type = '', subtype = ''] = kind.split('/');
        return anAccount({ type, subtype });
      });
      const at = await storedLinkedCase(database.pool, plaid);
      await readAccount(at);
      const account = await accountOfCase(database.pool, at.onboardingId);
      assert.equal(account?.accountId, plaid.accounts[chosen]?.accountId);
    });
  }

  it('asks for another Link when no account can hold money', async () => {
    plaid.accounts = [anAccount({ type: 'credit', subtype: 'credit card' })];
    const at = await storedLinkedCase(database.pool, plaid);
    await assert.rejects(readAccount(at), {
      kind: 'needs-user',
      detail: { code: 'no_depository_account', repair: { mode: 'new' } },
    });
  });

  it('leaves the stage to later steps when it comes late', async () => {
    const at = await storedLinkedCase(database.pool, plaid);
    await moveStage(database.pool, { ...at, step: 3, stage: 'authorizing' });
    await readAccount(at);
    assert.equal((await record(at.onboardingId))[0], 'authorizing');
  });
});

const tokenUsed = { code: 'INVALID_PUBLIC_TOKEN', repair: { mode: 'new' } };
