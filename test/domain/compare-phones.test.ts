import assert from 'node:assert/strict';
import { samePhone } from '../../domain/owner/compare-phones.ts';

describe('phone numbers', () => {
  const rows: [ours: string, theirs: string, same: boolean | null][] = [
    ['+14155550100', '(415) 555-0100 x12', true],
    ['+14155550100', '(415) 555-0100 ext. 12', true],
    ['+14155550100', '415-555-0100 EXT 12', true],
    ['+14155550100', '415.555.0100 extension 12', true],
    ['+14155550100', '415-555-0100 #12', true],
    ['+14155550100', '4155550100x12', true],
    ['+14155550100', '+1 415 555 0100;ext=12', true],
    ['+14155550100', 'tel:+1-415-555-0100;ext=12', true],
    ['+14155550100', '415-555-0100, 12', true],
    ['+14155550100', '415-555-0100 Durchwahl 12', true],
    ['+14155550100', '415-555-0100 / 415-555-0199', true],
    ['+14155550100', 'Home: 415-555-0100', true],
    ['+14155550100', '1 (415) 555-0100', true],
    ['+14155550100', '00 1 415 555 0100', true],
    ['+14155550100', '４１５５５５０１００', true],
    ['+14155550100', '(415) 555-0101 x00', false],
    ['+14155550100', '555-0100 x415', false],
    ['+14155550100', '+44 415 555 0100', false],
    ['+442079460000', '020 7946 0000', true],
    ['+442079460000', '+44 (0)20 7946 0000 ext 4', true],
    ['+442079460000', '442079460000', true],
    ['+390612345678', '06 1234 5678', true],
    ['+4930123456', '0049 30 123456', true],
    ['+4930123456', '030/123456', true],
    ['+33123456789', '01 23 45 67 89', true],
    ['+14155550100', 'N/A', null],
    ['+14155550100', ' ', null],
  ];
  for (const [ours, theirs, same] of rows) {
    it(`${ours} and ${JSON.stringify(theirs)}: ${same}`, () => assert.equal(samePhone(ours, theirs), same));
  }

  it('of a country code that does not exist are compared by their digits', () => {
    assert.equal(samePhone('+9991234567', '999 1234567'), true);
    assert.equal(samePhone('+9991234567', '999 1234568'), false);
  });
});
