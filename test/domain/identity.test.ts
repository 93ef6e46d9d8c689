import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  defaultIdentityPolicy,
  type IdentityDecision,
  type IdentityEvidence,
  type IdentityFlag,
  type IdentityReason,
  identityFields,
  identityPolicyVersion,
  judge,
} from '../../domain/owner/identity.ts';

type Score = number | null;
const evidence = (name: Score, email: Score, phone: Score, address: Score, ...flags: IdentityFlag[]) => ({
  scores: { legal_name: name, email, phone, address },
  flags,
});
const judged = (owner: IdentityEvidence, policy = defaultIdentityPolicy) => judge('plaid_match', [owner], policy);

describe('judge', () => {
  type Row = [why: string, name: Score, email: Score, phone: Score, address: Score];
  const table: [...Row, decision: IdentityDecision, reason: IdentityReason | null][] = [
    ['all fields match', 100, 100, 100, 100, 'match', null],
    ['the name just matches and one other does', 85, 70, 0, 0, 'match', null],
    ['the name matches and the bank knows nothing else', 85, null, null, null, 'match', null],
    ['one new phone number is no reason', 100, 100, 0, null, 'match', null],
    ['a namesake: the other fields conflict', 100, 0, 0, 20, 'unclear', 'nothing_else_matches'],
    ['the name matches and the one other field is weak', 90, null, null, 60, 'unclear', 'nothing_else_matches'],
    ['a relative at that address: the name is partly equal', 75, null, null, 100, 'unclear', 'name_weak'],
    ['the name is just not strong', 84, 100, 100, 100, 'unclear', 'name_weak'],
    ['the name is just no conflict', 50, 100, 100, 100, 'unclear', 'name_weak'],
    ['the name is just a conflict', 49, 100, 100, 100, 'conflict', 'identity_conflict'],
    ['nothing in common', 0, 0, 0, 0, 'conflict', 'identity_conflict'],
    ['no name to compare', null, 100, 100, 100, 'unclear', 'name_unknown'],
    ['nothing known at all', null, null, null, null, 'unclear', 'identity_not_available'],
    ['no name, and the other fields conflict', null, 0, 0, 0, 'unclear', 'name_unknown'],
  ];
  for (const [why, name, email, phone, address, decision, reason] of table) {
    it(`${decision}: ${why}`, () => {
      const judgement = judged(evidence(name, email, phone, address));
      assert.deepEqual([judgement.decision, judgement.reason], [decision, reason]);
    });
  }

  it('explains each field, the source, the flags, and the rules', () => {
    assert.deepEqual(judged(evidence(92, null, 10, 60, 'postal_code')), {
      decision: 'unclear',
      reason: 'nothing_else_matches',
      fields: [
        { field: 'legal_name', score: 92, threshold: 85, verdict: 'match' },
        { field: 'email', score: null, threshold: 70, verdict: 'unknown' },
        { field: 'phone', score: 10, threshold: 70, verdict: 'conflict' },
        { field: 'address', score: 60, threshold: 70, verdict: 'weak' },
      ],
      flags: ['postal_code'],
      source: 'plaid_match',
      policyVersion: identityPolicyVersion,
    });
  });

  it('is unclear if no comparison was possible', () => {
    const { decision, reason, source, fields } = judge(null, [], defaultIdentityPolicy);
    assert.deepEqual([decision, reason, source], ['unclear', 'identity_not_available', null]);
    assert.ok(fields.every(({ verdict }) => verdict === 'unknown'));
  });

  it('takes thresholds per field', () => {
    const thresholds = { legal_name: 70, email: 70, phone: 100, address: 50 };
    const policy = { ...defaultIdentityPolicy, thresholds };
    assert.equal(judged(evidence(75, null, null, null)).decision, 'unclear');
    assert.equal(judged(evidence(75, null, null, null), policy).decision, 'match');
    assert.equal(judged(evidence(75, null, 99, null), policy).reason, 'nothing_else_matches');
    assert.equal(judged(evidence(75, null, 99, 50), policy).decision, 'match');
  });

  it('a business is reviewed, unless the policy accepts it', () => {
    const business = evidence(100, null, null, 100, 'business');
    assert.deepEqual([judged(business).decision, judged(business).reason], ['unclear', 'business']);
    assert.equal(judged(business, { ...defaultIdentityPolicy, businesses: 'accept' }).decision, 'match');
    assert.equal(judged(evidence(20, null, null, null, 'business')).decision, 'conflict');
  });

  it('a nickname is accepted, unless the policy wants a review', () => {
    const nickname = evidence(92, 100, null, null, 'nickname');
    const policy = { ...defaultIdentityPolicy, nicknames: 'review' } as const;
    assert.equal(judged(nickname).decision, 'match');
    assert.deepEqual([judged(nickname, policy).decision, judged(nickname, policy).reason], ['unclear', 'nickname']);
    // It turns no other name into a match.
    assert.equal(judged(evidence(80, 100, 100, 100, 'nickname')).decision, 'unclear');
  });

  it('an account that is held for another is reviewed, whatever the policy for businesses', () => {
    const trust = evidence(100, 100, 100, 100, 'fiduciary');
    for (const businesses of ['accept', 'review'] as const) {
      assert.equal(judged(trust, { ...defaultIdentityPolicy, businesses }).reason, 'fiduciary');
    }
  });

  it('names in two scripts are reviewed: neither a match nor a conflict', () => {
    for (const name of [null, 0, 100]) {
      const { decision, reason } = judged(evidence(name, 100, 100, 100, 'other_script'));
      assert.deepEqual([decision, reason], ['unclear', 'other_script']);
    }
  });

  it('a name in a similar spelling is no clear conflict', () => {
    const { decision, reason } = judged(evidence(0, 100, null, null, 'similar_name'));
    assert.deepEqual([decision, reason], ['unclear', 'name_weak']);
  });

  it('a partly equal name is no clear conflict', () => {
    const { decision, reason } = judged(evidence(33, 0, null, null, 'partial_name'));
    assert.deepEqual([decision, reason], ['unclear', 'name_weak']);
  });

  it('joint owners: the best of them decides, as a whole', () => {
    const [spouse, applicant] = [evidence(20, 100, 100, 100), evidence(100, 0, 0, 100)];
    const joint = judge('own_rules', [spouse, applicant], defaultIdentityPolicy);
    assert.equal(joint.decision, 'match');
    assert.deepEqual(
      joint.fields.map(({ score }) => score),
      [100, 0, 0, 100],
    );
    // One owner's name with the other's email belongs to neither.
    const mixed = judge('own_rules', [spouse, evidence(100, 0, 0, 0)], defaultIdentityPolicy);
    assert.equal(mixed.reason, 'nothing_else_matches');
  });
});

describe('judge, for random owners', () => {
  const rank = { conflict: 0, unclear: 1, match: 2 };
  const score = fc.option(fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(49, 50, 69, 70, 84, 85)));
  const flags = fc.subarray<IdentityFlag>([
    ...(['nickname', 'partial_name', 'similar_name', 'other_script'] as const),
    ...(['business', 'fiduciary', 'postal_code', 'joint_owners'] as const),
  ]);
  const owner = fc.record({
    scores: fc.record({ legal_name: score, email: score, phone: score, address: score }),
    flags,
  });
  const threshold = fc.integer({ min: 50, max: 100 });
  const policy = fc.record({
    thresholds: fc.record({ legal_name: threshold, email: threshold, phone: threshold, address: threshold }),
    nicknames: fc.constantFrom('accept', 'review'),
    businesses: fc.constantFrom('accept', 'review'),
  });
  const field = fc.constantFrom(...identityFields);

  it('a higher score never makes a decision worse', () => {
    fc.assert(
      fc.property(owner, field, fc.integer({ min: 0, max: 100 }), policy, ({ scores, flags }, raised, better, by) => {
        const known = scores[raised];
        fc.pre(known !== null);
        const higher = { flags, scores: { ...scores, [raised]: Math.max(better, known) } };
        assert.ok(rank[judged(higher, by).decision] >= rank[judged({ flags, scores }, by).decision]);
      }),
    );
  });

  it('one more owner never makes a decision worse, wherever they stand', () => {
    fc.assert(
      fc.property(fc.array(owner), owner, policy, (owners, other, by) => {
        const before = rank[judge('own_rules', owners, by).decision];
        for (const more of [
          [...owners, other],
          [other, ...owners],
        ]) {
          // Without owners nothing is known; a first owner may be a stranger.
          if (owners.length > 0) assert.ok(rank[judge('own_rules', more, by).decision] >= before);
        }
      }),
    );
  });

  it('null never counts as 0: missing data cannot conflict, and alone cannot match', () => {
    fc.assert(
      fc.property(owner, field, policy, ({ scores, flags }, forgotten, by) => {
        const nothing = { flags, scores: { ...scores, [forgotten]: null } };
        const { decision, fields } = judged(nothing, by);
        assert.equal(fields.find((one) => one.field === forgotten)?.verdict, 'unknown');
        if (forgotten === 'legal_name') assert.equal(decision, 'unclear');
        // An omitted 0 can only help, an omitted 100 can only hurt.
        if (scores[forgotten] === 0) assert.ok(rank[decision] >= rank[judged({ flags, scores }, by).decision]);
      }),
    );
  });

  it('every decision but a match has a reason', () => {
    fc.assert(
      fc.property(fc.array(owner), policy, (owners, by) => {
        const { decision, reason } = judge('own_rules', owners, by);
        assert.equal(reason === null, decision === 'match');
        assert.equal(reason === 'identity_conflict', decision === 'conflict');
      }),
    );
  });

  it(`version ${identityPolicyVersion} decides as at its release; a change of the rules takes a new number`, () => {
    const hash = createHash('sha256');
    const names = [null, 0, 49, 50, 84, 85, 100];
    const others = [null, 0, 50, 69, 70];
    const seenTogether: IdentityFlag[][] = [[], ['nickname'], ['partial_name'], ['business'], ['nickname', 'business']];
    seenTogether.push(['similar_name'], ['other_script'], ['fiduciary'], ['business', 'fiduciary']);
    for (const name of names) {
      for (const email of others) {
        for (const address of others) {
          for (const seen of seenTogether) {
            for (const nicknames of ['accept', 'review'] as const) {
              const by = { ...defaultIdentityPolicy, nicknames };
              const { decision, reason } = judged(evidence(name, email, null, address, ...seen), by);
              hash.update(`${decision} ${reason}\n`);
            }
          }
        }
      }
    }
    assert.deepEqual([identityPolicyVersion, hash.digest('hex').slice(0, 16)], [3, 'abb55653ef3a24df']);
  });
});
