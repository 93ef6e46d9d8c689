import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addressScore, samePostalCode } from '../../domain/owner/compare-addresses.ts';
import type { OwnerAddress } from '../../domain/owner/owner.ts';

const ours = {
  street: '99 North Main Street, Apt 4',
  city: 'Springfield',
  region: 'IL',
  postalCode: '62701',
  country: 'US',
};
const theirs = (change: Partial<OwnerAddress>): OwnerAddress => ({ ...ours, ...change });

describe('addresses', () => {
  const rows: [change: Partial<OwnerAddress>, score: number | null, why: string][] = [
    [{}, 100, 'the same'],
    [{ street: '99 N. MAIN ST APT 4', city: 'springfield' }, 100, 'abbreviated, in another case'],
    [{ postalCode: '62701-1234' }, 100, 'a longer ZIP code'],
    [{ postalCode: null, region: null, country: null }, 100, 'what the bank does not know is not compared'],
    [{ street: '99 N Main St' }, 90, 'without the flat'],
    [{ street: '98 N Main St Apt 4' }, 50, 'another house'],
    [{ street: 'PO Box 12' }, 50, 'another street in the same place'],
    [{ city: 'Chatham' }, 85, 'another name for the city'],
    [{ postalCode: '62702' }, 75, 'another postal code'],
    [{ street: '17 Harbour Street', city: 'Duluth', region: 'MN', postalCode: '55802' }, 5, 'elsewhere'],
    [{ street: null, postalCode: null }, null, 'a city alone is no evidence'],
    [{ street: ' ', city: null, region: null, postalCode: '', country: null }, null, 'nothing known'],
    [{ street: 'N/A', city: 'Unknown' }, 100, 'what is not known is not compared'],
    [{ street: 'N/A', postalCode: '---' }, null, 'unknown street and postal code'],
    [{ street: '99 Nörth Main Street, Apt 4', city: 'SPRÍNGFIELD' }, 100, 'with accents'],
    [{ street: null }, 100, 'the postal code and all but the street'],
  ];
  for (const [change, score, why] of rows) {
    it(`${score}: ${why}`, () => assert.equal(addressScore(ours, theirs(change)), score));
  }

  it('have one postal code with and without the last four digits, in any notation', () => {
    assert.equal(samePostalCode(ours, theirs({ postalCode: '627011234' })), true);
    assert.equal(samePostalCode(ours, theirs({ postalCode: null })), false);
    const london = { ...ours, postalCode: 'SW1A 1AA', country: 'GB' };
    assert.equal(samePostalCode(london, { ...london, postalCode: 'sw1a1aa' }), true);
  });

  it('are equal in another spelling', () => {
    const berlin = { street: 'Müllerstraße 5', city: 'Köln', region: null, postalCode: '50667', country: 'DE' };
    const bank = { ...berlin, street: 'MUELLERSTRASSE 5', city: 'KOELN' };
    assert.equal(addressScore({ ...berlin, region: '' }, bank), 100);
  });

  it('score 0 to 100 or null, whatever the bank says', () => {
    const text = fc.option(fc.oneof(fc.string(), fc.constantFrom('99 Main St', '62701', 'Springfield', '99')));
    const any = fc.record({ street: text, city: text, region: text, postalCode: text, country: text });
    fc.assert(
      fc.property(any, (address) => {
        const score = addressScore(ours, address);
        if (score === null)
          return assert.doesNotMatch(`${address.street ?? ''} ${address.postalCode ?? ''}`, /Main|62701/);
        assert.ok(Number.isInteger(score) && score >= 0 && score <= 100, `${score}`);
      }),
    );
  });
});
