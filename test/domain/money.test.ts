import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatAmount, parseAmount } from '../../domain/money.ts';

describe('parseAmount', () => {
  const table: [text: string, cents: number | null][] = [
    ['25.00', 2500],
    ['0.01', 1],
    ['0.10', 10],
    ['9999999999.99', 999_999_999_999],
    ['0.00', null],
    ['25', null],
    ['25.0', null],
    ['25.000', null],
    ['025.00', null],
    ['.50', null],
    ['-25.00', null],
    ['+25.00', null],
    ['2,500.00', null],
    ['25,00', null],
    [' 25.00', null],
    ['25.00\n', null],
    ['1e2.00', null],
    ['٢٥.٠٠', null],
    ['10000000000.00', null],
    ['', null],
  ];
  for (const [text, cents] of table) {
    it(`${JSON.stringify(text)} is ${cents}`, () => {
      assert.equal(parseAmount(text), cents);
    });
  }

  it('reads back what formatAmount writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), (cents) => {
        assert.equal(parseAmount(formatAmount(cents)), cents);
      }),
    );
  });
});
