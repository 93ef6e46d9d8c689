import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countShared } from '../../db/bank/duplicates.ts';
import { findOnboarding } from '../../db/case/case-views.ts';
import { activitiesOn, storedLinkedCase } from '../support/cases/activities.ts';
import { anAccount } from '../support/cases/an-account.ts';
import { freshDatabase } from '../support/database/database.ts';
import { strictPlaid } from '../support/plaid/strict-plaid.ts';
import { draw, tally, trials } from '../support/trials.ts';

const casesPerWorld = 20;
const worlds = trials({ local: 2, ci: 8, nightly: 50, release: 500 });

/** There are few of each, so that they collide. */
const aCase = fc.record({
  tenantId: fc.constantFrom('ten_a', 'ten_b', 'ten_c'),
  userId: fc.constantFrom('user-1', 'user-2', 'user-3'),
  number: fc.constantFrom('111', '222', '333', '444', '555', '666'),
  refuses: fc.boolean(),
});
type Drawn = typeof aCase extends fc.Arbitrary<infer T> ? T : never;

describe('A2: one account, several users', () => {
  it(`A2: the policy refuses it, operators get an alert and a count, and no tenant learns of another, in ${worlds * casesPerWorld} cases`, async () => {
    const happened = tally(['alone', 'same user', 'other user', 'other tenant', 'refused']);
    for (const [nth, drawn] of draw(
      fc.array(aCase, { minLength: casesPerWorld, maxLength: casesPerWorld }),
      worlds,
    ).entries()) {
      const database = await freshDatabase();
      const plaid = strictPlaid();
      const alerts: Record<string, unknown>[] = [];
      const activities = activitiesOn(database.pool, plaid, { alert: (about) => void alerts.push(about) });
      const before: (Drawn & { id: string })[] = [];
      let counted = { users: 0, tenants: 0 };
      for (const one of drawn) {
        const duplicates = { sameUser: 'allow', otherUser: one.refuses ? 'refuse' : 'allow' } as const;
        const at = await storedLinkedCase(database.pool, plaid, plaid.publicToken(), {
          ...one,
          policy: { duplicates },
        });
        const id = at.onboardingId;
        plaid.accounts = [anAccount()];
        plaid.numbers = { ...plaid.numbers, account: one.number };
        const { proof } = await activities.readAccount(at);

        const same = before.filter(({ number }) => number === one.number);
        const here = same.filter(({ tenantId }) => tenantId === one.tenantId);
        // All of these share the bank, name and mask by which Gangway recognizes a user's own accounts.
        const own = before.filter(({ tenantId, userId }) => tenantId === one.tenantId && userId === one.userId);
        const strangers = here.filter(({ userId }) => userId !== one.userId);
        const elsewhere = same.filter(({ tenantId }) => tenantId !== one.tenantId);

        const view = await findOnboarding(database.pool, one.tenantId, id);
        const expected = new Set([...here, ...own].map((other) => other.id));
        assert.deepEqual(new Set(view?.account?.duplicateOf), expected, `world ${nth}`);
        const refused = one.refuses && strangers.length > 0;
        assert.equal(proof, refused ? 'refused' : 'verified', `world ${nth}`);

        const shared = strangers.length > 0 || elsewhere.length > 0;
        const [alert, ...others] = alerts.splice(0);
        assert.deepEqual(others, []);
        assert.deepEqual(
          alert,
          shared
            ? {
                onboarding_id: id,
                other_users: new Set(strangers.map(({ userId }) => userId)).size,
                other_tenants: new Set(elsewhere.map(({ tenantId }) => tenantId)).size,
              }
            : undefined,
        );
        counted = {
          users: counted.users + (strangers.length > 0 ? 1 : 0),
          tenants: counted.tenants + (elsewhere.length > 0 ? 1 : 0),
        };
        assert.deepEqual(await countShared(database.pool), counted);

        before.push({ ...one, id });
        if (expected.size === 0 && elsewhere.length === 0) happened.count('alone');
        if (own.length > 0) happened.count('same user');
        if (strangers.length > 0) happened.count('other user');
        if (elsewhere.length > 0) happened.count('other tenant');
        if (refused) happened.count('refused');
      }
      await database.drop();
    }
    assert.deepEqual(happened.below(10), []);
  });
});
