import assert from 'node:assert/strict';
import { achCodes, type ReturnWindow, ruleOf } from '../../domain/ach-codes.ts';
import { type Returned, ruleOnReturn } from '../../domain/ach-returns.ts';
import { directions } from '../../domain/onboarding.ts';
import {
  alertsOf,
  businessOnly,
  consumerOnly,
  creditOnly,
  debitOnly,
  rates,
  receivers,
  set,
  table,
} from '../support/ach-table.ts';

const windows: Record<ReturnWindow, string[]> = {
  sixty_days: set('R05 R07 R10 R11 R33 R37 R38 R51 R52 R53'),
  next_file: set('R13 R18 R19 R25 R26 R27 R28 R32 R34 R35 R36'),
  from_refusal: ['R23'],
  unbounded: set('R06 R31'),
  two_banking_days: set(
    'R01 R02 R03 R04 R08 R09 R12 R14 R15 R16 R17 R20 R21 R22 R24 R29 R39 C01 C02 C03 C05 C06 C07 C09 C13',
  ),
};
const returned = (change: Partial<Returned>) =>
  ruleOnReturn({ code: 'R01', direction: 'debit', achClass: 'web', ...change });

describe('return codes', () => {
  it('are those of the tables, each once', () => {
    const all = Object.values(table).flat();
    assert.deepEqual(Object.keys(achCodes).sort(), [...all].sort());
    assert.equal(new Set(all).size, all.length);
    assert.deepEqual(Object.values(windows).flat().sort(), [...all].sort());
  });

  for (const [code, rule] of Object.entries(achCodes)) {
    it(`${code}: ${rule.words}`, () => {
      const window = Object.entries(windows).find(([, codes]) => codes.includes(code))?.[0];
      assert.equal(rule.window, window);
      assert.match(rule.words, /^[A-Z].{20,90}\.$/);
      assert.deepEqual(rule.rates, [
        ...(rates.unauthorized.includes(code) ? ['unauthorized'] : []),
        ...(rates.administrative.includes(code) ? ['administrative'] : []),
        ...(rates.notOverall.includes(code) ? [] : ['overall']),
      ]);
    });
  }
});

describe('A1: what a return says of its account', () => {
  for (const [action, codes] of Object.entries(table)) {
    for (const code of codes) {
      it(`${code}: ${action}, for both directions and kinds of receivers`, () => {
        for (const direction of directions) {
          for (const [receiver, achClass] of Object.entries(receivers)) {
            const wrongWay = (direction === 'debit' ? creditOnly : debitOnly).includes(code);
            const wrongReceiver = (receiver === 'consumer' ? businessOnly : consumerOnly).includes(code);
            const own = Object.entries(alertsOf).find(([, listed]) => listed.includes(code))?.[0];
            const ruling = returned({ code, direction, achClass });
            assert.equal(ruling.action, wrongWay ? 'stop' : action, `${direction} ${receiver}`);
            const alert = own ?? (wrongWay || wrongReceiver ? 'not_for_this_entry' : null);
            assert.equal(ruling.alert, alert, `${direction} ${receiver}`);
          }
        }
      });
    }
  }

  it('W8: a code that nobody knows stops, counts, and calls somebody', () => {
    for (const code of [null, '', 'R99', 'R00', 'r01', 'R1', ' R01', 'constructor', '__proto__', 'toString', 'AC03']) {
      for (const direction of directions) {
        assert.deepEqual(returned({ code, direction }), { action: 'stop', alert: 'unknown_code' }, `${code}`);
        assert.deepEqual(ruleOf(code).rates, ['overall']);
      }
    }
  });

  it('C01 to C13: every notification of change counts in no rate, and somebody looks', () => {
    for (let n = 1; n <= 13; n += 1) {
      const code = `C${String(n).padStart(2, '0')}`;
      assert.deepEqual(returned({ code }), { action: 'review', alert: 'notice_of_change' }, code);
      assert.deepEqual(ruleOf(code).rates, [], code);
    }
  });
});
