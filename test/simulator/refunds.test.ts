import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TransferRefund } from 'plaid';
import { transferLedger } from '../../simulator/transfer/ledger.ts';
import {
  call,
  events,
  linkAccount,
  readTransfer,
  type SimulatedBank,
  simulatedBank,
  transfer,
} from './simulated-bank.ts';

const day = 86_400_000;

function refund(bank: SimulatedBank, transferId: string, special: object = {}): TransferRefund {
  const request = { transfer_id: transferId, amount: '10.00', idempotency_key: randomUUID(), ...special };
  return call<{ refund: TransferRefund }>(bank, '/transfer/refund/create', request).refund;
}
const read = (bank: SimulatedBank, id: string) =>
  call<{ refund: TransferRefund }>(bank, '/transfer/refund/get', { refund_id: id }).refund;
const later = (bank: SimulatedBank, days: number) => {
  bank.clock.now = new Date(bank.clock.now.getTime() + days * day);
};
/** The feed's events of the refund. */
const eventsOf = (bank: SimulatedBank, id: string) =>
  events(bank, 0, 500)
    .transfer_events.filter(({ refund_id }) => refund_id === id)
    .map(({ event_type, transfer_id }) => [event_type, transfer_id]);

describe('/transfer/refund', () => {
  it('makes one refund per key, and refuses another request under it', () => {
    const bank = simulatedBank();
    const { id } = transfer(bank);
    const key = { idempotency_key: 'rfd_1' };
    const first = refund(bank, id, key);
    assert.equal(refund(bank, id, key).id, first.id);
    assert.throws(() => refund(bank, id, { ...key, amount: '10.01' }), /different request/);
    assert.deepEqual(
      transferLedger(bank).refunds.map((one) => 'times' in one && one.times),
      [2],
    );
  });

  it('is pending until the transfer has settled, then posted and settled, with events under the id of the transfer', () => {
    const bank = simulatedBank();
    const { id } = transfer(bank);
    const made = refund(bank, id);
    assert.equal(made.status, 'pending');
    assert.deepEqual(
      readTransfer(bank, id).refunds.map((one) => one.id),
      [made.id],
    );
    later(bank, 10);
    assert.equal(read(bank, made.id).status, 'settled');
    assert.deepEqual(eventsOf(bank, made.id), [
      ['refund.pending', id],
      ['refund.posted', id],
      ['refund.settled', id],
    ]);
    assert.equal(readTransfer(bank, id).status, 'funds_available');
  });

  it('is never more than the transfer, but counts no refund that has failed', () => {
    const bank = simulatedBank();
    const { id } = transfer(bank);
    refund(bank, id, { amount: '15.00' });
    assert.throws(() => refund(bank, id, { amount: '10.01' }), /more than/);
    const second = refund(bank, id, { amount: '10.00' });
    call(bank, '/transfer/refund/cancel', { refund_id: second.id });
    assert.equal(refund(bank, id, { amount: '10.00' }).status, 'pending');
  });

  it('can be cancelled while it is pending', () => {
    const bank = simulatedBank();
    const { id } = transfer(bank);
    const made = refund(bank, id);
    const cancel = () => call(bank, '/transfer/refund/cancel', { refund_id: made.id });
    cancel();
    assert.throws(cancel, /not cancellable/);
    later(bank, 10);
    assert.equal(read(bank, made.id).status, 'cancelled');
  });

  it('is cancelled with its transfer while it is pending, and goes on if it has left', () => {
    const bank = simulatedBank();
    const { id } = transfer(bank);
    const open = refund(bank, id);
    call(bank, '/transfer/cancel', { transfer_id: id });
    const returned = transfer(bank, {}, linkAccount(bank, 'user_returned'));
    const sent = refund(bank, returned.id);
    later(bank, 10);
    assert.deepEqual([readTransfer(bank, returned.id).status, read(bank, sent.id).status], ['returned', 'settled']);
    assert.equal(read(bank, open.id).status, 'cancelled');
    assert.deepEqual(
      eventsOf(bank, open.id).map(([type]) => type),
      ['refund.pending', 'refund.cancelled'],
    );
  });

  it('moves in the sandbox along the legal edges, and not before the transfer has settled', () => {
    const bank = simulatedBank();
    const { id } = transfer(bank);
    const made = refund(bank, id);
    const simulate = (event_type: string) =>
      call(bank, '/sandbox/transfer/refund/simulate', { refund_id: made.id, event_type });
    assert.throws(() => simulate('refund.posted'), /incompatible/);
    for (const event_type of ['posted', 'settled'])
      call(bank, '/sandbox/transfer/simulate', { transfer_id: id, event_type });
    assert.throws(() => simulate('refund.settled'), /incompatible/);
    simulate('refund.posted');
    simulate('refund.returned');
    assert.throws(() => simulate('refund.settled'), /incompatible/);
    assert.equal(read(bank, made.id).failure_reason?.failure_code, 'R03');
  });

  for (const [username, status] of [
    ['user_refund_fails', 'failed'],
    ['user_refund_returned', 'returned'],
  ] as const) {
    it(`${username}: ends ${status}`, () => {
      const bank = simulatedBank();
      const made = refund(bank, transfer(bank, {}, linkAccount(bank, username)).id);
      later(bank, 10);
      const { status: ended, failure_reason } = read(bank, made.id);
      assert.deepEqual([ended, failure_reason?.failure_code ?? null], [status, status === 'returned' ? 'R03' : null]);
    });
  }

  const refused: [string, (bank: SimulatedBank) => unknown, RegExp][] = [
    ['a credit', (bank) => refund(bank, transfer(bank, { type: 'credit', ach_class: 'ppd' }).id), /only debit/],
    ['an unknown transfer', (bank) => refund(bank, 'none'), /NOT_FOUND/],
    ['an unknown refund', (bank) => read(bank, 'none'), /NOT_FOUND/],
    [
      'one after 180 days',
      (bank) => {
        const { id } = transfer(bank);
        later(bank, 181);
        return refund(bank, id);
      },
      /180 days/,
    ],
    [
      'one of a transfer that was cancelled',
      (bank) => {
        const { id } = transfer(bank);
        call(bank, '/transfer/cancel', { transfer_id: id });
        return refund(bank, id);
      },
      /cancelled/,
    ],
    [
      'one that the ledger cannot pay',
      (bank) => refund(bank, transfer(bank, {}, linkAccount(bank, 'user_refund_refused')).id),
      /INSUFFICIENT_FUNDS/,
    ],
  ];
  for (const [what, ask, error] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => ask(simulatedBank()), error);
    });
  }
});
