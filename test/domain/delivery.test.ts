import assert from 'node:assert/strict';
import { nextAttempt, retryDelays } from '../../domain/notify/delivery.ts';

describe('nextAttempt', () => {
  const now = new Date('2026-03-02T15:00:00Z');
  const wait = (attempts: number, chance: number, retryAfterSeconds?: number) => {
    const next = nextAttempt(attempts, { now, chance, retryAfterSeconds });
    return next && (next.getTime() - now.getTime()) / 1000;
  };

  it('follows the schedule that Standard Webhooks suggests: ten tries over 75 hours', () => {
    const table = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
    assert.deepEqual(
      table.map((_, index) => wait(index + 1, 0)),
      table,
    );
    assert.equal(wait(10, 0), null);
    assert.equal(
      retryDelays.reduce((sum, delay) => sum + delay),
      75 * 3600 + 35 * 60 + 5,
    );
  });

  it('adds a random part, a tenth at most', () => {
    assert.equal(wait(2, 1), 330);
    assert.equal(wait(2, 0.5), 315);
  });

  it('waits as long as the receiver asks, and never shorter than the schedule', () => {
    assert.equal(wait(1, 0, 120), 120);
    assert.equal(wait(3, 0, 120), 1800);
    assert.equal(wait(10, 0, 120), null);
  });
});
