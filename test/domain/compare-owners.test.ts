import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Applicant } from '../../domain/case/onboarding.ts';
import { compareOwners } from '../../domain/owner/compare-owners.ts';
import { defaultIdentityPolicy, identityPolicyVersion, judge } from '../../domain/owner/identity.ts';
import type { Owner } from '../../domain/owner/owner.ts';

const ada: Applicant = {
  legalName: 'Ada Byron',
  email: 'ada@example.com',
  phone: '+14155550100',
  address: { street: '1 Main St', city: 'Springfield', region: 'IL', postalCode: '62701', country: 'US' },
};
const noContacts = { emails: [], phones: [], addresses: [] };
const owner = (change: Partial<Owner> = {}): Owner => ({
  names: ['Ada Byron'],
  emails: ['old@example.com', ' ADA@Example.com'],
  phones: ['(415) 555-0100'],
  addresses: [{ street: '1 Main Street', city: 'Springfield', region: 'IL', postalCode: '62701-0001', country: 'US' }],
  ...change,
});
const decided = (owners: Owner[], applicant = ada) =>
  judge('own_rules', compareOwners(applicant, owners), defaultIdentityPolicy);
const scoreOf = (field: 'email' | 'phone' | 'address', one: Owner, applicant = ada) =>
  compareOwners(applicant, [one])[0]?.scores[field];

describe('compareOwners', () => {
  it('scores each field, with the best of several contacts', () => {
    assert.deepEqual(compareOwners(ada, [owner()]), [
      { scores: { legal_name: 100, email: 100, phone: 100, address: 100 }, flags: ['partial_name', 'postal_code'] },
    ]);
    assert.equal(decided([owner()]).decision, 'match');
  });

  it('null is not 0: data that one side lacks is not compared', () => {
    const unknown = { legal_name: null, email: null, phone: null, address: null };
    assert.deepEqual(compareOwners(ada, [{ names: [], ...noContacts }]), [{ scores: unknown, flags: [] }]);
    const silent = { ...ada, email: null, phone: null, address: null };
    assert.deepEqual(compareOwners(silent, [owner()])[0]?.scores, { ...unknown, legal_name: 100 });
    assert.deepEqual(compareOwners(ada, []), []);
    assert.equal(decided([]).reason, 'identity_not_available');
  });

  for (const [phone, score] of [
    ['+1 415-555-0100', 100],
    ['4155550100', 100],
    ['001 415 555 0100', 100],
    ['415.555.0101', 0],
    ['5550100', 0],
    ['0100', 0],
    ['+44 4155550100', 0],
    ['(415) 555-0100 x12', 100],
    ['', null],
    ['unknown', null],
  ] as const) {
    it(`phone ${phone || 'left blank'}: ${score}`, () => {
      assert.equal(scoreOf('phone', owner({ phones: [phone] })), score);
    });
  }

  it('knows a foreign number without its country code', () => {
    const london = { ...ada, phone: '+442079460000' };
    assert.equal(scoreOf('phone', owner({ phones: ['020 7946 0000'] }), london), 100);
  });

  it('email: only the exact address matches', () => {
    for (const email of ['ada@example.org', 'a.da@example.com', 'xada@example.com']) {
      assert.equal(scoreOf('email', owner({ emails: [email] })), 0, email);
    }
  });

  it('email: blank and N/A are not known', () => {
    assert.equal(scoreOf('email', owner({ emails: ['', 'N/A'] })), null);
    assert.equal(scoreOf('email', owner({ emails: ['', 'ada@example.com'] })), 100);
  });

  it('joint owners: one of several names is enough, and a flag shows that there are several', () => {
    const joint = owner({ names: ['Percival Oxley', 'Ada Byron'] });
    const { decision, flags } = decided([joint]);
    assert.deepEqual([decision, flags.includes('joint_owners')], ['match', true]);
    for (const same of [
      ['Ada Byron', 'BYRON ADA'],
      ['Jörg Müller', 'JOERG MUELLER'],
      ['', 'Ada Byron'],
    ]) {
      assert.equal(decided([owner({ names: same })]).flags.includes('joint_owners'), false, same.join());
    }
  });

  it("joint owners: one's name with the other's contacts is not enough", () => {
    const strangers = [
      owner({ names: ['Percival Oxley'] }),
      owner({ emails: ['x@example.com'], phones: [], addresses: [] }),
    ];
    assert.equal(decided(strangers).reason, 'nothing_else_matches');
  });

  it('a business is recognised on either side', () => {
    assert.equal(decided([owner({ names: ['Ada Byron LLC'] })]).reason, 'business');
    assert.equal(decided([owner()], { ...ada, legalName: 'Ada Byron Inc' }).reason, 'business');
    // The applicant is an owner too.
    assert.equal(decided([owner({ names: ['Ada Byron LLC', 'Ada Byron'] })]).decision, 'match');
  });

  it('a member of the family goes to a reviewer, and a stranger is rejected', () => {
    assert.equal(decided([owner({ names: ['George Gordon Noel Byron'] })]).reason, 'name_weak');
    assert.equal(decided([owner({ names: ['Percival Oxley'] })]).decision, 'conflict');
  });

  const words = fc.subarray(['Ada', 'Byron', 'King', 'Percival', 'Oxley', 'LLC'], { minLength: 1 });
  const somebody: fc.Arbitrary<Owner> = fc.record({
    names: fc.array(
      words.map((some) => some.join(' ')),
      { maxLength: 3 },
    ),
    emails: fc.subarray(['ada@example.com', 'x@example.com']),
    phones: fc.subarray(['4155550100', '4155550199']),
    addresses: fc.subarray(owner().addresses),
  });

  it('one more owner never makes the decision worse', () => {
    const rank = { conflict: 0, unclear: 1, match: 2 };
    fc.assert(
      fc.property(fc.array(somebody, { minLength: 1, maxLength: 3 }), somebody, (owners, other) => {
        const before = rank[decided(owners).decision];
        assert.ok(rank[decided([...owners, other]).decision] >= before);
        assert.ok(rank[decided([other, ...owners]).decision] >= before);
      }),
    );
  });

  it(`version ${identityPolicyVersion} scores as at its release; a change of the rules takes a new number`, () => {
    const names = ['Ada Byron', 'Byron Ada', 'A. Byron', 'Ada K Byron', 'Ada Oxley', 'Percival Oxley', 'Ada Byron LLC'];
    const hash = createHash('sha256');
    names.push('ADA BYRON AND PERCIVAL OXLEY', 'Estate of Ada Byron', 'N/A', 'Ада Байрон', 'Äda Byron', 'Aeda Byron');
    for (const name of names) {
      for (const phone of ['4155550100', '+1 (415) 555-0199']) {
        for (const street of ['1 Main Street', '1 Main St Apt 2', '2 Main St', null]) {
          const address = { street, city: 'SPRINGFIELD', region: null, postalCode: '62701-0001', country: 'US' };
          const one = owner({ names: [name], phones: [phone], addresses: [address] });
          hash.update(JSON.stringify(compareOwners(ada, [one])));
        }
      }
    }
    assert.deepEqual([identityPolicyVersion, hash.digest('hex').slice(0, 16)], [3, '05f460da67ddcd47']);
  });
});
