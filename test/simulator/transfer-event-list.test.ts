import assert from 'node:assert/strict';
import type { Event } from '../../simulator/transfer/state.ts';
import { call, events, linkAccount, type SimulatedBank, simulatedBank, transfer } from './simulated-bank.ts';

const day = 86_400_000;

describe('/transfer/event/list', () => {
  let bank: SimulatedBank;
  beforeEach(() => {
    bank = simulatedBank();
  });
  const list = (filter: object) =>
    call<{ transfer_events: Event[]; has_more: boolean }>(bank, '/transfer/event/list', filter);
  const typesOf = (filter: object) => list(filter).transfer_events.map(({ event_type }) => event_type);

  it('gives the newest 25 first and says whether there are more', () => {
    const linked = linkAccount(bank);
    for (let n = 0; n < 26; n += 1) transfer(bank, {}, linked);
    const all = events(bank, 0, 500).transfer_events.toReversed();
    assert.deepEqual(list({}), { transfer_events: all.slice(0, 25), has_more: true });
    assert.deepEqual(list({ offset: 25 }), { transfer_events: all.slice(25), has_more: false });
    assert.deepEqual(list({ count: 1, offset: 24 }), { transfer_events: all.slice(24, 25), has_more: true });
    assert.throws(() => list({ count: 26 }), /INVALID_FIELD/);
  });

  it('filters by transfer, account, direction, type, sweep and the day of the transfer', () => {
    const [one, two] = [transfer(bank), transfer(bank, { type: 'credit', ach_class: 'ppd' })];
    bank.clock.now = new Date(bank.clock.now.getTime() + 10 * day);
    assert.deepEqual(typesOf({ transfer_id: two.id }), ['settled', 'posted', 'pending']);
    assert.deepEqual(typesOf({ account_id: two.account_id }), ['settled', 'posted', 'pending']);
    assert.deepEqual(typesOf({ transfer_type: 'credit', event_types: ['settled', 'returned'] }), ['settled']);
    const { sweep_id } = list({ transfer_id: one.id, event_types: ['swept'] }).transfer_events[0] ?? {};
    assert.deepEqual(typesOf({ sweep_id }), ['sweep.pending', 'swept']);
    assert.deepEqual(typesOf({ transfer_id: one.id, start_date: '2026-11-13T00:00:00Z' }), []);
    assert.equal(typesOf({ transfer_id: one.id, end_date: '2026-11-13T00:00:00Z' }).length, 5);
    assert.throws(() => list({ event_types: ['vanished'] }), /INVALID_FIELD/);
    assert.throws(() => list({ origination_account_id: 'old' }), /NOT_SIMULATED/);
  });
});
