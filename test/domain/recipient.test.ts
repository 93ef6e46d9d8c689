import assert from 'node:assert/strict';
import { maskOf } from '../../domain/payments/recipient.ts';

describe('recipients', () => {
  it('are shown by the end of their number', () => {
    const address = null;
    assert.equal(maskOf({ name: 'A', numbers: { iban: 'NL02ABNA0123456789' }, address }), '6789');
    assert.equal(
      maskOf({ name: 'A', numbers: { bacs: { account: '26207729', sortCode: '560029' } }, address }),
      '7729',
    );
  });
});
