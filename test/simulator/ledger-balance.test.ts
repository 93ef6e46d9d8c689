import assert from 'node:assert/strict';
import { balanceRequest, setBalance } from '../../simulator/transfer/balance.ts';
import { authorize, call, create, linkAccount, type SimulatedBank, simulatedBank, transfer } from './simulated-bank.ts';

const credit = { type: 'credit', ach_class: 'ppd' };
type Balance = { available: string; pending: string };
type LedgerEvent = { type: string; amount: string; available_balance: string; transfer_id: string | null };

const balanceOf = (bank: SimulatedBank, ledger_id?: string | null) =>
  call<{ balance: Balance }>(bank, '/transfer/ledger/get', ledger_id ? { ledger_id } : {}).balance;
const eventsOf = (bank: SimulatedBank, filter: object = {}) =>
  call<{ ledger_events: LedgerEvent[] }>(bank, '/transfer/ledger/event/list', filter).ledger_events;
const set = (bank: SimulatedBank, asked: object) => setBalance(bank, balanceRequest.parse(asked));
const simulate = (bank: SimulatedBank, transfer_id: string, ...events: string[]) => {
  for (const event_type of events) call(bank, '/sandbox/transfer/simulate', { transfer_id, event_type });
};

describe("Plaid's Ledger", () => {
  let bank: SimulatedBank;
  beforeEach(() => {
    bank = simulatedBank();
    set(bank, { available: '100.00' });
  });

  it('is the default one unless the request names another, which has to exist', () => {
    const answer = call<{ ledger_id: string; is_default: boolean }>(bank, '/transfer/ledger/get', {});
    assert.equal(answer.is_default, true);
    assert.deepEqual(balanceOf(bank, answer.ledger_id), { available: '100.00', pending: '0.00' });
    assert.throws(() => balanceOf(bank, 'none'), /does not exist/);
  });

  it('pays a credit when the transfer is made, and gets the money back when it fails or is returned', () => {
    for (const ends of [['failed'], ['posted', 'returned']]) {
      const { id } = transfer(bank, credit);
      assert.deepEqual(balanceOf(bank), { available: '75.00', pending: '0.00' });
      simulate(bank, id, ...ends);
      assert.deepEqual(balanceOf(bank), { available: '100.00', pending: '0.00' });
    }
    const { id } = transfer(bank, credit);
    call(bank, '/transfer/cancel', { transfer_id: id });
    assert.equal(balanceOf(bank).available, '100.00');
  });

  it('holds a debit as pending until its funds are available, and loses it when the bank takes it back', () => {
    const { id } = transfer(bank);
    assert.deepEqual(balanceOf(bank), { available: '100.00', pending: '25.00' });
    simulate(bank, id, 'posted', 'settled', 'funds_available');
    assert.deepEqual(balanceOf(bank), { available: '125.00', pending: '0.00' });
    simulate(bank, transfer(bank).id, 'posted', 'returned');
    assert.deepEqual(balanceOf(bank), { available: '125.00', pending: '0.00' });
  });

  it('declines a credit that it does not cover as NSF, and approves it once it is filled', () => {
    const linked = linkAccount(bank);
    const asked = { ...credit, amount: '100.01' };
    const declined = authorize(bank, linked, asked);
    assert.deepEqual([declined.decision, declined.decision_rationale?.code], ['declined', 'NSF']);
    assert.equal(authorize(bank, linked, { ...credit, amount: '100.00' }).decision, 'approved');
    set(bank, { available: '100.01' });
    assert.equal(authorize(bank, linked, asked).decision, 'approved');
  });

  it('refuses to make a credit that it no longer covers', () => {
    const linked = linkAccount(bank);
    const [one, two] = [1, 2].map(() => authorize(bank, linked, { ...credit, amount: '60.00' }).id);
    create(bank, linked, one ?? '');
    assert.throws(() => create(bank, linked, two ?? ''), /INSUFFICIENT_FUNDS/);
  });

  it('pays refunds, and rejects one that it does not cover', () => {
    const linked = linkAccount(bank, 'user_good', { balance_cents: 200_00 });
    const { id: transfer_id } = transfer(bank, { amount: '150.00' }, linked);
    simulate(bank, transfer_id, 'posted', 'settled');
    const refund = (amount: string, idempotency_key: string) =>
      call(bank, '/transfer/refund/create', { transfer_id, amount, idempotency_key });
    assert.throws(() => refund('100.01', 'one'), /INSUFFICIENT_FUNDS/);
    refund('40.00', 'two');
    assert.equal(balanceOf(bank).available, '60.00');
    // The key of a rejected refund still makes one.
    set(bank, { available: '100.01' });
    refund('100.01', 'one');
    assert.equal(balanceOf(bank).available, '0.00');
  });

  it('lists its events, newest first, each with the balances after it', () => {
    const { id } = transfer(bank, credit);
    const [event] = eventsOf(bank, { source_type: 'TRANSFER', source_id: id });
    assert.deepEqual(
      [event?.type, event?.amount, event?.available_balance, event?.transfer_id],
      ['available', '-25.00', '75.00', id],
    );
    assert.equal(eventsOf(bank).length, 2);
    assert.equal(eventsOf(bank, { source_type: 'SWEEP' }).length, 1);
    assert.equal(eventsOf(bank, { source_type: 'REFUND' }).length, 0);
    assert.equal(eventsOf(bank, { ledger_id: 'ledger-other' }).length, 0);
  });

  it('of user_ledger_short belongs to that person, and is filled apart from the others', () => {
    const linked = linkAccount(bank, 'user_ledger_short');
    assert.equal(authorize(bank, linked, credit).decision_rationale?.code, 'NSF');
    set(bank, { client_user_id: 'onb_1', available: '25.00' });
    const { ledger_id } = create(bank, linked, authorize(bank, linked, credit).id);
    assert.deepEqual(balanceOf(bank, ledger_id), { available: '0.00', pending: '0.00' });
    assert.deepEqual(balanceOf(bank), { available: '100.00', pending: '0.00' });
    assert.throws(() => set(bank, { client_user_id: 'onb_none', available: '1.00' }), /no Item/);
  });
});
