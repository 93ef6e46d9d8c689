import assert from 'node:assert/strict';
import type { IdentityFlag, IdentityReason, IdentitySource } from '../../domain/owner/identity.ts';
import { read, type View } from '../support/stack/journeys.ts';
import { playedStories } from '../support/stack/played-stories.ts';

describe("the API's explanation of the match of owners", () => {
  const rows: [story: string, source: IdentitySource, reason: IdentityReason | null, flag: IdentityFlag | null][] = [
    ['paid out by ach', 'plaid_match', null, null],
    ['joint account', 'plaid_match', null, null],
    ['known by a nickname', 'plaid_match', null, 'nickname'],
    ['account of a business', 'plaid_match', 'business', 'business'],
    ['owner compared by us', 'own_rules', null, null],
    ['owner not known', 'plaid_match', 'identity_not_available', null],
    ['name alike, four eyes approve', 'plaid_match', 'name_weak', 'partial_name'],
    ["someone else's account", 'plaid_match', 'identity_conflict', null],
  ];
  for (const [name, source, reason, flag] of rows) {
    it(`${name}: ${reason ?? 'a match'}`, async () => {
      const { cases } = await playedStories();
      const one = cases.find(({ story }) => story.name === name);
      assert.ok(one);
      const { identity, reviews } = await read(`/v1/onboardings/${one.view.id}`);
      assert.deepEqual([identity.source, identity.reason, identity.policy_version], [source, reason, 3]);
      if (flag) assert.ok(identity.flags.includes(flag), `${flag} is not in ${identity.flags}`);
      const reviewers = new Set(reviews.map(({ reviewer }: View) => reviewer));
      assert.equal(reviewers.size, !one.story.review ? 0 : one.story.policy ? 2 : 1);
    });
  }
});
