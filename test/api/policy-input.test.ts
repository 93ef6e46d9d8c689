import assert from 'node:assert/strict';
import { policyOf, policySchema } from '../../api/cases/policy-input.ts';
import { checkInput } from '../../api/http/input.ts';
import type { Problem } from '../../api/http/problem.ts';
import { completePolicy, defaultPolicy } from '../../domain/case/policy.ts';

const given = (policy: unknown) => policyOf(checkInput(policySchema, policy));
const refused = (policy: unknown) => {
  try {
    checkInput(policySchema, policy);
  } catch (error) {
    return ((error as Problem).errors ?? []).map(({ pointer, message }) => `${pointer} ${message}`);
  }
  return [];
};

describe('the policy of a request', () => {
  it('is the default where the tenant sets nothing', () => {
    assert.deepEqual(policyOf(undefined), defaultPolicy);
    assert.deepEqual(given({ identity: { thresholds: {} }, review: {} }), defaultPolicy);
  });

  it('takes thresholds one by one, and the rules for nicknames, businesses and reviews', () => {
    const { identity, review } = given({
      identity: { thresholds: { legal_name: 90, address: 50 }, nicknames: 'review', businesses: 'accept' },
      review: { four_eyes: true },
    });
    assert.deepEqual(identity, {
      thresholds: { legal_name: 90, email: 70, phone: 70, address: 50 },
      nicknames: 'review',
      businesses: 'accept',
    });
    assert.deepEqual(review, { fourEyes: true, differentKeys: true });
  });

  it('takes the rule for an unchecked risk, the network fallback, and how long to wait for our limit', () => {
    const { money } = given({ unchecked_risk: 'review', network_fallback: false, limit_within_days: 31 });
    assert.deepEqual(money, {
      ...defaultPolicy.money,
      ...{ uncheckedRisk: 'review', networkFallback: false, limitWithin: '31 days' },
    });
    assert.deepEqual(given({ unchecked_risk: 'accept' }).money, { ...defaultPolicy.money, uncheckedRisk: 'accept' });
  });

  it('takes how long a credit waits for our Ledger, also not at all', () => {
    assert.equal(given({ ledger_within_days: 0 }).money.ledger, '0 days');
    assert.equal(given({ ledger_within_days: 90 }).money.ledger, '90 days');
    assert.deepEqual(refused({ ledger_within_days: -1 }), ['/ledger_within_days must be at least 0']);
    assert.equal(refused({ ledger_within_days: 91 }).length, 1);
  });

  it("takes the key of a rule set, in any form that Plaid's Dashboard shows", () => {
    assert.equal(given({ signal_ruleset: 'first-payment_v2.1' }).money.signalRuleset, 'first-payment_v2.1');
    assert.ok(!('signalRuleset' in given({}).money));
    for (const signal_ruleset of ['', 'first payment', 'x'.repeat(201), 'ı'])
      assert.equal(refused({ signal_ruleset }).length, 1, signal_ruleset);
    assert.deepEqual(refused({ signal_ruleset: 7 }), ['/signal_ruleset must be a JSON string']);
  });

  it('takes how long the tenant has to confirm a transfer, and by default sends it without', () => {
    assert.equal(given({}).money.confirmWithin, undefined);
    assert.equal(given({ confirm: {} }).money.confirmWithin, '7 days');
    assert.equal(given({ confirm: { within_days: 30 } }).money.confirmWithin, '30 days');
    for (const confirm of [{ within_days: 0 }, { within_days: 31 }, { within_days: 1.5 }, true, null]) {
      assert.equal(refused({ confirm }).length, 1, JSON.stringify(confirm));
    }
  });

  it('takes how often a debit is reinitiated, at most twice', () => {
    assert.equal(given({ reinitiate: 2 }).money.reinitiate, 2);
    assert.deepEqual([refused({ reinitiate: 3 }).length, refused({ reinitiate: 1.5 }).length], [1, 1]);
  });

  it("takes the id of a template in any form that Plaid's Dashboard shows", () => {
    for (const template_id of ['idvtmp_4FrXJvfQU3zGUR', 'flwtmp_4FrXJvfQU3zGUR', 'f3c2-9a.b:7=', 'x'.repeat(200)]) {
      assert.deepEqual(given({ identity_verification: { template_id } }).identityVerification, {
        templateId: template_id,
      });
    }
    for (const template_id of ['', ' idvtmp_1', 'idv tmp', 'idvtmp_\u0000', 'idvtmp_\n', 'ıdvtmp_1', 'x'.repeat(201)]) {
      assert.equal(refused({ identity_verification: { template_id } }).length, 1, JSON.stringify(template_id));
    }
  });

  it('takes the days of the reminders, also none', () => {
    assert.deepEqual(given({ remind_after_days: [2, 30] }).remindAfterDays, [2, 30]);
    assert.deepEqual(given({ remind_after_days: [] }).remindAfterDays, []);
    const ascending = '/remind_after_days must be days in ascending order, each of them once; [] for no reminders';
    for (const days of [
      [3, 1],
      [1, 1],
    ])
      assert.deepEqual(refused({ remind_after_days: days }), [ascending]);
    assert.equal(refused({ remind_after_days: [0] }).length, 1);
    assert.equal(refused({ remind_after_days: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }).length, 1);
  });

  it('takes how long trouble may last', () => {
    assert.equal(given({ trouble_within_days: 3 }).troubleWithin, '3 days');
  });

  it('takes when the case removes its Item', () => {
    assert.equal(given({ remove_item: 'always' }).removeItem, 'always');
    assert.deepEqual(refused({ remove_item: 'later' }), ['/remove_item must be "never" or "on_failure" or "always"']);
  });

  it('takes the verdict on an account that another case has', () => {
    assert.deepEqual(given({ duplicates: { other_user: 'review' } }).duplicates, {
      sameUser: 'allow',
      otherUser: 'review',
    });
    assert.deepEqual(refused({ duplicates: { same_user: 'reuse' } }), [
      '/duplicates/same_user must be "allow" or "review" or "refuse"',
    ]);
  });

  it('refuses thresholds that would let any name pass, and unknown words', () => {
    assert.deepEqual(
      refused({
        identity: { thresholds: { legal_name: 49, email: 101, phone: 70.5, name: 80 }, nicknames: 'ignore' },
        review: { four_eyes: 'yes', eyes: 4 },
      }),
      [
        '/identity/thresholds/legal_name must be at least 50',
        '/identity/thresholds/email must be at most 100',
        '/identity/thresholds/phone must be a whole number',
        '/identity/thresholds/name is not a field of this request; remove it',
        '/identity/nicknames must be "accept" or "review"',
        '/review/four_eyes must be a JSON boolean',
        '/review/eyes is not a field of this request; remove it',
      ],
    );
  });

  it('is completed where a case recorded an older policy', () => {
    const { identity: _, review: __, money, ...older } = { ...defaultPolicy, reviewWithin: '3 days' as const };
    assert.deepEqual(completePolicy(older), { ...defaultPolicy, reviewWithin: '3 days' });
    const { limitWithin: ___, ...partly } = { ...money, networkFallback: false };
    assert.deepEqual(completePolicy({ money: partly }).money, { ...money, networkFallback: false });
    const identity = { ...defaultPolicy.identity, thresholds: { ...defaultPolicy.identity.thresholds, email: 90 } };
    assert.deepEqual(completePolicy({ identity: { thresholds: { email: 90 } } }).identity, identity);
    assert.deepEqual(completePolicy({ remindAfterDays: [] }).remindAfterDays, []);
  });
});
