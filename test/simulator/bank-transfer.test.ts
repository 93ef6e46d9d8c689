import assert from 'node:assert/strict';
import { microDepositRequest, playMicroDeposit } from '../../simulator/bank-transfer/scripted.ts';
import type { Event } from '../../simulator/bank-transfer/state.ts';
import { call, events, linkAccount, type SimulatedBank, simulatedBank } from './simulated-bank.ts';

const url = 'http://127.0.0.1:1/plaid/webhooks';

describe('micro-deposits', () => {
  let bank: SimulatedBank;
  let account_id: string;
  beforeEach(() => {
    bank = simulatedBank();
    bank.state.webhooks.dashboardUrl = url;
    ({ account_id } = linkAccount(bank));
  });

  const play = (asked: object) =>
    playMicroDeposit(bank, microDepositRequest.parse({ account_id, ...asked })) as { bank_transfer_id: string };
  const sync = (after_id = 0, count?: number): Event[] =>
    call<{ bank_transfer_events: Event[] }>(bank, '/bank_transfer/event/sync', { after_id, ...(count && { count }) })
      .bank_transfer_events;
  const list = (filter: object): Event[] =>
    call<{ bank_transfer_events: Event[] }>(bank, '/bank_transfer/event/list', filter).bank_transfer_events;
  const simulate = (id: string, event_type: string, failure_reason?: object) =>
    call(bank, '/sandbox/bank_transfer/simulate', { bank_transfer_id: id, event_type, failure_reason });
  const typesOf = (all: Event[]) => all.map(({ event_type }) => event_type);

  it('come in pages of 25, with gaps between the ids and no has_more', () => {
    for (let n = 0; n < 26; n += 1) play({});
    const first = call(bank, '/bank_transfer/event/sync', { after_id: 0 });
    assert.deepEqual(Object.keys(first), ['bank_transfer_events']);
    const page = sync();
    assert.equal(page.length, 25);
    const last = page.at(-1)?.event_id ?? 0;
    assert.ok(last > 25, 'there are gaps');
    assert.equal(sync(last).length, 1);
    assert.deepEqual(sync(sync(last)[0]?.event_id), []);
    assert.equal(sync(0, 3).length, 3);
    assert.throws(() => sync(0, 26), /INVALID_FIELD/);
  });

  it('move along the legal edges only, and only a reversal has a code', () => {
    const { bank_transfer_id: id } = play({});
    assert.throws(() => simulate(id, 'reversed'), /incompatible with status pending/);
    assert.throws(() => simulate(id, 'cancelled'), /INVALID_FIELD/);
    assert.throws(() => simulate('unknown', 'posted'), /NOT_FOUND/);
    simulate(id, 'posted');
    simulate(id, 'reversed', { ach_return_code: 'R02' });
    const failed = play({}).bank_transfer_id;
    simulate(failed, 'failed', { ach_return_code: 'R02', description: 'no such account' });
    assert.deepEqual(
      sync().map(({ event_type, failure_reason }) => [event_type, failure_reason]),
      [
        ['pending', null],
        ['posted', null],
        ['reversed', { ach_return_code: 'R02', description: 'simulated reversed' }],
        ['pending', null],
        ['failed', { ach_return_code: null, description: 'no such account' }],
      ],
    );
  });

  it('send no webhook while they are pending or simulated, but the sandbox fires one', () => {
    const { bank_transfer_id: id } = play({});
    simulate(id, 'posted');
    assert.deepEqual(bank.sent, []);
    call(bank, '/sandbox/bank_transfer/fire_webhook', { webhook: `${url}/elsewhere` });
    const body = { webhook_type: 'BANK_TRANSFERS', webhook_code: 'BANK_TRANSFERS_EVENTS_UPDATE' };
    assert.deepEqual(bank.sent, [{ url: `${url}/elsewhere`, body }]);
  });

  it('that move by themselves notify the URL of the Dashboard', () => {
    play({});
    play({ status: 'posted' });
    assert.equal(bank.sent.length, 1);
    assert.throws(() => play({ status: 'posted' }), /posted cannot be posted/);
    play({ status: 'reversed', return_code: 'R04' });
    assert.equal(sync().at(-1)?.failure_reason?.ach_return_code, 'R04');
    assert.equal(bank.sent.length, 2);
    bank.state.webhooks.dashboardUrl = null;
    play({});
    play({ status: 'cancelled' });
    assert.equal(bank.sent.length, 2);
  });

  it('of a customer of Transfer are in the transfer feed alone, under ids that the customer does not know', () => {
    const { bank_transfer_id: id } = play({ feed: 'transfer' });
    play({ status: 'posted' });
    play({ status: 'reversed', return_code: 'R03' });
    assert.deepEqual(sync(), []);
    assert.deepEqual(
      events(bank).transfer_events.map((event) => [event.transfer_id, event.event_type, event.account_id]),
      ['pending', 'posted', 'returned'].map((type) => [id, type, account_id]),
    );
    assert.deepEqual(
      bank.sent.map(({ body }) => body.webhook_code),
      ['TRANSFER_EVENTS_UPDATE', 'TRANSFER_EVENTS_UPDATE'],
    );
  });

  it('are listed by each filter, the newest 25 first', () => {
    const { bank_transfer_id: id } = play({});
    play({ status: 'posted' });
    const other = linkAccount(bank);
    bank.clock.now = new Date(bank.clock.now.getTime() + 86_400_000);
    for (let n = 0; n < 30; n += 1) play({ account_id: other.account_id });
    assert.deepEqual(typesOf(list({ bank_transfer_id: id })), ['posted', 'pending']);
    assert.deepEqual(typesOf(list({ account_id, event_types: ['posted', 'reversed'] })), ['posted']);
    assert.deepEqual(typesOf(list({ end_date: '2026-11-13T00:00:00Z' })), ['posted', 'pending']);
    assert.deepEqual(list({ account_id, start_date: '2026-11-13T00:00:00Z' }), []);
    assert.deepEqual(list({ bank_transfer_type: 'debit' }), []);
    assert.deepEqual(list({ direction: 'inbound' }), []);
    const newest = list({});
    assert.equal(newest.length, 25);
    assert.equal(newest[0]?.event_id, sync(newest[1]?.event_id).at(-1)?.event_id);
    assert.equal(list({ offset: 25 }).length, 7);
    assert.throws(() => list({ count: 26 }), /INVALID_FIELD/);
  });

  it('need an account that exists, and move only once one has been sent', () => {
    assert.throws(() => play({ account_id: 'none' }), /no such account/);
    assert.throws(() => play({ status: 'posted' }), /not there cannot be posted/);
    assert.throws(() => play({ client_user_id: 'onb_1' }), /give either/);
    assert.ok(playMicroDeposit(bank, microDepositRequest.parse({ client_user_id: 'onb_1' })));
  });
});
