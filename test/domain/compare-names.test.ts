import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isBusinessName, nameScore, sharesName, tokensOf } from '../../domain/owner/compare-names.ts';

describe('names', () => {
  const rows: [ours: string, theirs: string, score: number, why: string][] = [
    ['Ada Byron', 'Ada Byron', 100, 'the same'],
    ['Ada Byron', 'ADA  BYRON', 100, 'in another case'],
    ['Renée Müller', 'Renee Muller', 100, 'without accents'],
    ['Søren Łukasz Weiß', 'Soren Lukasz Weiss', 100, 'without letters that Unicode does not take apart'],
    ["Conor O'Brien-Smith", 'conor obrien smith', 100, 'without apostrophe and hyphen'],
    ['Renée Müller', 'RENEE MUELLER', 100, 'as a passport writes it'],
    ['Ada Byron', 'Byron, Ada', 95, 'in another order'],
    ['Ada King Byron', 'Ada Byron', 90, 'a middle name is left out'],
    ['Ada Byron', 'Ada K. Byron', 90, 'a middle initial more'],
    ['Ada King Byron', 'Ada K Byron', 90, 'a middle name as its initial'],
    ['Ada Byron', 'A. Byron', 80, 'a first name as its initial: every Byron with A'],
    ['A. K. Byron', 'Ada King Byron', 80, 'two initials'],
    ['Ada Byron', 'Ada Byron Jr', 90, 'a suffix: not distinguished from a middle name'],
    ['Ada Byron Jr', 'Ada Byron Sr', 69, 'another suffix'],
    ['J. de la Cruz', 'Juan de la Cruz', 80, 'a particle is no whole word'],
    ['Juan de la Cruz', 'Maria de la Vega', 0, 'particles alone'],
    ['Dr Byron', 'Dr Oxley', 0, 'a title alone'],
    ['Jane Doe', 'Jane Smith and John Doe', 50, 'a mixture of two owners'],
    ['Jane Smith', 'John Doe & Jane Smith', 100, 'one of two owners'],
    ['Ada King Byron', 'Ada Smith Byron', 67, 'another middle name'],
    ['Ada King Byron', 'Byron Ada', 69, 'in another order and a name left out'],
    ['Ada Byron', 'Byron', 67, 'one word alone, although it is contained'],
    ['Ada Byron', 'Ada Lovelace', 50, 'a married name'],
    ['Ada Byron', 'Jon Byron', 50, 'a brother'],
    ['Jon Smith', 'John Smith', 50, 'a typing error is not forgiven'],
    ['Bob Byron', 'Robert Byron', 50, 'nor is a nickname known'],
    ['Mary Ann A. Byron King', 'Mary Ann', 90, 'a middle initial joins no two owners'],
    ['Ada Byron', 'A. B.', 0, 'initials alone are no name'],
    ['Alberta Bobbeth Charleson', 'Robert Charleson', 40, 'one of five'],
    ['Ada Byron', 'Percival Oxley', 0, 'another person'],
    ['Ada Byron', '???', 0, 'no word at all'],
  ];
  for (const [ours, theirs, score, why] of rows) {
    it(`${ours} / ${theirs}: ${score}, ${why}`, () => {
      assert.equal(nameScore(ours, theirs), score);
      assert.equal(nameScore(theirs, ours), score, 'the other way round');
    });
  }

  const name = fc
    .array(fc.constantFrom('Ada', 'King', 'Byron', 'A.', 'K', 'Renée', "O'Brien", 'Lovelace', 'ada'), { maxLength: 5 })
    .map((words) => words.join(' '));

  it('score 0 to 100, equally both ways, and 100 only for equal words', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        const score = nameScore(a, b);
        assert.ok(Number.isInteger(score) && score >= 0 && score <= 100);
        assert.equal(nameScore(b, a), score);
        assert.equal(score === 100, tokensOf(a).length > 0 && tokensOf(a).join(' ') === tokensOf(b).join(' '));
        if (score >= 70) assert.ok(sharesName(a, b) || tokensOf(a).every((word) => word.length === 1));
      }),
    );
  });

  it('take any text', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(fc.property(text, text, (a, b) => assert.ok(Number.isInteger(nameScore(a, b)))));
  });

  it('share a name if a whole word is equal', () => {
    assert.equal(sharesName('Ada Byron', 'George Gordon Byron'), true);
    assert.equal(sharesName('Ada K Byron', 'Percival K Oxley'), false);
  });

  it('belong to a business if they have one of its words', () => {
    for (const business of [
      'Byron Bakery LLC',
      'BYRON, INC.',
      'Ada Byron DBA Engines',
      'Oxley Trading Company',
      'X Ltd',
    ]) {
      assert.equal(isBusinessName(business), true, business);
    }
    for (const person of ['Ada Byron', 'Vincent Byron', 'Corporal Oxley', 'Ltda Inca', 'Byron Bakery']) {
      assert.equal(isBusinessName(person), false, person);
    }
  });
});
