import assert from 'node:assert/strict';
import { compareOwners } from '../../domain/owner/compare-owners.ts';
import {
  defaultIdentityPolicy,
  type IdentityDecision,
  type IdentityFlag,
  type IdentityJudgement,
  type IdentityReason,
  judge,
} from '../../domain/owner/identity.ts';

/** An applicant and an owner by their names alone; their email address is the same. */
export function judgeNames(legalName: string, names: string[], policy = defaultIdentityPolicy): IdentityJudgement {
  const email = 'somebody@example.com';
  const owner = { names, emails: [email], phones: [], addresses: [] };
  return judge('own_rules', compareOwners({ legalName, email, phone: null, address: null }, [owner]), policy);
}

export type Pair = [ours: string, theirs: string];
/** A test for each pair, whichever of the two is the applicant. */
export function theyAre(pairs: Pair[], decision: IdentityDecision, reason: IdentityReason | null, flag?: IdentityFlag) {
  for (const [ours, theirs] of pairs) {
    it(`${ours} / ${theirs}`, () => {
      for (const judged of [judgeNames(ours, [theirs]), judgeNames(theirs, [ours])]) {
        assert.deepEqual([judged.decision, judged.reason], [decision, reason], judged.flags.join());
        if (flag) assert.ok(judged.flags.includes(flag), judged.flags.join());
      }
    });
  }
}
