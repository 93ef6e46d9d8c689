import assert from 'node:assert/strict';
import { type Circumstances, followUpOf } from '../../domain/follow-up.ts';
import { defaultPolicy, type Policy } from '../../domain/policy.ts';
import { presentAgain } from '../../domain/representment.ts';

const firstCreatedAt = new Date('2026-03-02T13:00:00Z');
const first: Omit<Circumstances, 'policy'> = {
  onboardingId: 'onb_1',
  returnedAt: new Date('2026-03-04T13:00:00Z'),
  presented: { firstCreatedAt, representments: 0 },
  relinks: 0,
  refunded: false,
  erased: false,
  permitted: true,
};
const presentedAgain = (representments: number) => ({ ...first, presented: { firstCreatedAt, representments } });
const under = (represent: 0 | 1 | 2, linkAgain = 2): Policy => ({
  ...defaultPolicy,
  linkAgain,
  money: { ...defaultPolicy.money, represent },
});

describe('followUpOf', () => {
  it('presents again what was not there, on the day of the rules, as often as the policy says', () => {
    const at = presentAgain(first.presented, first.returnedAt, first.onboardingId);
    assert.deepEqual(followUpOf('represent', { ...first, policy: under(1) }), { do: 'represent', at });
    assert.equal(followUpOf('represent', { ...presentedAgain(1), policy: under(1) }), null);
    assert.equal(followUpOf('represent', { ...presentedAgain(1), policy: under(2) })?.do, 'represent');
    assert.equal(followUpOf('represent', { ...first, policy: under(0) }), null);
  });

  it('never does so a third time, nor after 180 days, whatever the policy', () => {
    assert.equal(followUpOf('represent', { ...presentedAgain(2), policy: under(2) }), null);
    const returnedAt = new Date('2026-09-01T13:00:00Z');
    assert.equal(followUpOf('represent', { ...first, returnedAt, policy: under(2) }), null);
  });

  it('asks for another account where this one is of no use, as often as the policy says', () => {
    assert.deepEqual(followUpOf('relink', { ...first, policy: under(0, 1) }), { do: 'relink' });
    assert.equal(followUpOf('relink', { ...first, relinks: 1, policy: under(0, 1) }), null);
  });

  it('asks nothing of a person who was erased, and does not use an account without permission', () => {
    for (const action of ['represent', 'relink'] as const) {
      assert.equal(followUpOf(action, { ...first, erased: true, policy: under(2) }), null);
    }
    assert.equal(followUpOf('represent', { ...first, permitted: false, policy: under(2) }), null);
    assert.equal(followUpOf('relink', { ...first, permitted: false, policy: under(2) })?.do, 'relink');
  });

  it('moves nothing on top of a refund, and nothing after a dispute, a stop or a defect', () => {
    for (const action of ['represent', 'relink'] as const) {
      assert.equal(followUpOf(action, { ...first, refunded: true, policy: under(2) }), null);
    }
    for (const action of ['freeze', 'stop', 'review'] as const) {
      assert.equal(followUpOf(action, { ...first, policy: under(2) }), null, action);
    }
  });
});
