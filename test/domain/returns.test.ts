import assert from 'node:assert/strict';
import { directions } from '../../domain/case/onboarding.ts';
import { achCodes, ruleOf } from '../../domain/transfers/ach-codes.ts';
import { type Returned, ruleOnReturn } from '../../domain/transfers/returns.ts';
import {
  alertsOf,
  businessOnly,
  consumerOnly,
  creditOnly,
  debitOnly,
  rates,
  receivers,
  table,
} from '../support/fields/ach-table.ts';

const returned = (change: Partial<Returned>) =>
  ruleOnReturn({ code: 'R01', direction: 'debit', achClass: 'web', ...change });

describe('return codes', () => {
  it('are those of the tables, each once', () => {
    const all = Object.values(table).flat();
    assert.deepEqual(Object.keys(achCodes).sort(), [...all].sort());
    assert.equal(new Set(all).size, all.length);
  });

  for (const [code, rule] of Object.entries(achCodes)) {
    it(`${code}: ${rule.words}`, () => {
      assert.match(rule.words, /^[A-Z].{20,90}\.$/);
      assert.deepEqual(rule.rates, [
        ...(rates.unauthorized.includes(code) ? ['unauthorized'] : []),
        ...(rates.administrative.includes(code) ? ['administrative'] : []),
        ...(rates.notOverall.includes(code) ? [] : ['overall']),
      ]);
    });
  }
});

describe('A1: the consequence of a return for its account', () => {
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

  it('W8: an unknown code stops, counts, and alerts an operator', () => {
    for (const code of [null, '', 'R99', 'R00', 'r01', 'R1', ' R01', 'constructor', '__proto__', 'toString', 'AC03']) {
      for (const direction of directions) {
        assert.deepEqual(returned({ code, direction }), { action: 'stop', alert: 'unknown_code' }, `${code}`);
        assert.deepEqual(ruleOf(code).rates, ['overall']);
      }
    }
  });

  it('C01 to C13: every notification of change counts in no rate, and alerts an operator', () => {
    for (let n = 1; n <= 13; n += 1) {
      const code = `C${String(n).padStart(2, '0')}`;
      assert.deepEqual(returned({ code }), { action: 'review', alert: 'notice_of_change' }, code);
      assert.deepEqual(ruleOf(code).rates, [], code);
    }
  });
});
