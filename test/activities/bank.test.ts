import assert from 'node:assert/strict';
import { accountOfCase } from '../../db/bank/accounts.ts';
import { itemOfCase } from '../../db/bank/items.ts';
import { findOnboarding } from '../../db/case/case-views.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { moveStage } from '../../db/case/stages.ts';
import { depositArrival } from '../../domain/bank/micro-deposits.ts';
import type { BankAccount } from '../../plaid/gateway.ts';
import { activitiesOn, finishNewLink, storedLinkedCase, untilDone } from '../support/cases/activities.ts';
import { anAccount } from '../support/cases/an-account.ts';
import { storedCase, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

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
    assert.deepEqual(await readAccount(at), { itemId, accountId, proof: 'verified', status: null });
    assert.deepEqual(plaid.calls, ['exchangePublicToken', 'readItem', 'readAccounts', 'readNumbers']);
    assert.deepEqual(await record(at.onboardingId), ['matching_identity', null, null]);
    const item = await itemOfCase(database.pool, testVault, at.onboardingId);
    assert.equal(item?.accessToken?.reveal(), `access-${token.reveal()}`);
    assert.deepEqual([item?.institution, item?.error], ['First Platypus Bank', null]);
    const account = await accountOfCase(database.pool, at.onboardingId);
    assert.deepEqual([account?.itemId, account?.accountId], [itemId, plaid.accounts[0]?.accountId]);
    const [sealed] = await numbersOf(at.onboardingId);
    assert.ok(sealed);
    const whose = { tenant: 'ten_test', owner: at.onboardingId };
    const place = { ...whose, table: 'accounts', row: account?.accountId ?? '', column: 'numbers' };
    const numbers = (await testVault.open(database.pool, place, sealed)).reveal();
    assert.deepEqual(JSON.parse(numbers), { account: '1111222233330000', routing: '011401533', tokenized: false });
  });

  for (const when of ['before', 'after'] as const) {
    it(`F1: killed ${when} each of its statements, it repeats the exchange only if its result was lost`, async () => {
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
        // A token whose exchange was never recorded is lost, so the case asks the applicant to link again.
        if (exchanges() === 1 && !(await itemOfCase(database.pool, testVault, at.onboardingId))) {
          lost += 1;
          await assert.rejects(readAccount(at), { kind: 'needs-user', detail: tokenUsed }, dying.diedAt);
          plaid.calls.length = 0;
          await finishNewLink(database.pool, at.onboardingId, plaid.publicToken());
        }
        assert.equal((await untilDone(() => readAccount(at))).proof, 'verified', dying.diedAt);
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
        assert.equal((await readAccount(at)).proof, 'verified');
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

  it('works with the account that was chosen last, even if the case had it before another one', async () => {
    const [a, b] = [anAccount({ mask: '1111' }), anAccount({ mask: '2222' })];
    const at = await storedLinkedCase(database.pool, plaid);
    const shown = async () => (await findOnboarding(database.pool, 'ten_test', at.onboardingId))?.account?.id;
    for (const [step, chosen] of [a, b, a, b, a].entries()) {
      plaid.accounts = [chosen];
      await readAccount({ ...at, step: step + 1 });
      assert.equal((await accountOfCase(database.pool, at.onboardingId))?.accountId, chosen.accountId);
      assert.equal(await shown(), chosen.accountId);
    }
  });

  for (const status of ['verification_failed', 'unheard_of']) {
    it(`leaves ${status} to the case, and does not read the numbers`, async () => {
      plaid.accounts = [anAccount({ verificationStatus: status })];
      const at = await storedLinkedCase(database.pool, plaid);
      const { proof, status: read } = await readAccount(at);
      assert.deepEqual([proof, read], ['refused', status]);
      assert.deepEqual(await record(at.onboardingId), ['verifying_account', null, null]);
      assert.equal(plaid.numbersRead, 0);
      assert.deepEqual(await numbersOf(at.onboardingId), [null]);
    });
  }

  it('waits for a micro-deposit, says when it arrives, and keeps that date once the applicant was asked', async () => {
    plaid.accounts = [anAccount({ verificationStatus: 'pending_manual_verification' })];
    const at = await storedLinkedCase(database.pool, plaid);
    const waiting = async () => {
      const found = await loadCase(database.pool, at.onboardingId);
      return [found?.stage, found?.waitingFor, found?.waitingUntil?.toISOString()];
    };
    assert.equal((await readAccount(at)).proof, 'manual');
    const [stage, waitsFor, first] = await waiting();
    assert.deepEqual([stage, waitsFor], ['awaiting_micro_deposits', 'micro_deposit']);
    assert.equal(first, depositArrival(new Date()).toISOString(), 'what the calendar says');
    const depositArrives = '2026-12-01T13:30:00.000Z';
    await activitiesOn(database.pool, plaid).readAccount({ ...at, step: 2, depositArrives });
    assert.deepEqual(await waiting(), ['awaiting_micro_deposits', 'micro_deposit', depositArrives]);
    const until = '2026-12-14T00:00:00.000Z';
    await activitiesOn(database.pool, plaid).offerMicroDepositCode({ ...at, step: 3, until });
    assert.equal(plaid.linkRequests.at(-1)?.purpose.mode, 'update');
    await activitiesOn(database.pool, plaid).readAccount({ ...at, step: 4, depositArrives });
    assert.deepEqual(await waiting(), ['awaiting_micro_deposits', 'micro_deposit_code', until]);
    plaid.accounts = [{ ...plaid.accounts[0], verificationStatus: 'manually_verified' } as BankAccount];
    assert.equal((await readAccount({ ...at, step: 5 })).proof, 'verified');
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
    [['depository/cd', 'depository/savings'], 1],
    [['depository/money market', 'depository/', 'depository/cash management'], 2],
    [['depository/prepaid', 'depository/hsa', 'depository/'], 2],
    [['investment/checking', 'depository/savings'], 1],
  ] as const) {
    it(`of ${shared.join(', ')} takes number ${chosen + 1}`, async () => {
      plaid.accounts = shared.map((kind) => {
        const [type = '', subtype] = kind.split('/');
        return anAccount({ type, subtype: subtype || null });
      });
      const at = await storedLinkedCase(database.pool, plaid);
      await readAccount(at);
      const account = await accountOfCase(database.pool, at.onboardingId);
      assert.equal(account?.accountId, plaid.accounts[chosen]?.accountId);
    });
  }

  for (const unusable of [
    ['credit/credit card'],
    ['depository/cd'],
    ['depository/money market', 'depository/hsa', 'depository/ebt', 'depository/paypal', 'depository/gic'],
    ['depository/a new subtype'],
    [],
  ]) {
    it(`refuses ${unusable.join(', ') || 'an Item without accounts'}, and lets the case ask for another Link`, async () => {
      plaid.accounts = unusable.map((kind) => {
        const [type = '', subtype = ''] = kind.split('/');
        return anAccount({ type, subtype });
      });
      const at = await storedLinkedCase(database.pool, plaid);
      const { itemId, ...read } = await readAccount(at);
      assert.deepEqual(read, { accountId: null, proof: 'refused', status: 'no_usable_account' });
      assert.equal((await itemOfCase(database.pool, testVault, at.onboardingId))?.itemId, itemId);
      assert.deepEqual(await record(at.onboardingId), ['verifying_account', null, null]);
      assert.equal(plaid.numbersRead, 0);
    });
  }

  it('does not move the stage back when it comes late', async () => {
    const at = await storedLinkedCase(database.pool, plaid);
    await moveStage(database.pool, { ...at, step: 3, stage: 'authorizing' });
    await readAccount(at);
    assert.equal((await record(at.onboardingId))[0], 'authorizing');
  });
});

const tokenUsed = { code: 'INVALID_PUBLIC_TOKEN', repair: { mode: 'new' } };
