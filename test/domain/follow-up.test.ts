import assert from 'node:assert/strict';
import { defaultPolicy, type Policy } from '../../domain/case/policy.ts';
import { nextReinitiation } from '../../domain/transfers/reinitiation.ts';
import { followUpOf, type ReturnCircumstances } from '../../domain/transfers/returns.ts';

const firstCreatedAt = new Date('2026-03-02T13:00:00Z');
const first: Omit<ReturnCircumstances, 'policy'> = {
  onboardingId: 'onb_1',
  returnedAt: new Date('2026-03-04T13:00:00Z'),
  initiated: { firstCreatedAt, reinitiations: 0 },
  relinks: 0,
  refunded: false,
  erased: false,
  permitted: true,
};
const reinitiated = (reinitiations: number) => ({ ...first, initiated: { firstCreatedAt, reinitiations } });
const under = (reinitiate: 0 | 1 | 2, linkAgain = 2): Policy => ({
  ...defaultPolicy,
  linkAgain,
  money: { ...defaultPolicy.money, reinitiate },
});

describe('followUpOf', () => {
  it('presents a debit again that lacked funds, on the day of the rules, as often as the policy allows', () => {
    const at = nextReinitiation(first.initiated, first.returnedAt, first.onboardingId);
    assert.deepEqual(followUpOf('reinitiate', { ...first, policy: under(1) }), { do: 'reinitiate', at });
    assert.equal(followUpOf('reinitiate', { ...reinitiated(1), policy: under(1) }), null);
    assert.equal(followUpOf('reinitiate', { ...reinitiated(1), policy: under(2) })?.do, 'reinitiate');
    assert.equal(followUpOf('reinitiate', { ...first, policy: under(0) }), null);
  });

  it('never presents it a third time, nor after 180 days, whatever the policy', () => {
    assert.equal(followUpOf('reinitiate', { ...reinitiated(2), policy: under(2) }), null);
    const returnedAt = new Date('2026-09-01T13:00:00Z');
    assert.equal(followUpOf('reinitiate', { ...first, returnedAt, policy: under(2) }), null);
  });

  it('asks for another account if this one is unusable, as often as the policy allows', () => {
    assert.deepEqual(followUpOf('relink', { ...first, policy: under(0, 1) }), { do: 'relink' });
    assert.equal(followUpOf('relink', { ...first, relinks: 1, policy: under(0, 1) }), null);
  });

  it('asks an erased applicant for nothing, and does not use an account without permission', () => {
    for (const action of ['reinitiate', 'relink'] as const) {
      assert.equal(followUpOf(action, { ...first, erased: true, policy: under(2) }), null);
    }
    assert.equal(followUpOf('reinitiate', { ...first, permitted: false, policy: under(2) }), null);
    assert.equal(followUpOf('relink', { ...first, permitted: false, policy: under(2) })?.do, 'relink');
  });

  it('moves nothing on top of a refund, and nothing after a dispute, a stop or a defect', () => {
    for (const action of ['reinitiate', 'relink'] as const) {
      assert.equal(followUpOf(action, { ...first, refunded: true, policy: under(2) }), null);
    }
    for (const action of ['hold', 'stop', 'review'] as const) {
      assert.equal(followUpOf(action, { ...first, policy: under(2) }), null, action);
    }
  });
});
