import assert from 'node:assert/strict';
import { settleTransfers } from '../../simulator/transfer/progress.ts';
import {
  call,
  events,
  history,
  linkAccount,
  readTransfer,
  type SimulatedBank,
  simulatedBank,
  transfer,
} from './simulated-bank.ts';

const day = 86_400_000;
const skip = (bank: SimulatedBank, ms: number) => {
  bank.clock.now = new Date(bank.clock.now.getTime() + ms);
};
const credit = { type: 'credit', ach_class: 'ppd' };
const url = 'http://127.0.0.1:1/plaid/webhooks';

describe('a transfer', () => {
  // Created on Thursday 12 November 2026 at noon in New York, which is 5 hours behind UTC.
  const noon = '2026-11-12T17:00:00Z';
  const tables: [string, object, string, [string, string][]][] = [
    [
      'an ACH debit',
      {},
      noon,
      [
        ['pending', noon],
        ['posted', '2026-11-13T01:30:00Z'],
        ['settled', '2026-11-13T13:30:00Z'],
        ['funds_available', '2026-11-17T13:30:00Z'],
      ],
    ],
    [
      'an ACH credit after the evening cut-off on the eve of a weekend',
      credit,
      '2026-11-14T01:30:00Z',
      [
        ['pending', '2026-11-14T01:30:00Z'],
        ['posted', '2026-11-17T01:30:00Z'],
        ['settled', '2026-11-17T13:30:00Z'],
      ],
    ],
    [
      'a same-day credit before the first window',
      { ...credit, network: 'same-day-ach' },
      '2026-11-12T13:00:00Z',
      [
        ['pending', '2026-11-12T13:00:00Z'],
        ['posted', '2026-11-12T14:35:00Z'],
        ['settled', '2026-11-12T23:00:00Z'],
      ],
    ],
    [
      'a same-day debit',
      { network: 'same-day-ach' },
      noon,
      [
        ['pending', noon],
        ['posted', '2026-11-12T18:50:00Z'],
        ['settled', '2026-11-12T23:00:00Z'],
        ['funds_available', '2026-11-16T13:30:00Z'],
      ],
    ],
    [
      'a wire',
      { type: 'credit', network: 'wire' },
      noon,
      [
        ['pending', noon],
        ['posted', '2026-11-12T23:30:00Z'],
        ['settled', '2026-11-13T00:00:00Z'],
      ],
    ],
    [
      'an instant credit on a Sunday',
      { type: 'credit', network: 'rtp' },
      '2026-11-15T17:00:00Z',
      [
        ['pending', '2026-11-15T17:00:00Z'],
        ['posted', '2026-11-15T17:00:02Z'],
        ['settled', '2026-11-15T17:00:04Z'],
      ],
    ],
  ];
  for (const [what, special, at, expected] of tables) {
    it(`moves by the banks' timetable: ${what}`, () => {
      const bank = simulatedBank(at);
      const made = transfer(bank, special);
      skip(bank, 120 * day);
      assert.deepEqual(history(bank, made.id), expected);
    });
  }

  it('does not move before its time', () => {
    const bank = simulatedBank(noon);
    const made = transfer(bank);
    bank.clock.now = new Date('2026-11-13T01:29:59.999Z');
    assert.equal(readTransfer(bank, made.id).status, 'pending');
    bank.clock.now = new Date('2026-11-13T01:30:00Z');
    const posted = readTransfer(bank, made.id);
    assert.equal(posted.status, 'posted');
    assert.match(posted.network_trace_id ?? '', /^\d{15}$/);
  });

  const endings: [string, object, string, string | null][] = [
    ['11.11', {}, 'pending posted settled funds_available', null],
    ['22.22', {}, 'pending failed', null],
    ['33.33', {}, 'pending posted settled funds_available returned', 'R01'],
    ['44.44', {}, 'pending posted settled funds_available returned', 'R02'],
    ['55.55', {}, 'pending posted settled funds_available returned', 'R16'],
    ['66.66', {}, 'pending posted settled returned', 'R01'],
    ['66.66', credit, 'pending posted settled returned', 'R01'],
    ['66.66', { type: 'credit', network: 'rtp' }, 'pending posted settled', null],
  ];
  for (const [amount, special, passed, code] of endings) {
    it(`of ${amount} ${JSON.stringify(special)} passes ${passed}`, () => {
      const bank = simulatedBank();
      const made = transfer(bank, { ...special, amount });
      skip(bank, 30 * day);
      assert.equal(
        history(bank, made.id)
          .map(([status]) => status)
          .join(' '),
        passed,
      );
      const { failure_reason: failure, standard_return_window: window } = readTransfer(bank, made.id);
      assert.equal(failure?.failure_code ?? null, code, 'only a return has a code');
      assert.equal(failure !== null, /failed|returned/.test(passed));
      if (code) assert.ok((history(bank, made.id).at(-1)?.[1] ?? '') < `${window}T24`, 'within the return window');
    });
  }

  it("fails or returns as the person's story says, even if the amount says otherwise", () => {
    const bank = simulatedBank();
    const failed = transfer(bank, { amount: '11.11' }, linkAccount(bank, 'user_failed'));
    const returned = transfer(bank, { amount: '11.11' }, linkAccount(bank, 'user_returned'));
    skip(bank, 10 * day);
    assert.equal(readTransfer(bank, failed.id).status, 'failed');
    assert.equal(readTransfer(bank, returned.id).status, 'returned');
    assert.ok(returned.expected_funds_available_date, 'Plaid did not know of the return when it created the transfer');
    assert.equal(readTransfer(bank, returned.id).expected_funds_available_date, null);
  });

  it("returns as many of a person's transfers as their story says, and no more", () => {
    const bank = simulatedBank();
    const linked = linkAccount(bank, 'user_returned_once');
    for (const ends of ['returned', 'funds_available', 'funds_available']) {
      const { id } = transfer(bank, {}, linked);
      skip(bank, 10 * day);
      assert.equal(readTransfer(bank, id).status, ends);
    }
  });

  it('becomes an ordinary one when its story lets it miss the last cut-off of the day', () => {
    const bank = simulatedBank();
    assert.equal(transfer(bank, { network: 'same-day-ach' }, linkAccount(bank, 'user_too_late_today')).network, 'ach');
    assert.equal(transfer(bank, { network: 'same-day-ach' }, linkAccount(bank, 'user_good')).network, 'same-day-ach');
  });

  it('may be disputed weeks after its funds were available, within the window for unauthorized debits', () => {
    const bank = simulatedBank();
    const made = transfer(bank, {}, linkAccount(bank, 'user_late_return'));
    skip(bank, 30 * day);
    assert.equal(readTransfer(bank, made.id).status, 'funds_available');
    skip(bank, 30 * day);
    const returned = readTransfer(bank, made.id);
    assert.equal(returned.failure_reason?.failure_code, 'R10');
    const [, at = ''] = history(bank, made.id).at(-1) ?? [];
    assert.ok(at.slice(0, 10) > (made.standard_return_window ?? ''));
    assert.ok(at.slice(0, 10) < (made.unauthorized_return_window ?? ''));
  });
});

describe('/transfer/event/sync', () => {
  it('gives rising ids with gaps, in the order of time across transfers, sweeps among them', () => {
    const bank = simulatedBank();
    for (const network of ['ach', 'same-day-ach', 'ach']) transfer(bank, { network });
    skip(bank, 30 * day);
    const all = events(bank, 0, 500).transfer_events;
    const ids = all.map((event) => event.event_id);
    assert.deepEqual(
      ids,
      [...new Set(ids)].sort((a, b) => a - b),
    );
    assert.ok(ids.length < (ids.at(-1) ?? 0), 'there are gaps');
    const times = all.map((event) => event.timestamp);
    assert.deepEqual(times, [...times].sort());
    const sweeps = all.filter((event) => event.transfer_id === '');
    assert.deepEqual(
      sweeps.map((event) => [event.event_type, event.account_id]),
      Array(3).fill(['sweep.pending', undefined]),
    );
  });

  it('begins each page after the greatest id that the caller has seen', () => {
    const bank = simulatedBank();
    for (let n = 0; n < 5; n += 1) transfer(bank);
    skip(bank, 30 * day);
    const whole = events(bank, 0, 500);
    assert.equal(whole.has_more, false);
    const paged = [];
    for (let after = 0, more = true; more; ) {
      const page = events(bank, after, 7);
      paged.push(...page.transfer_events);
      after = page.transfer_events.at(-1)?.event_id ?? after;
      more = page.has_more;
    }
    assert.deepEqual(paged, whole.transfer_events);
    assert.deepEqual(events(bank, paged.at(-1)?.event_id), { transfer_events: [], has_more: false });
  });

  it('gives 100 events by default, and at most 500', () => {
    const bank = simulatedBank();
    const linked = linkAccount(bank);
    for (let n = 0; n < 101; n += 1) transfer(bank, {}, linked);
    const page = events(bank);
    assert.deepEqual([page.transfer_events.length, page.has_more], [100, true]);
    assert.throws(() => events(bank, 0, 501), /INVALID_FIELD/);
    assert.throws(() => call(bank, '/transfer/event/sync', {}), /MISSING_FIELDS: .*after_id/);
  });
});

describe('TRANSFER_EVENTS_UPDATE', () => {
  it('goes to the webhook URL of the Dashboard once for all new events, and not at all without any', () => {
    const bank = simulatedBank();
    bank.state.webhooks.dashboardUrl = url;
    const linked = linkAccount(bank);
    for (let n = 0; n < 3; n += 1) transfer(bank, {}, linked);
    assert.equal(bank.sent.splice(0).length, 3, 'one for each new transfer');
    skip(bank, day);
    settleTransfers(bank);
    settleTransfers(bank);
    const body = { webhook_type: 'TRANSFER', webhook_code: 'TRANSFER_EVENTS_UPDATE' };
    assert.deepEqual(bank.sent, [{ url, body }]);
  });

  it('goes nowhere while no URL is set', () => {
    const bank = simulatedBank();
    transfer(bank);
    assert.deepEqual(bank.sent, []);
  });
});
