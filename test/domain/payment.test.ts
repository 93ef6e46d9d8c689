import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isLastWord,
  mayTurn,
  newerState,
  outcomeOf,
  type PaymentStanding,
  type PaymentState,
  paymentStanding,
} from '../../domain/payments/payment.ts';
import { type DoneAt, doneStatuses } from '../../domain/payments/payment-policy.ts';
import { permutations } from '../support/permutations.ts';

const at = (second: number) => new Date(Date.UTC(2026, 2, 2, 9, 0, second));
const state = (status: string, second: number): PaymentState => ({ status, at: at(second) });
const fold = (states: PaymentState[]) => states.reduce(newerState);

/** Plaid's list (PaymentInitiationPaymentStatus), with the deprecated ones and one that it may have one day. */
const statuses = [
  ...['INPUT_NEEDED', 'AUTHORISING', ...doneStatuses],
  ...['INSUFFICIENT_FUNDS', 'FAILED', 'BLOCKED', 'REJECTED', 'CANCELLED'],
  ...['ESTABLISHED', 'UNKNOWN', 'PROCESSING', 'COMPLETED', 'ON_HOLD'],
];

describe('folding reads of a payment', () => {
  for (const [name, states, status] of [
    ['the newest counts', [state('AUTHORISING', 1), state('INITIATED', 2)], 'INITIATED'],
    ['a bank may reject a payment that it accepted', [state('INITIATED', 1), state('REJECTED', 2)], 'REJECTED'],
    ['a bank may ask the applicant again', [state('AUTHORISING', 1), state('INPUT_NEEDED', 2)], 'INPUT_NEEDED'],
    ['an old read changes nothing', [state('EXECUTED', 5), state('AUTHORISING', 1)], 'EXECUTED'],
    ['at the same time the further one counts', [state('INITIATED', 1), state('EXECUTED', 1)], 'EXECUTED'],
    ['and an ending before all', [state('EXECUTED', 1), state('REJECTED', 1)], 'REJECTED'],
    ['an unknown status counts less than money', [state('ON_HOLD', 1), state('INITIATED', 1)], 'INITIATED'],
  ] as const) {
    it(name, () => {
      for (const order of permutations(states)) assert.equal(fold(order).status, status);
    });
  }

  it('gives one result for every order of a whole life, and with every read twice', () => {
    const life = ['INPUT_NEEDED', 'AUTHORISING', 'INPUT_NEEDED', 'AUTHORISING', 'INITIATED', 'EXECUTED', 'SETTLED'];
    const states = life.map((status, second) => state(status, second));
    for (const order of permutations(states)) assert.equal(fold([...order, ...order]).status, 'SETTLED');
  });

  it('I4: any order and any repetition gives one state', () => {
    const one = fc
      .tuple(fc.constantFrom(...statuses), fc.integer({ min: 0, max: 3 }))
      .map(([status, second]) => state(status, second));
    const shuffled = fc.array(one, { minLength: 1, maxLength: 7 }).chain((once) =>
      fc.tuple(
        fc.constant(once),
        fc
          .array(fc.constantFrom(...once), { maxLength: 10 })
          .chain((again) => fc.shuffledSubarray([...once, ...again], { minLength: once.length + again.length })),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([once, mixed]) => {
        assert.deepEqual(fold(mixed), fold(once));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the meaning of a payment for its case', () => {
  const whatever: [string, PaymentStanding][] = [
    ['INPUT_NEEDED', 'open'],
    ['AUTHORISING', 'moving'],
    ['UNKNOWN', 'moving'],
    ['PROCESSING', 'moving'],
    ['ESTABLISHED', 'moving'],
    ['COMPLETED', 'moving'],
    ['ON_HOLD', 'moving'],
    ['constructor', 'moving'],
    ['FAILED', 'again'],
    ['BLOCKED', 'again'],
    ['INSUFFICIENT_FUNDS', 'failed'],
    ['REJECTED', 'failed'],
    ['CANCELLED', 'abandoned'],
  ];
  for (const [status, standing] of whatever) {
    it(`${status}: ${standing}, whatever the policy`, () => {
      for (const doneAt of doneStatuses) assert.equal(paymentStanding(status, doneAt), standing);
    });
  }

  const byPolicy: Record<DoneAt, DoneAt[]> = {
    INITIATED: ['INITIATED', 'EXECUTED', 'SETTLED'],
    EXECUTED: ['EXECUTED', 'SETTLED'],
    SETTLED: ['SETTLED'],
  };
  for (const doneAt of doneStatuses) {
    it(`done at ${doneAt}: funded at ${byPolicy[doneAt].join(', ')}`, () => {
      const funded = doneStatuses.filter((status) => paymentStanding(status, doneAt) === 'funded');
      assert.deepEqual(funded, byPolicy[doneAt]);
    });
  }

  it('ends a case without further tries as its last payment ended', () => {
    assert.deepEqual(['FAILED', 'BLOCKED'].map(outcomeOf), ['failed', 'declined']);
  });

  it('may be followed by a rejection until the money has left the payer', () => {
    assert.deepEqual(statuses.filter(isLastWord), [
      ...['EXECUTED', 'SETTLED'],
      ...['INSUFFICIENT_FUNDS', 'FAILED', 'BLOCKED', 'REJECTED', 'CANCELLED'],
    ]);
  });

  it('may change a case that has ended, until its last status, and always one that stopped waiting', () => {
    assert.deepEqual(
      statuses.filter((status) => !mayTurn('funded', status)),
      statuses.filter(isLastWord),
    );
    assert.ok(statuses.every((status) => mayTurn('unverified', status)));
  });
});
