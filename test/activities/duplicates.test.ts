import assert from 'node:assert/strict';
import { lookForDuplicates } from '../../activities/bank/duplicates.ts';
import { upsertAccount } from '../../db/bank/accounts.ts';
import { findOnboarding } from '../../db/case/case-views.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { closeStage } from '../../db/case/stages.ts';
import { readTimeline } from '../../db/case/timeline.ts';
import { transaction } from '../../db/pool.ts';
import type { DuplicatePolicy, ShownAccount } from '../../domain/bank/duplicates.ts';
import { Secret } from '../../domain/secret.ts';
import type { BankAccount } from '../../plaid/gateway.ts';
import { activitiesOn, finishNewLink, storedLinkedCase } from '../support/cases/activities.ts';
import { anAccount } from '../support/cases/an-account.ts';
import { type CaseChange, storedAccount, storedCase, testVault } from '../support/cases/stored-case.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';
import { lockWaited } from '../support/database/lock-waited.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

const allow: DuplicatePolicy = { sameUser: 'allow', otherUser: 'allow' };

describe('an account that another case has', () => {
  let database: TestDatabase;
  let plaid: StrictPlaid;
  let alerts: object[];
  beforeEach(async () => {
    database = await freshDatabase();
    plaid = strictPlaid();
    alerts = [];
  });
  afterEach(() => database.drop());

  const activities = () => activitiesOn(database.pool, plaid, { alert: (about) => void alerts.push(about) });

  /** Each linked Item has a new account id, even for one and the same account. */
  function atTheBank({ number = '111', ...account }: Partial<BankAccount> & { number?: string } = {}) {
    plaid.accounts = [anAccount({ mask: '1111', ...account })];
    plaid.numbers = { ...plaid.numbers, account: number };
  }
  async function linked(change: CaseChange & { duplicates?: Partial<DuplicatePolicy> } = {}, shown?: ShownAccount) {
    const { duplicates, ...rest } = change;
    const policy = { ...rest.policy, duplicates: { ...allow, ...duplicates } };
    return storedLinkedCase(database.pool, plaid, plaid.publicToken(), { ...rest, policy }, shown);
  }
  async function read(...given: Parameters<typeof linked>) {
    const at = await linked(...given);
    return { id: at.onboardingId, at, read: await activities().readAccount(at) };
  }
  const shownOf = async (id: string, tenantId = 'ten_test') =>
    (await findOnboarding(database.pool, tenantId, id))?.account?.duplicateOf;
  const noted = async (id: string) =>
    (await readTimeline(database.pool, id, { limit: 50 })).filter(({ what }) => what === 'duplicate_account');

  describe('is recognised', () => {
    it('by its numbers, and shown with the cases of the tenant that have it', async () => {
      atTheBank();
      const first = await read();
      atTheBank({ mask: '2222' });
      const second = await read();
      atTheBank({ number: '222', mask: '3333' });
      const third = await read();
      assert.deepEqual(
        [await shownOf(first.id), await shownOf(second.id), await shownOf(third.id)],
        [[], [first.id], []],
      );
      assert.deepEqual(
        (await noted(second.id)).map(({ detail }) => detail),
        [{ exchanged: true, same_user: 1, other_user: 0 }],
      );
      assert.deepEqual(await noted(first.id), []);
    });

    it("by Plaid's persistent id, where each Item has different numbers", async () => {
      atTheBank({ persistentAccountId: 'p-1' });
      const first = await read({ userId: 'user-1' });
      atTheBank({ persistentAccountId: 'p-1', number: '999' });
      assert.deepEqual(await shownOf((await read({ userId: 'user-2' })).id), [first.id]);
    });

    it('by bank, name and mask among the accounts of one user, even before it is verified; not among those of strangers', async () => {
      const pending = { verificationStatus: 'pending_manual_verification' };
      atTheBank(pending);
      const first = await read();
      atTheBank(pending);
      const stranger = await read({ userId: 'user-2' });
      atTheBank(pending);
      const again = await read();
      assert.deepEqual([await shownOf(stranger.id), await shownOf(again.id)], [[], [first.id]]);
    });

    it('once, however often it is read, and not in its own case', async () => {
      atTheBank();
      const first = await read();
      atTheBank();
      const second = await read();
      await activities().readAccount(second.at);
      await finishNewLink(database.pool, second.id, plaid.publicToken());
      atTheBank();
      await activities().readAccount({ ...second.at, step: 2 });
      assert.deepEqual(await shownOf(second.id), [first.id]);
      // Once for each of its two Items.
      assert.equal((await noted(second.id)).length, 2);
    });

    it('by the later one of two cases that read it at the same moment', async () => {
      const first = await linked({ userId: 'user-1' });
      const second = await linked({ userId: 'user-2' });
      const { itemId } = await storedAccount(database.pool, first.onboardingId);
      atTheBank();
      const reading = await transaction(database.pool, async (tx) => {
        const { onboardingId } = first;
        const numbers = { account: new Secret('111'), routing: new Secret(plaid.numbers.routing), tokenized: false };
        const account = { ...anAccount(), onboardingId, itemId, numbers };
        await upsertAccount(tx, testVault, account);
        await lookForDuplicates(tx, { ...account, policy: allow });
        const read = activities().readAccount(second);
        await lockWaited(database.pool);
        return { done: read };
      });
      await reading.done;
      assert.deepEqual(await shownOf(second.onboardingId), [first.onboardingId]);
    });
  });

  describe('by policy', () => {
    const stage = async (id: string) => {
      const found = await loadCase(database.pool, id);
      return [found?.stage, found?.outcome, found?.reason];
    };
    const exchanges = () => plaid.calls.filter((call) => call === 'exchangePublicToken').length;
    const refused = { proof: 'refused', status: 'duplicate_account' };

    it('allowed: goes on as if it were the only one', async () => {
      atTheBank();
      await read();
      atTheBank();
      const { id, at, read: answer } = await read();
      assert.equal(answer.proof, 'verified');
      assert.equal((await activities().matchOwner({ ...at, step: 2 })).decision, 'match');
      assert.deepEqual(await stage(id), ['authorizing', null, null]);
    });

    it('reviewed: goes to reviewers, who decide on the owner', async () => {
      atTheBank();
      await read({ userId: 'user-1' });
      atTheBank();
      const { id, at } = await read({ userId: 'user-2', duplicates: { otherUser: 'review' } });
      assert.equal((await activities().matchOwner({ ...at, step: 2 })).decision, 'unclear');
      assert.deepEqual(await stage(id), ['in_review', null, 'duplicate_account']);
      const { identity } = (await findOnboarding(database.pool, 'ten_test', id)) ?? {};
      assert.deepEqual([identity?.reason, identity?.flags], ['duplicate_account', ['duplicate_account']]);
    });

    it('refused after the read: the applicant has to link another one', async () => {
      atTheBank();
      await read({ userId: 'user-1' });
      atTheBank();
      const { id, read: answer } = await read({ userId: 'user-2', duplicates: { otherUser: 'refuse' } });
      assert.deepEqual({ proof: answer.proof, status: answer.status }, refused);
      assert.deepEqual(await stage(id), ['verifying_account', null, null]);
    });

    describe('refused before it becomes an Item', () => {
      const shown = { institutionId: 'ins_109508', name: 'Plaid Checking', mask: '1111' };
      const own = { duplicates: { sameUser: 'refuse' } } as const;

      it('where Link has shown it', async () => {
        atTheBank();
        await read();
        const { id, read: answer } = await read(own, shown);
        assert.deepEqual(answer, { itemId: null, accountId: null, ...refused });
        assert.equal(exchanges(), 1);
        assert.deepEqual(
          (await noted(id)).map(({ detail }) => detail),
          [{ exchanged: false }],
        );
      });

      it('where the details from Link have to be read from Plaid', async () => {
        atTheBank();
        await read();
        const onboardingId = await storedCase(database.pool, {
          policy: { duplicates: { ...allow, ...own.duplicates } },
        });
        const publicToken = plaid.publicToken();
        const { linkToken } = await finishNewLink(database.pool, onboardingId, publicToken);
        plaid.links.set(linkToken, { finished: true, publicTokens: [publicToken], shown });
        const answer = await activities().readAccount({ onboardingId, step: 1 });
        assert.deepEqual({ proof: answer.proof, status: answer.status }, refused);
        assert.equal(exchanges(), 1);
      });

      it('and after the read, where Plaid has no details either', async () => {
        atTheBank();
        await read();
        atTheBank();
        const at = await linked(own);
        assert.equal((await activities().readAccount(at)).status, 'duplicate_account');
        assert.equal(exchanges(), 2);
      });

      it('but not another account, nor a stranger, nor after a case that ended without success', async () => {
        atTheBank();
        const { id } = await read();
        atTheBank({ number: '222', mask: '2222' });
        assert.equal((await read(own, { ...shown, mask: '2222' })).read.proof, 'verified');
        atTheBank({ number: '333' });
        assert.equal((await read({ ...own, userId: 'user-2' }, shown)).read.proof, 'verified');
        await closeStage(database.pool, { onboardingId: id, step: 9, outcome: 'abandoned' });
        atTheBank();
        assert.equal((await read(own, shown)).read.proof, 'verified');
      });
    });
  });
});
