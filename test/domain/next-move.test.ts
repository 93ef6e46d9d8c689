import assert from 'node:assert/strict';
import { lookAfter, nextMove } from '../../domain/transfers/next-move.ts';

const now = Date.parse('2026-03-02T15:00:00Z');
const later = now + 1_000;
const watchUntil = new Date(later).toISOString();
const learned = { watchUntil, closed: false };

describe('nextMove', () => {
  it('looks again at a transfer that moves', () => {
    const next = nextMove({ ...learned, standing: 'moving' }, null, now);
    assert.deepEqual(next, { do: 'look', at: now + lookAfter });
  });

  it('sleeps through the return window of a funded one, and ends after it', () => {
    assert.deepEqual(nextMove({ ...learned, standing: 'funded' }, null, now), {
      do: 'sleep',
      standing: 'funded',
      until: later,
    });
    assert.deepEqual(nextMove({ ...learned, standing: 'funded', closed: true }, null, now), {
      do: 'end',
      ending: { outcome: 'funded', reason: null },
    });
  });

  it("ends with the bank's code, or with none", () => {
    for (const [code, reason] of [
      ['R03', 'R03'],
      [undefined, null],
    ] as const) {
      const next = nextMove({ ...learned, standing: 'failed', code }, null, now);
      assert.deepEqual(next, { do: 'end', ending: { outcome: 'failed', reason } });
    }
  });

  it('ends one that the tenant cancelled', () => {
    assert.deepEqual(nextMove({ ...learned, standing: 'cancelled' }, null, now), {
      do: 'end',
      ending: { outcome: 'cancelled', reason: 'cancelled_by_tenant' },
    });
  });

  const returned = { ...learned, standing: 'returned' } as const;

  it('sends a returned one again on its day, and sleeps until then', () => {
    const reinitiate = (at: number) => ({ next: 'reinitiate', at: new Date(at).toISOString() }) as const;
    const asleep = { do: 'sleep', standing: 'returned', until: later };
    assert.deepEqual(nextMove(returned, reinitiate(later), now), asleep);
    assert.deepEqual(nextMove(returned, reinitiate(now), now), { do: 'send_again' });
  });

  it('asks for another account after a return, if the record says so', () => {
    const move = nextMove(returned, { next: 'relink', reason: 'R03' }, now);
    assert.deepEqual(move, { do: 'link_another', reason: 'R03' });
  });

  it('ends as the record says about a return, and refuses to guess', () => {
    const ending = { outcome: 'cancelled', reason: 'cancelled_by_tenant' } as const;
    assert.deepEqual(nextMove(returned, { next: 'end', ...ending }, now), { do: 'end', ending });
    assert.throws(() => nextMove(returned, null, now));
  });
});
