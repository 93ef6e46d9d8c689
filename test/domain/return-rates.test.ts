import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeReturns, returnLimits, returnRates, returnsSince } from '../../domain/transfers/return-rates.ts';

const none = { unauthorized: 0, administrative: 0, overall: 0 };

describe('return rates', () => {
  it('A1: a limit is exceeded by the first return past it, and not before', () => {
    const rows: [debits: number, unauthorized: number, exceeded: string[]][] = [
      [1000, 4, []],
      [1000, 5, ['plaid']],
      [1000, 6, ['plaid', 'nacha']],
      [249, 1, ['plaid']],
      [250, 1, []],
      [199, 1, ['plaid', 'nacha']],
      [200, 1, ['plaid']],
    ];
    for (const [debits, unauthorized, exceeded] of rows) {
      const judged = judgeReturns({ debits, returns: { ...none, unauthorized } }).unauthorized;
      assert.deepEqual(judged.exceeded, exceeded, `${unauthorized} of ${debits}`);
    }
    const { administrative, overall } = judgeReturns({
      debits: 1000,
      returns: { unauthorized: 0, administrative: 26, overall: 151 },
    });
    assert.deepEqual([administrative.exceeded, overall.exceeded], [['plaid'], ['plaid', 'nacha']]);
  });

  it('show both counts, the share, and how many returns are allowed', () => {
    assert.deepEqual(judgeReturns({ debits: 800, returns: { ...none, administrative: 2 } }).administrative, {
      returns: 2,
      debits: 800,
      share: 0.0025,
      limits: { plaid: 0.025, nacha: 0.03 },
      allowed: { plaid: 20, nacha: 24 },
      exceeded: [],
    });
  });

  it('have no share without debits, and still show a return of an older one', () => {
    const { share, returns, exceeded } = judgeReturns({ debits: 0, returns: { ...none, overall: 1 } }).overall;
    assert.deepEqual([share, returns, exceeded], [null, 1, ['plaid', 'nacha']]);
    assert.deepEqual(judgeReturns({ debits: 0, returns: none }).overall.exceeded, []);
  });

  it('A1: agree with the fraction itself, for any counts', () => {
    const count = fc.integer({ min: 0, max: 5_000_000 });
    fc.assert(
      fc.property(count, count, fc.constantFrom(...returnRates), (debits, returns, rate) => {
        const { exceeded, allowed } = judgeReturns({ debits, returns: { ...none, [rate]: returns } })[rate];
        for (const by of ['plaid', 'nacha'] as const) {
          const over = BigInt(returns) * 10_000n > BigInt(debits) * BigInt(returnLimits[rate][by]);
          assert.equal(exceeded.includes(by), over);
          assert.ok(BigInt(allowed[by]) * 10_000n <= BigInt(debits) * BigInt(returnLimits[rate][by]));
          assert.ok(BigInt(allowed[by] + 1) * 10_000n > BigInt(debits) * BigInt(returnLimits[rate][by]));
        }
      }),
    );
  });

  it('count the last sixty days, each of them whole', () => {
    assert.equal(returnsSince(new Date('2026-03-02T15:00:00Z')).toISOString(), '2026-01-01T00:00:00.000Z');
  });
});
