import assert from 'node:assert/strict';
import { transferLedger } from '../../simulator/transfer/ledger.ts';
import {
  authorize,
  call,
  create,
  history,
  linkAccount,
  readTransfer,
  simulatedBank,
  transfer,
} from './simulated-bank.ts';

const hours = 3_600_000;

describe('/transfer/create', () => {
  it('makes one transfer per authorization, also for a repeat after the authorization has expired', () => {
    const bank = simulatedBank();
    const linked = linkAccount(bank);
    const { id } = authorize(bank, linked);
    const first = create(bank, linked, id, { metadata: { workflow_id: 'onboarding/onb_1' } });
    assert.equal(create(bank, linked, id).id, first.id);
    bank.clock.now = new Date(bank.clock.now.getTime() + 2 * hours);
    assert.equal(create(bank, linked, id).id, first.id);
    const [entry, ...others] = transferLedger(bank).transfers;
    assert.deepEqual(others, []);
    assert.deepEqual(entry, {
      key: id,
      authorization_id: id,
      transfer_id: first.id,
      account_id: linked.account_id,
      client_user_id: 'onb_1',
      type: 'debit',
      network: 'ach',
      amount: '25.00',
      status: 'pending',
      metadata: { workflow_id: 'onboarding/onb_1' },
      times: 3,
    });
  });

  it('takes an authorization for one hour', () => {
    const bank = simulatedBank();
    const linked = linkAccount(bank);
    const [early, late] = [authorize(bank, linked), authorize(bank, linked)];
    bank.clock.now = new Date(bank.clock.now.getTime() + hours - 1);
    assert.equal(create(bank, linked, early.id).status, 'pending');
    bank.clock.now = new Date(bank.clock.now.getTime() + 1);
    assert.throws(() => create(bank, linked, late.id), /expired/);
  });

  it('takes no declined authorization and none of another account', () => {
    const bank = simulatedBank();
    const poor = linkAccount(bank, 'user_nsf');
    assert.throws(() => create(bank, poor, authorize(bank, poor).id), /declined/);
    assert.throws(() => create(bank, poor, authorize(bank, linkAccount(bank)).id), /another account/);
    assert.throws(() => create(bank, poor, 'none'), /does not exist/);
  });

  it('moves the authorized amount or less', () => {
    const bank = simulatedBank();
    const linked = linkAccount(bank);
    assert.equal(create(bank, linked, authorize(bank, linked).id).amount, '25.00');
    assert.equal(create(bank, linked, authorize(bank, linked).id, { amount: '24.99' }).amount, '24.99');
    assert.throws(() => create(bank, linked, authorize(bank, linked).id, { amount: '25.01' }), /more than/);
  });

  const pairs = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 'v']));
  const refused: [string, object, RegExp][] = [
    ['a description of 11 characters on ACH', { description: 'Funding 123' }, /10 characters/],
    ['no description', { description: '' }, /description/],
    ['51 pairs of metadata', { metadata: pairs(51) }, /50 pairs/],
    ['metadata beyond ASCII', { metadata: { name: 'Zoë' } }, /ASCII/],
    ['metadata that is not text', { metadata: { n: 1 } }, /metadata/],
    ['a field it does not know', { colour: 'red' }, /UNKNOWN_FIELDS.*colour/],
  ];
  for (const [what, special, error] of refused) {
    it(`refuses ${what}`, () => {
      const bank = simulatedBank();
      const linked = linkAccount(bank);
      assert.throws(() => create(bank, linked, authorize(bank, linked).id, special), error);
    });
  }

  it('takes 50 pairs of metadata, and 15 characters of description on rtp', () => {
    const bank = simulatedBank();
    const linked = linkAccount(bank);
    assert.ok(create(bank, linked, authorize(bank, linked).id, { metadata: pairs(50) }));
    const rtp = authorize(bank, linked, { type: 'credit', network: 'rtp' });
    assert.ok(create(bank, linked, rtp.id, { description: 'Funding 1234567' }));
  });

  describe('same-day ACH', () => {
    const cases: [string, string, string][] = [
      ['a minute before 15:00 stays same-day', '2026-11-12T19:59:00Z', 'same-day-ach'],
      ['at 15:00 silently becomes ach', '2026-11-12T20:00:00Z', 'ach'],
      ['on a Saturday morning becomes ach', '2026-11-14T14:00:00Z', 'ach'],
      ['on Thanksgiving becomes ach', '2026-11-26T14:00:00Z', 'ach'],
    ];
    for (const [what, at, network] of cases) {
      it(what, () => assert.equal(transfer(simulatedBank(at), { network: 'same-day-ach' }).network, network));
    }
  });

  it('names the return windows and dates of ACH in banking days', () => {
    // Friday 20 November: settles on Monday the 23rd. Thanksgiving, Christmas, New Year, Dr. King's and Washington's
    // days follow.
    const bank = simulatedBank('2026-11-20T17:00:00Z');
    const made = transfer(bank);
    assert.equal(made.expected_settlement_date, '2026-11-23');
    assert.equal(made.expected_funds_available_date, '2026-11-25');
    assert.equal(made.standard_return_window, '2026-11-27');
    assert.equal(made.unauthorized_return_window, '2027-02-23');
    const credit = transfer(bank, { type: 'credit', ach_class: 'ppd' });
    assert.equal(credit.expected_funds_available_date, null);
    const instantly = transfer(bank, { type: 'credit', network: 'rtp' });
    assert.equal(instantly.standard_return_window, null);
    assert.equal(instantly.unauthorized_return_window, null);
  });
});

describe('/transfer/get', () => {
  it('finds a transfer by either id, and answers 404 for an unknown one', () => {
    const bank = simulatedBank();
    const linked = linkAccount(bank);
    const authorized = authorize(bank, linked);
    const asked = { authorization_id: authorized.id };
    assert.throws(() => call(bank, '/transfer/get', asked), { status: 404 });
    const made = create(bank, linked, authorized.id);
    assert.deepEqual(call(bank, '/transfer/get', asked), { transfer: made });
    assert.deepEqual(readTransfer(bank, made.id), made);
    assert.throws(() => readTransfer(bank, 'none'), { status: 404 });
    assert.throws(() => call(bank, '/transfer/get', {}), /exactly one/);
  });
});

describe('/transfer/cancel', () => {
  it('cancels while the transfer waits for its cut-off', () => {
    const bank = simulatedBank();
    const made = transfer(bank);
    assert.equal(made.cancellable, true);
    call(bank, '/transfer/cancel', { transfer_id: made.id });
    bank.clock.now = new Date(bank.clock.now.getTime() + 30 * 24 * hours);
    assert.equal(readTransfer(bank, made.id).status, 'cancelled');
    assert.equal(readTransfer(bank, made.id).cancellable, false);
    assert.deepEqual(
      history(bank, made.id).map(([status]) => status),
      ['pending', 'cancelled'],
    );
    assert.throws(() => call(bank, '/transfer/cancel', { transfer_id: made.id }), /TRANSFER_NOT_CANCELLABLE/);
  });

  it('comes too late at the cut-off', () => {
    const bank = simulatedBank();
    const made = transfer(bank);
    bank.clock.now = new Date('2026-11-13T01:30:00Z'); // 20:30 in New York
    assert.equal(readTransfer(bank, made.id).cancellable, false);
    assert.throws(() => call(bank, '/transfer/cancel', { transfer_id: made.id }), /TRANSFER_NOT_CANCELLABLE/);
  });

  it('never stops an instant payment', () => {
    const bank = simulatedBank();
    const made = transfer(bank, { type: 'credit', network: 'rtp' });
    assert.equal(made.cancellable, false);
    assert.throws(() => call(bank, '/transfer/cancel', { transfer_id: made.id }), /TRANSFER_NOT_CANCELLABLE/);
  });
});
