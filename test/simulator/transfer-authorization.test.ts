import assert from 'node:assert/strict';
import { repairAuthorization } from '../../simulator/transfer/authorizations.ts';
import { transferLedger } from '../../simulator/transfer/ledger.ts';
import { authorize, call, create, linkAccount, simulatedBank } from './simulated-bank.ts';

const hours = 3_600_000;

describe('/transfer/authorization/create', () => {
  describe('its idempotency key', () => {
    it('holds for 48 hours and makes a new authorization afterwards', () => {
      const bank = simulatedBank();
      const linked = linkAccount(bank);
      const key = { idempotency_key: 'auth_1' };
      const first = authorize(bank, linked, key);
      bank.clock.now = new Date(bank.clock.now.getTime() + 48 * hours - 1);
      assert.deepEqual(authorize(bank, linked, key), first);
      bank.clock.now = new Date(bank.clock.now.getTime() + 1);
      assert.notEqual(authorize(bank, linked, key).id, first.id);
      const asked = transferLedger(bank).authorizations.map((one) => 'times' in one && one.times);
      assert.deepEqual(asked, [2, 1]);
    });

    it('refuses another request under it', () => {
      const bank = simulatedBank();
      const linked = linkAccount(bank);
      authorize(bank, linked, { idempotency_key: 'auth_1' });
      assert.throws(() => authorize(bank, linked, { idempotency_key: 'auth_1', amount: '25.01' }), /INVALID_FIELD/);
    });

    it('does not hold for user_action_required: after the repair, the key gets a new decision', () => {
      const bank = simulatedBank();
      const linked = linkAccount(bank, 'user_action_required');
      const key = { idempotency_key: 'auth_1' };
      const first = authorize(bank, linked, key);
      assert.equal(first.decision, 'user_action_required');
      assert.equal(authorize(bank, linked, key).decision, 'user_action_required');
      assert.throws(() => create(bank, linked, first.id), /user_action_required/);
      linked.item.login_required = true;
      repairAuthorization(bank, first.id);
      assert.equal(linked.item.login_required, false);
      const fresh = authorize(bank, linked, key);
      assert.equal(fresh.decision, 'approved');
      assert.equal(authorize(bank, linked, key).id, fresh.id);
    });

    it('is at most 50 characters', () => {
      const bank = simulatedBank();
      assert.throws(() => authorize(bank, linkAccount(bank), { idempotency_key: 'k'.repeat(51) }), /idempotency_key/);
    });
  });

  it('makes no transfer once it is cancelled, and cannot be cancelled once it has made its transfer', () => {
    const bank = simulatedBank();
    const linked = linkAccount(bank);
    const [unused, used] = [authorize(bank, linked), authorize(bank, linked)];
    const cancel = ({ id }: { id: string }) => call(bank, '/transfer/authorization/cancel', { authorization_id: id });
    for (let times = 0; times < 2; times++) cancel(unused);
    assert.throws(() => create(bank, linked, unused.id), /cancelled/);
    create(bank, linked, used.id);
    assert.throws(() => cancel(used), /used for a transfer/);
    assert.throws(() => cancel({ id: 'none' }), /does not exist/);
  });

  it('repairs only the authorization of the Link token', () => {
    assert.throws(() => repairAuthorization(simulatedBank(), 'none'), /INVALID_FIELD/);
  });

  const decisions: [string, string, object, object, string, string | null][] = [
    ['an ordinary account', 'user_good', {}, {}, 'approved', null],
    ['a debit above the balance', 'user_good', { balance_cents: 24_99 }, {}, 'declined', 'NSF'],
    ['a debit of the whole balance', 'user_good', { balance_cents: 25_00 }, {}, 'approved', null],
    [
      'a credit above the balance',
      'user_good',
      { balance_cents: 1_00 },
      { type: 'credit', ach_class: 'ppd' },
      'approved',
      null,
    ],
    ['an empty account', 'user_good', { balance_cents: 0 }, {}, 'declined', 'RISK'],
    ['a pending account', 'user_good', { verification_status: 'pending_manual_verification' }, {}, 'declined', 'RISK'],
    ['an expired account', 'user_good', { verification_status: 'verification_expired' }, {}, 'declined', 'RISK'],
    ['a failed database check', 'user_good', { verification_status: 'database_insights_fail' }, {}, 'declined', 'RISK'],
    [
      'numbers typed in by hand',
      'user_good',
      { verification_status: 'manually_verified' },
      {},
      'approved',
      'MANUALLY_VERIFIED_ITEM',
    ],
    ['the story that skips the risk check', 'user_no_risk_check', {}, {}, 'approved', 'MANUALLY_VERIFIED_ITEM'],
    ['the story without money', 'user_nsf', {}, {}, 'declined', 'NSF'],
    ['the risky story', 'user_risk', {}, {}, 'declined', 'RISK'],
  ];
  for (const [what, username, account, asked, decision, rationale] of decisions) {
    it(`answers ${decision}${rationale ? ` (${rationale})` : ''} for ${what}`, () => {
      const bank = simulatedBank();
      const answer = authorize(bank, linkAccount(bank, username, account), asked);
      assert.deepEqual([answer.decision, answer.decision_rationale?.code ?? null], [decision, rationale]);
    });
  }

  it('approves without a risk check while the login is broken', () => {
    const bank = simulatedBank();
    const linked = linkAccount(bank);
    linked.item.login_required = true;
    const answer = authorize(bank, linked);
    assert.deepEqual([answer.decision, answer.decision_rationale?.code], ['approved', 'ITEM_LOGIN_REQUIRED']);
  });

  it('user_declined_fast: declines the fast networks, and approves ach', () => {
    const bank = simulatedBank();
    const linked = linkAccount(bank, 'user_declined_fast');
    const credit = { type: 'credit', network: 'rtp', ach_class: undefined };
    const asked = [credit, { network: 'same-day-ach' }, {}].map((special) => authorize(bank, linked, special));
    assert.deepEqual(
      asked.map(({ decision, decision_rationale }) => [decision, decision_rationale?.code ?? null]),
      [
        ['declined', 'RISK'],
        ['declined', 'RISK'],
        ['approved', null],
      ],
    );
  });

  it('user_limited: declines until midnight in New York', () => {
    const bank = simulatedBank();
    const linked = linkAccount(bank, 'user_limited');
    bank.clock.now = new Date('2026-11-13T04:59:59.999Z');
    assert.equal(authorize(bank, linked).decision_rationale?.code, 'TRANSFER_LIMIT_REACHED');
    bank.clock.now = new Date('2026-11-13T05:00:00Z');
    assert.equal(authorize(bank, linked).decision, 'approved');
  });

  describe('judges a debit by the rule set that is named', () => {
    const cases: [string, string | null, string, string | null][] = [
      ['user_nsf', null, 'declined', 'NSF'],
      ['user_nsf', 'default', 'declined', 'NSF'],
      ['user_nsf', 'known-customer', 'approved', null],
      ['user_no_risk_check', 'default', 'approved', 'MANUALLY_VERIFIED_ITEM'],
      ['user_no_risk_check', 'first-payment', 'declined', 'MANUALLY_VERIFIED_ITEM'],
      ['user_scored', 'default', 'approved', null],
      ['user_scored', 'first-payment', 'declined', 'NSF'],
      ['user_good', 'first-payment', 'approved', null],
    ];
    for (const [username, ruleset_key, decision, rationale] of cases) {
      it(`${username} by ${ruleset_key ?? 'none'}: ${decision}${rationale ? ` (${rationale})` : ''}`, () => {
        const bank = simulatedBank();
        const answer = authorize(bank, linkAccount(bank, username), { ruleset_key });
        assert.deepEqual([answer.decision, answer.decision_rationale?.code ?? null], [decision, rationale]);
      });
    }

    it('and tells the risk that Signal sees, of a debit only', () => {
      const bank = simulatedBank();
      const linked = linkAccount(bank, 'user_scored');
      const risk = (special: object) =>
        (authorize(bank, linked, special) as { payment_risk?: { risk_level: string } | null }).payment_risk;
      assert.equal(risk({})?.risk_level, 'MEDIUM_HIGH_RISK');
      assert.equal(risk({ type: 'credit', ach_class: 'ppd' }), null);
    });

    it('leaves credits alone', () => {
      const bank = simulatedBank();
      const credit = { type: 'credit', ach_class: 'ppd', ruleset_key: 'first-payment' };
      assert.equal(authorize(bank, linkAccount(bank, 'user_no_risk_check'), credit).decision, 'approved');
    });
  });

  const refused: [string, object, RegExp][] = [
    ['a rule set that Signal does not have', { ruleset_key: 'first_payment' }, /RULESET_NOT_FOUND/],
    ['a rule set that is no text', { ruleset_key: 7 }, /INVALID_FIELD: ruleset_key/],
    ['a field it does not know', { colour: 'red' }, /UNKNOWN_FIELDS.*colour/],
    ['an amount as a number', { amount: 25 }, /INVALID_FIELD: amount/],
    ['an amount without its two digits', { amount: '25.0' }, /two digits/],
    ['an amount of nothing', { amount: '0.00' }, /more than/],
    ['an ACH transfer without a class', { ach_class: undefined }, /MISSING_FIELDS/],
    ['a credit with the class of a web debit', { type: 'credit' }, /TRANSFER_FORBIDDEN_ACH_CLASS/],
    ['fednow, which is no network of its own', { network: 'fednow' }, /INVALID_FIELD: network/],
    ['an rtp debit', { network: 'rtp' }, /credits only/],
    ['more than the network carries', { network: 'same-day-ach', amount: '1000000.01' }, /TRANSFER_NETWORK_LIMIT/],
    ['a person without a name', { user: {} }, /MISSING_FIELDS.*legal_name/],
    ['an unknown account', { account_id: 'none' }, /INVALID_ACCOUNT_ID/],
  ];
  for (const [what, special, error] of refused) {
    it(`refuses ${what}`, () => {
      const bank = simulatedBank();
      assert.throws(() => authorize(bank, linkAccount(bank), special), error);
    });
  }

  it('refuses rtp if the bank has none, as its capabilities say', () => {
    const bank = simulatedBank();
    const linked = linkAccount(bank, 'user_good', { rtp: false });
    const { access_token, account_id } = linked;
    assert.deepEqual(call(bank, '/transfer/capabilities/get', { access_token, account_id }), {
      institution_supported_networks: { rtp: { credit: false }, rfp: { debit: false } },
    });
    assert.throws(() => authorize(bank, linked, { type: 'credit', network: 'rtp' }), /rtp is not supported/);
  });
});
