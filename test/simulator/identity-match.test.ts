import assert from 'node:assert/strict';
import { addressScore, emailScore, nameScore, phoneScore } from '../../simulator/link/identity-match.ts';

describe("the simulator's scores", () => {
  const names: [string | null, string[], number | null][] = [
    ['Ada Byron', ['Ada Byron'], 100],
    [' ada  BYRON ', ['Ada Byron'], 100],
    ['Byron, Ada', ['Ada Byron'], 95],
    ['Ada Byron', ['Ada King Byron'], 88],
    ['Ada', ['Ada Byron'], 72],
    ['Ida Byron', ['Ada Byron'], 75],
    ['Ada Byron', ['Ada Lovelace'], 55],
    ['Ada Byron', ['Charles Babbage'], 15],
    ['Ada Byron', ['Charles Babbage', 'Ada Byron'], 100],
    ['Ada Byron', [], null],
    [null, ['Ada Byron'], null],
    [' ', ['Ada Byron'], null],
  ];
  for (const [given, known, score] of names) {
    it(`of the name ${given} against ${known.join(' and ') || 'nothing'} is ${score}`, () =>
      assert.equal(nameScore(given, known).score, score));
  }

  const flags: [given: string, known: string[], flags: [boolean, boolean, boolean], score: number][] = [
    ['Alberta Bobbeth Charleson', ['Bertie Charleson'], [true, true, false], 88],
    ['Bob Byron', ['Robert Byron'], [true, true, false], 92],
    ['Jenn Byron', ['Jennifer Oxley', 'Jennifer Byron'], [true, true, false], 92],
    ['Ada Byron', ['Ada Byron LLC'], [true, false, true], 100],
    ['Ada Byron Inc', ['Ada Byron'], [true, false, true], 100],
    ['Ada Byron', ['Ada Byron LLC', 'Ada Byron'], [true, false, true], 100],
    ['Ada King Byron', ['Ada Lovelace'], [true, false, false], 55],
    ['Ada Byron', ['Charles Babbage'], [false, false, false], 15],
  ];
  for (const [given, known, [part, nickname, business], score] of flags) {
    it(`of the name ${given} against ${known.join(' and ')}: first or last ${part}, nickname ${nickname}, business ${business}`, () =>
      assert.deepEqual(nameScore(given, known), {
        score,
        is_first_name_or_last_name_match: part,
        is_nickname_match: nickname,
        is_business_name_detected: business,
      }));
  }

  it('of a name that one side does not have are null in every field', () => {
    assert.ok(Object.values(nameScore(null, ['Ada Byron'])).every((value) => value === null));
  });

  it('of phones look at the number, not at how it is written', () => {
    assert.equal(phoneScore('+1 (555) 010-9999', ['5550109999']).score, 100);
    assert.equal(phoneScore('5550109998', ['5550109999']).score, 0);
    assert.equal(phoneScore('5550109998', []).score, null);
  });

  it('of emails ignore case', () => {
    assert.equal(emailScore('A@EXAMPLE.com', ['a@example.com']).score, 100);
    assert.equal(emailScore('b@example.com', ['a@example.com']).score, 0);
  });

  it('of addresses weigh the street most and take the best', () => {
    const known = [
      { data: { street: '1 Elm St', city: 'Troy', region: 'NY', postal_code: '12180', country: 'US' } },
      { data: { street: '9 Oak Ave', city: 'Rome', region: 'GA', postal_code: '30161', country: 'US' } },
    ];
    const oak = { street: '9 oak ave', city: 'ROME', region: 'GA', postal_code: '30161', country: 'US' };
    assert.deepEqual(addressScore(oak, known), { score: 100, is_postal_code_match: true });
    assert.deepEqual(addressScore({ ...oak, street: '10 Oak Ave' }, known), { score: 50, is_postal_code_match: true });
    assert.deepEqual(addressScore({ street: '1 Elm St' }, known), { score: 100, is_postal_code_match: null });
    assert.deepEqual(addressScore({}, known), { score: null, is_postal_code_match: null });
    assert.deepEqual(addressScore(oak, []), { score: null, is_postal_code_match: null });
  });
});
