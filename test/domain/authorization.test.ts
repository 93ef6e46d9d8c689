import assert from 'node:assert/strict';
import { type Network, networks } from '../../domain/case/onboarding.ts';
import {
  type Decided,
  type DecisionCircumstances,
  limitResetAfter,
  type Ruling,
  ruleOn,
} from '../../domain/transfers/authorization.ts';
import { defaultAuthorizationPolicy } from '../../domain/transfers/authorization-policy.ts';

const usual: DecisionCircumstances = {
  policy: defaultAuthorizationPolicy,
  direction: 'debit',
  riskAccepted: false,
  loginRepaired: false,
};
const policy = (change: Partial<DecisionCircumstances['policy']>) => ({
  ...usual,
  policy: { ...usual.policy, ...change },
});
const approved = (rationale: string | null): Decided => ({ decision: 'approved', rationale, network: 'ach' });
const declined = (rationale: string | null, network: Network): Decided => ({
  decision: 'declined',
  rationale,
  network,
});

const unchecked = ['MANUALLY_VERIFIED_ITEM', 'MIGRATED_ACCOUNT_ITEM', 'ERROR', 'SOMETHING_NEW'];
const staleLogin = ['ITEM_LOGIN_REQUIRED', 'PAYMENT_PROFILE_LOGIN_REQUIRED'];

describe('the next step after a decision of Plaid', () => {
  it('an approval after its risk check goes ahead, whatever the policy', () => {
    for (const uncheckedRisk of ['decline', 'review', 'accept'] as const) {
      assert.deepEqual(ruleOn(approved(null), policy({ uncheckedRisk })), { do: 'create' });
    }
  });

  for (const rationale of unchecked) {
    it(`an approval that was not checked (${rationale}) follows the policy`, () => {
      const reason = `risk_not_checked: ${rationale}`;
      const rule = (about: DecisionCircumstances) => ruleOn(approved(rationale), about);
      assert.deepEqual(rule(usual), { do: 'decline', reason });
      assert.deepEqual(rule(policy({ uncheckedRisk: 'review' })), { do: 'review', reason });
      assert.deepEqual(rule(policy({ uncheckedRisk: 'accept' })), { do: 'create' });
      assert.deepEqual(rule({ ...policy({ uncheckedRisk: 'review' }), riskAccepted: true }), { do: 'create' });
    });
  }

  for (const rationale of staleLogin) {
    it(`an approval over a stale login (${rationale}) asks the applicant to sign in, once`, () => {
      for (const uncheckedRisk of ['decline', 'review', 'accept'] as const) {
        assert.deepEqual(ruleOn(approved(rationale), policy({ uncheckedRisk })), { do: 'repair_login' });
      }
      const again = ruleOn(approved(rationale), { ...usual, loginRepaired: true });
      assert.deepEqual(again, { do: 'decline', reason: `risk_not_checked: ${rationale}` });
    });
  }

  it('a request of Plaid to the applicant is passed on', () => {
    const decided = { decision: 'user_action_required', rationale: 'ITEM_LOGIN_REQUIRED', network: 'ach' } as const;
    assert.deepEqual(ruleOn(decided, usual), { do: 'ask_person' });
  });

  it('the case waits for our own limit, on every network', () => {
    for (const network of networks) {
      assert.deepEqual(ruleOn(declined('TRANSFER_LIMIT_REACHED', network), usual), {
        do: 'wait',
        for: 'plaid_limit',
      });
    }
  });

  it('the case waits for our Ledger to cover a credit, on every network; NSF of a debit is about its account', () => {
    for (const network of networks) {
      const nsf = declined('NSF', network);
      assert.deepEqual(ruleOn(nsf, { ...usual, direction: 'credit' }), { do: 'wait', for: 'ledger_balance' });
      assert.deepEqual(ruleOn(nsf, usual), { do: 'decline', reason: 'NSF' });
    }
  });

  // A fault of the account applies to all networks, and an unknown code may mean one.
  const declinedOn: [string | null, Network, Ruling][] = [
    ['RISK', 'rtp', { do: 'fall_back', to: 'same-day-ach', because: 'RISK' }],
    ['RISK', 'same-day-ach', { do: 'fall_back', to: 'ach', because: 'RISK' }],
    [null, 'same-day-ach', { do: 'fall_back', to: 'ach', because: 'declined' }],
    ['RISK', 'ach', { do: 'decline', reason: 'RISK' }],
    [null, 'ach', { do: 'decline', reason: 'declined' }],
    ['NSF', 'same-day-ach', { do: 'decline', reason: 'NSF' }],
    ['ADMIN', 'rtp', { do: 'decline', reason: 'ADMIN' }],
    ['FRAUD', 'rtp', { do: 'decline', reason: 'FRAUD' }],
    ['SOMETHING_NEW', 'rtp', { do: 'decline', reason: 'SOMETHING_NEW' }],
  ];
  for (const [rationale, network, ruling] of declinedOn) {
    it(`declined as ${rationale} on ${network}: ${ruling.do}`, () => {
      assert.deepEqual(ruleOn(declined(rationale, network), usual), ruling);
      const kept = ruleOn(declined(rationale, network), policy({ networkFallback: false }));
      assert.deepEqual(kept, { do: 'decline', reason: rationale ?? 'declined' });
    });
  }
});

describe('when our limits at Plaid are reset', () => {
  const hour = 3_600_000;
  for (const [now, from] of [
    ['2026-01-15T04:59:59.999Z', '2026-01-15T05:00:00Z'],
    ['2026-01-15T05:00:00.000Z', '2026-01-16T05:00:00Z'],
    ['2026-07-15T04:30:00.000Z', '2026-07-15T05:00:00Z'],
    ['2026-12-31T20:00:00.000Z', '2027-01-01T05:00:00Z'],
  ] as const) {
    it(`${now}: within the hour after ${from}`, () => {
      const at = limitResetAfter(new Date(now), 'onb_1').getTime();
      assert.ok(at >= Date.parse(from) && at < Date.parse(from) + hour);
    });
  }

  it('differs between cases', () => {
    const now = new Date('2026-01-15T12:00:00Z');
    const instants = new Set(Array.from({ length: 100 }, (_, n) => limitResetAfter(now, `onb_${n}`).getTime()));
    assert.ok(instants.size > 95);
  });
});
