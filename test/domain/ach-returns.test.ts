import assert from 'node:assert/strict';
import { achCodes, type ReturnWindow } from '../../domain/ach-codes.ts';
import { type AfterReturn, afterReturn, type Returned } from '../../domain/ach-returns.ts';
import type { AchClass, Direction } from '../../domain/onboarding.ts';
import { standing } from '../../domain/transfer.ts';

const set = (codes: string) => codes.split(' ');

/** The public tables again, by what they say rather than by code: the test's own copy. */
const table = {
  represent: set('R01 R09'),
  relink: set('R02 R03 R04 R12 R13 R20 R28'),
  freeze: set('R05 R07 R10 R11 R29 R51'),
  stop: set('R08 R14 R15 R16 R17 R23 R31 R33 R34 R35 R36 R37 R38 R39 R52 R53'),
  review: set('R06 R18 R19 R21 R22 R24 R25 R26 R27 R32 C09 C13'),
  reread: set('C01 C02 C03 C05 C06 C07'),
};
const debitOnly = set('R01 R05 R07 R08 R09 R10 R11 R29 R33 R35 R37 R38 R39 R51 R52 R53');
const creditOnly = set('R23 R36');
const consumerOnly = set('R05 R07 R10 R11 R15 R51 R52 R53');
const businessOnly = set('R29 R31');
const rates = {
  unauthorized: set('R05 R07 R10 R11 R29 R51'),
  administrative: set('R02 R03 R04'),
  // RCK is left out, and so are credits and notifications.
  notOverall: set('R23 R36 R51 R52 R53 C01 C02 C03 C05 C06 C07 C09 C13'),
};
const windows: Record<ReturnWindow, string[]> = {
  sixty_days: set('R05 R07 R10 R11 R33 R37 R38 R51 R52 R53'),
  next_file: set('R13 R18 R19 R25 R26 R27 R28 R32 R34 R35 R36'),
  from_refusal: ['R23'],
  unbounded: set('R06 R31'),
  two_banking_days: set(
    'R01 R02 R03 R04 R08 R09 R12 R14 R15 R16 R17 R20 R21 R22 R24 R29 R39 C01 C02 C03 C05 C06 C07 C09 C13',
  ),
};
const alertsOf: Record<string, string[]> = {
  our_defect: set('R18 R19 R21 R22 R25 R26 R27 R32 R34 R35 R36'),
  duplicate: ['R24'],
  not_for_this_entry: set('R33 R37 R38 R39 R52 R53'),
};

const statuses = ['posted', 'settled', 'funds_available'] as const;
const receivers = { consumer: 'web', business: 'ccd' } as const satisfies Record<string, AchClass>;

const presented = {
  amountCents: 2500,
  firstCreatedAt: new Date('2026-03-02T15:00:00Z'),
  representments: 0,
  seed: 'transfer-1',
};
const returned = (change: Partial<Returned>): AfterReturn =>
  afterReturn({
    code: 'R01',
    direction: 'debit',
    achClass: 'web',
    wasFunded: false,
    returnedAt: new Date('2026-03-05T13:00:00Z'),
    presented,
    ...change,
  });

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
    });
  }
});

describe('A1: what follows a return', () => {
  for (const [action, codes] of Object.entries(table)) {
    for (const code of codes) {
      it(`${code}: ${action}, at every status, for both directions and kinds of receivers`, () => {
        for (const before of statuses) {
          for (const direction of ['debit', 'credit'] as Direction[]) {
            for (const [receiver, achClass] of Object.entries(receivers)) {
              const wasFunded = standing(before, direction) === 'funded';
              const after = returned({ code, direction, achClass, wasFunded });
              const wrongWay = (direction === 'debit' ? creditOnly : debitOnly).includes(code);
              const wrongReceiver = (receiver === 'consumer' ? businessOnly : consumerOnly).includes(code);
              const own = Object.entries(alertsOf).find(([, listed]) => listed.includes(code))?.[0];
              const where = `${before} ${direction} ${receiver}`;
              assert.equal(after.action, wrongWay ? 'stop' : action, where);
              assert.equal(after.representment !== null, after.action === 'represent', where);
              assert.equal(after.alert, own ?? (wrongWay || wrongReceiver ? 'not_for_this_entry' : null), where);
              assert.equal(after.takesBack, wasFunded && !code.startsWith('C'), where);
              const expected = [
                ...(rates.unauthorized.includes(code) ? ['unauthorized'] : []),
                ...(rates.administrative.includes(code) ? ['administrative'] : []),
                ...(rates.notOverall.includes(code) ? [] : ['overall']),
              ];
              assert.deepEqual(after.rates, direction === 'debit' ? expected : [], where);
            }
          }
        }
      });
    }
  }

  it('unauthorized stops every later debit, whoever the receiver and however late', () => {
    for (const code of rates.unauthorized) {
      for (const achClass of Object.values(receivers)) {
        for (const wasFunded of [false, true]) {
          const returnedAt = new Date('2026-05-20T12:00:00Z');
          assert.equal(returned({ code, achClass, wasFunded, returnedAt }).action, 'freeze', code);
        }
      }
    }
  });

  it('a credit is never presented again', () => {
    for (const code of Object.keys(achCodes)) {
      assert.equal(returned({ code, direction: 'credit' }).representment, null, code);
    }
  });

  it('a return after the end takes back what the product was told', () => {
    const returnedAt = new Date('2027-01-04T12:00:00Z');
    assert.deepEqual(
      ['R06', 'R10', 'R31'].map((code) => returned({ code, wasFunded: true, returnedAt }).takesBack),
      [true, true, true],
    );
  });

  it('R01 three times: twice again, then never', () => {
    const tries = [0, 1, 2, 3].map((representments) => returned({ presented: { ...presented, representments } }));
    assert.deepEqual(
      tries.map(({ action, representment }) => [action, representment?.description]),
      [
        ['represent', 'Retry 1'],
        ['represent', 'Retry 2'],
        ['end', undefined],
        ['end', undefined],
      ],
    );
  });

  it('W8: a code that nobody knows stops, counts, and calls somebody', () => {
    for (const code of [null, '', 'R99', 'R00', 'r01', 'R1', ' R01', 'constructor', '__proto__', 'toString', 'AC03']) {
      for (const direction of ['debit', 'credit'] as const) {
        const { action, alert, rates, group, representment } = returned({ code, direction });
        assert.deepEqual([action, alert, group, representment], ['stop', 'unknown_code', 'unknown', null], `${code}`);
        assert.deepEqual(rates, direction === 'debit' ? ['overall'] : []);
      }
    }
  });

  it('C01 to C13: every notification of change is accepted, and is no return', () => {
    for (let n = 1; n <= 13; n += 1) {
      const code = `C${String(n).padStart(2, '0')}`;
      const { action, alert, group, rates, takesBack, representment } = returned({ code, wasFunded: true });
      assert.equal(action, table.reread.includes(code) ? 'reread' : 'review', code);
      assert.deepEqual([alert, group, rates, takesBack, representment], [null, 'change', [], false, null], code);
    }
  });
});
