import assert from 'node:assert/strict';
import { call, history, readTransfer, type SimulatedBank, simulatedBank, transfer } from './simulated-bank.ts';

const url = 'http://127.0.0.1:1/plaid/webhooks';
const simulate = (bank: SimulatedBank, transferId: string, eventType: string, special: object = {}) =>
  call(bank, '/sandbox/transfer/simulate', { transfer_id: transferId, event_type: eventType, ...special });

describe('/sandbox/transfer/simulate', () => {
  it('moves along the legal edges only', () => {
    const bank = simulatedBank();
    const { id } = transfer(bank);
    for (const illegal of ['settled', 'funds_available', 'returned']) {
      assert.throws(() => simulate(bank, id, illegal), /incompatible with status pending/);
    }
    for (const legal of ['posted', 'settled', 'funds_available']) simulate(bank, id, legal);
    assert.throws(() => simulate(bank, id, 'failed'), /incompatible with status funds_available/);
    assert.deepEqual(
      history(bank, id).map(([status]) => status),
      ['pending', 'posted', 'settled', 'funds_available'],
    );
  });

  it('knows funds_available for ACH debits only', () => {
    const bank = simulatedBank();
    const { id } = transfer(bank, { type: 'credit', ach_class: 'ppd' });
    for (const legal of ['posted', 'settled']) simulate(bank, id, legal);
    assert.throws(() => simulate(bank, id, 'funds_available'), /incompatible/);
  });

  it('gives a code to a return and none to a failure', () => {
    const bank = simulatedBank();
    const [returned, failed] = [transfer(bank), transfer(bank)];
    simulate(bank, returned.id, 'posted');
    const reason = { ach_return_code: 'R02', description: 'Account closed' };
    simulate(bank, returned.id, 'returned', { failure_reason: reason });
    assert.deepEqual(readTransfer(bank, returned.id).failure_reason, { ...reason, failure_code: 'R02' });
    simulate(bank, failed.id, 'failed', { failure_reason: reason });
    assert.equal(readTransfer(bank, failed.id).failure_reason?.failure_code, null);
  });

  it('goes on by the timetable after a step of it, and ends the timetable by any other move', () => {
    const bank = simulatedBank();
    const [posted, failed] = [transfer(bank), transfer(bank)];
    simulate(bank, posted.id, 'posted');
    simulate(bank, failed.id, 'failed');
    bank.clock.now = new Date('2027-03-01T17:00:00Z');
    const passed = (id: string) => history(bank, id).map(([status]) => status);
    assert.deepEqual(passed(posted.id), ['pending', 'posted', 'settled', 'funds_available']);
    assert.deepEqual(passed(failed.id), ['pending', 'failed']);
  });

  it('sends a webhook only if the caller asks for one', () => {
    const bank = simulatedBank();
    const { id } = transfer(bank);
    simulate(bank, id, 'posted');
    assert.equal(bank.sent.length, 0);
    simulate(bank, id, 'settled', { webhook: url });
    call(bank, '/sandbox/transfer/fire_webhook', { webhook: url });
    assert.deepEqual(
      bank.sent.map(({ body }) => body.webhook_code),
      ['TRANSFER_EVENTS_UPDATE', 'TRANSFER_EVENTS_UPDATE'],
    );
  });
});

describe('/sandbox/transfer/ledger/simulate_available', () => {
  it('makes the money of settled debits available at once, and of no others', () => {
    const bank = simulatedBank();
    const [settled, posted, credit] = [
      transfer(bank),
      transfer(bank),
      transfer(bank, { type: 'credit', ach_class: 'ppd' }),
    ];
    for (const move of ['posted', 'settled']) simulate(bank, settled.id, move);
    for (const move of ['posted', 'settled']) simulate(bank, credit.id, move);
    simulate(bank, posted.id, 'posted');
    const balance = () => call<{ balance: object }>(bank, '/transfer/ledger/get', {}).balance;
    const before = balance();
    call(bank, '/sandbox/transfer/ledger/simulate_available', { webhook: url });
    assert.deepEqual(
      [settled, posted, credit].map(({ id }) => readTransfer(bank, id).status),
      ['funds_available', 'posted', 'settled'],
    );
    assert.notDeepEqual(balance(), before);
    assert.equal(bank.sent.at(-1)?.url, url);
    const after = balance();
    call(bank, '/sandbox/transfer/ledger/simulate_available', {});
    assert.deepEqual(balance(), after);
    assert.throws(() => call(bank, '/sandbox/transfer/ledger/simulate_available', { ledger_id: 'none' }), /ledger_id/);
  });
});
