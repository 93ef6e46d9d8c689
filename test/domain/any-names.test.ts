import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isBusinessName, isFiduciaryName, nameScore, sharesName } from '../../domain/owner/compare-names.ts';
import { judgeNames } from './judge-names.ts';

describe('two random names', () => {
  const word = fc.constantFrom(
    ...[
      'Ada',
      'Byron',
      'Jörg',
      'JOERG',
      'Jorg',
      'Müller',
      'Mueller',
      'Muller',
      'K.',
      'de',
      'Mr',
      'Jr',
      'and',
      '&',
      'y',
      'E',
    ],
    ...['Иванов', 'किरण', 'करण', 'LLC', 'Trust', 'N/A', 'Åse', 'Aase', ','],
  );
  const name = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
  const rank = { conflict: 0, unclear: 1, match: 2 };

  it("score equally whichever of them is the applicant's", () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        assert.equal(nameScore(a, b), nameScore(b, a));
        const [one, other] = [judgeNames(a, [b]), judgeNames(b, [a])];
        assert.deepEqual([one.decision, one.reason], [other.decision, other.reason]);
      }),
    );
  });

  it('match only with a whole word in common', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        if (judgeNames(a, [b]).decision === 'match') assert.ok(sharesName(a, b));
      }),
    );
  });

  it('match for one person in capitals, and in any order of the words', () => {
    const person = fc.uniqueArray(fc.constantFrom('Ada', 'Byron', 'Jörg', 'Müller', 'Åse', 'Œuvrard'), {
      minLength: 2,
    });
    fc.assert(
      fc.property(person, fc.integer({ min: 0, max: 5 }), (words, turn) => {
        const turned = [...words.slice(turn), ...words.slice(0, turn)].join(' ').toUpperCase();
        assert.equal(judgeNames(words.join(' '), [turned]).decision, 'match');
      }),
    );
  });

  it('never match if one has a word of a business or of a fiduciary', () => {
    const kind = fc.constantFrom('LLC', 'L.L.C.', 'Inc.', 'D/B/A Engines', 'GmbH', 'Trust', 'TTEE', 'UTMA', 'Deceased');
    fc.assert(
      fc.property(name, name, kind, (a, b, added) => {
        // Ada Trust may be a person, if the applicant has that name.
        fc.pre(!(added === 'Trust' && a.includes('Trust')));
        assert.ok(isBusinessName(`${b} ${added}`, a) || isFiduciaryName(`${b} ${added}`, a));
        assert.ok(rank[judgeNames(a, [`${b} ${added}`]).decision] < rank.match);
      }),
    );
  });

  it('may be any text, even a long one', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(fc.property(text, text, (a, b) => assert.ok(judgeNames(a, [b]).decision)));
    for (const long of ['y '.repeat(500), 'ü'.repeat(500), 'a&'.repeat(300), 'ü'.normalize('NFD').repeat(500)]) {
      assert.ok(judgeNames('Ada Byron', [long]).decision);
    }
  });
});
