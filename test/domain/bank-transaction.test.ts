import assert from 'node:assert/strict';
import { formatMinor, minorDigits } from '../../domain/data/bank-transaction.ts';

describe('amounts of bank transactions', () => {
  it('have the digits of their currency', () => {
    assert.deepEqual(['USD', 'JPY', 'BHD', 'ZZZ'].map(minorDigits), [2, 0, 3, 2]);
  });

  it('are shown with their sign and all their digits', () => {
    assert.deepEqual(
      [1250, -1050, 5, -5, 0].map((minor) => formatMinor(minor, 'USD')),
      ['12.50', '-10.50', '0.05', '-0.05', '0.00'],
    );
    assert.deepEqual([formatMinor(-1500, 'JPY'), formatMinor(1235, 'BHD')], ['-1500', '1.235']);
  });
});
