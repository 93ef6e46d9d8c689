import assert from 'node:assert/strict';
import { isIban, maskOf } from '../../domain/recipient.ts';

describe('recipients', () => {
  // From the registry of IBANs (SWIFT, ISO 13616).
  for (const iban of [
    'GB33BUKB20201555555555',
    'NL02ABNA0123456789',
    'DE75512108001245126199',
    'FR7630006000011234567890189',
    'IE64IRCE92050112345678',
    'MT31MALT01100000000000000000123',
    'NO8330001234567',
  ]) {
    it(`${iban} is an IBAN, and with two digits changed it is not`, () => {
      assert.equal(isIban(iban), true);
      const last = (Number(iban.at(-1)) + 1) % 10;
      assert.equal(isIban(`${iban.slice(0, -1)}${last}`), false);
      const swapped = `${iban.slice(0, 2)}${iban[3]}${iban[2]}${iban.slice(4)}`;
      assert.equal(isIban(swapped), iban[2] === iban[3]);
    });
  }

  it('nothing else is one', () => {
    for (const text of ['', 'GB33', 'gb33bukb20201555555555', 'GB33 BUKB 2020 1555 5555 55', '0'.repeat(22)]) {
      assert.equal(isIban(text), false, text);
    }
  });

  it('are known by the end of their number', () => {
    const address = null;
    assert.equal(maskOf({ name: 'A', numbers: { iban: 'NL02ABNA0123456789' }, address }), '6789');
    assert.equal(
      maskOf({ name: 'A', numbers: { bacs: { account: '26207729', sortCode: '560029' } }, address }),
      '7729',
    );
  });
});
