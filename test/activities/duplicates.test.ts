import assert from 'node:assert/strict';
import { lookForDuplicates } from '../../activities/duplicates.ts';
import { upsertAccount } from '../../db/accounts.ts';
import { findOnboarding } from '../../db/case-views.ts';
import { loadCase } from '../../db/onboardings.ts';
import { transaction } from '../../db/pool.ts';
import { moveStage } from '../../db/stages.ts';
import { readTimeline } from '../../db/timeline.ts';
import type { DuplicatePolicy, ShownAccount } from '../../domain/duplicates.ts';
import { Secret } from '../../domain/secret.ts';
import type { BankAccount } from '../../plaid/gateway.ts';
import { activitiesOn, finishNewLink, storedLinkedCase } from '../support/activities.ts';
import { anAccount } from '../support/an-account.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { lockWaited } from '../support/lock-waited.ts';
import { type CaseChange, storedAccount, storedCase, testVault } from '../support/stored-case.ts';
import { type StrictPlaid, strictPlaid } from '../support/strict-plaid.ts';

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

  /** Each linked Item has an account id of its own, even where the account is the same. */
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

    it("by Plaid's lasting id, where each Item has numbers of its own", async () => {
      atTheBank({ persistentAccountId: 'p-1' });
      const first = await read({ userId: 'user-1' });
      atTheBank({ persistentAccountId: 'p-1', number: '999' });
      assert.deepEqual(await shownOf((await read({ userId: 'user-2' })).id), [first.id]);
    });

    it('by bank, name and mask among the accounts of one user, also before it is proven; not among those of strangers', async () => {
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
      // Once for each of the two Items that it has had.
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
      assert.equal(answer.proof, 'proven');
      assert.equal((await activities().matchOwner({ ...at, step: 2 })).decision, 'match');
      assert.deepEqual(await stage(id), ['authorizing', null, null]);
    });

    it('reviewed: goes to a person who decides whose it is', async () => {
      atTheBank();
      await read({ userId: 'user-1' });
      atTheBank();
      const { id, at } = await read({ userId: 'user-2', duplicates: { otherUser: 'review' } });
      assert.equal((await activities().matchOwner({ ...at, step: 2 })).decision, 'unclear');
      assert.deepEqual(await stage(id), ['in_review', null, 'duplicate_account']);
      const { identity } = (await findOnboarding(database.pool, 'ten_test', id)) ?? {};
      assert.deepEqual([identity?.reason, identity?.flags], ['duplicate_account', ['duplicate_account']]);
    });

    it('refused after it was read: the person is to link another one', async () => {
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

      it('where only Plaid can say what Link has shown', async () => {
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

      it('and once it has been read, where nobody can', async () => {
        atTheBank();
        await read();
        atTheBank();
        const at = await linked(own);
        assert.equal((await activities().readAccount(at)).status, 'duplicate_account');
        assert.equal(exchanges(), 2);
      });

      it('but not another account, nor a stranger, nor after a case that came to nothing', async () => {
        atTheBank();
        const { id } = await read();
        atTheBank({ number: '222', mask: '2222' });
        assert.equal((await read(own, { ...shown, mask: '2222' })).read.proof, 'proven');
        atTheBank({ number: '333' });
        assert.equal((await read({ ...own, userId: 'user-2' }, shown)).read.proof, 'proven');
        await moveStage(database.pool, { onboardingId: id, step: 9, stage: 'closed', outcome: 'abandoned' });
        atTheBank();
        assert.equal((await read(own, shown)).read.proof, 'proven');
      });
    });
  });
});
