import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type IdentityDecision, type IdentityScores, identityFields, judge } from '../../domain/identity.ts';

describe('judge', () => {
  type Row = [why: string, name: number | null, email: number | null, phone: number | null, address: number | null];
  const table: [...Row, decision: IdentityDecision][] = [
    ['all fields match', 100, 100, 100, 100, 'match'],
    ['the name just matches and one other does', 85, 70, 0, 0, 'match'],
    ['the name matches and the bank knows nothing else', 85, null, null, null, 'match'],
    ['one new phone number is no reason', 100, 100, 0, null, 'match'],
    ['a namesake: the name matches and everything else is someone else', 100, 0, 0, 20, 'unclear'],
    ['the name matches and the one other field is weak', 90, null, null, 60, 'unclear'],
    ['a relative at the same address: the name is partly the same', 75, null, null, 100, 'unclear'],
    ['the name is just not strong', 84, 100, 100, 100, 'unclear'],
    ['the name is on the edge of being someone else', 50, 100, 100, 100, 'unclear'],
    ['the name is someone else', 49, 100, 100, 100, 'conflict'],
    ['nothing in common', 0, 0, 0, 0, 'conflict'],
    ['no name to compare', null, 100, 100, 100, 'unclear'],
    ['nothing known at all', null, null, null, null, 'unclear'],
    ['no name, and the rest is someone else', null, 0, 0, 0, 'unclear'],
  ];
  for (const [why, legal_name, email, phone, address, decision] of table) {
    it(`${decision}: ${why}`, () => {
      assert.equal(judge({ legal_name, email, phone, address }).decision, decision);
    });
  }

  it('explains each field', () => {
    assert.deepEqual(judge({ legal_name: 92, email: null, phone: 10, address: 60 }).fields, [
      { field: 'legal_name', score: 92, threshold: 85, verdict: 'match' },
      { field: 'email', score: null, threshold: 70, verdict: 'unknown' },
      { field: 'phone', score: 10, threshold: 70, verdict: 'conflict' },
      { field: 'address', score: 60, threshold: 70, verdict: 'weak' },
    ]);
  });

  it('takes other thresholds', () => {
    const scores = { legal_name: 75, email: null, phone: null, address: null };
    assert.equal(judge(scores).decision, 'unclear');
    assert.equal(judge(scores, { legal_name: 70, email: 70, phone: 70, address: 70 }).decision, 'match');
  });

  it('a higher score never makes a decision worse', () => {
    const rank = { conflict: 0, unclear: 1, match: 2 };
    const score = fc.integer({ min: 0, max: 100 });
    const known = fc.record({ legal_name: score, email: score, phone: score, address: score });
    fc.assert(
      fc.property(known, fc.constantFrom(...identityFields), score, (scores: IdentityScores, field, better) => {
        const raised = { ...scores, [field]: Math.max(better, scores[field] ?? 0) };
        assert.ok(rank[judge(raised).decision] >= rank[judge(scores).decision]);
      }),
    );
  });
});
