import assert from 'node:assert/strict';
import { createPlaces, type PlacesOptions } from '../../api/limits/places.ts';

describe('places', () => {
  const places = (more: Partial<PlacesOptions> = {}) =>
    createPlaces({ ofGroup: () => 1, inAll: 2, mostWaiting: 500, waitMs: 60_000, ...more });

  it('the queue of one tenant does not keep another waiting', async () => {
    const { enter } = places();
    const order: string[] = [];
    const enters = async (name: string) => {
      const leave = await enter(name);
      order.push(name);
      return leave;
    };
    const first = await enters('noisy');
    const waiting = Array.from({ length: 100 }, () => enters('noisy'));
    const quiet = await enters('quiet');
    assert.deepEqual(order, ['noisy', 'quiet']);
    first?.();
    await waiting[0];
    quiet?.();
    (await enters('quiet'))?.();
    assert.deepEqual(order, ['noisy', 'quiet', 'noisy', 'quiet']);
  });

  it('tenants that wait take turns, however long their queues are', async () => {
    const { enter } = places({ inAll: 1 });
    const order: string[] = [];
    let leave = await enter('first');
    const all = ['a', 'a', 'a', 'b', 'c'].map(async (name) => {
      const left = await enter(name);
      order.push(name);
      leave = left;
    });
    for (const _ of all) {
      const before = order.length;
      leave?.();
      await Promise.race(all.slice(before).length > 0 ? [untilMore(before)] : []);
    }
    async function untilMore(before: number): Promise<void> {
      while (order.length === before) await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(order.slice(0, 3).sort(), ['a', 'b', 'c']);
    assert.deepEqual(order.slice(3), ['a', 'a']);
  });

  it('while others of the tenant wait, a place rests for twice as long as it worked', async () => {
    const { enter } = places();
    const leave = await enter('noisy');
    const next = enter('noisy');
    const workedMs = 40;
    await new Promise((resolve) => setTimeout(resolve, workedMs));
    const left = performance.now();
    leave?.();
    await next;
    // Timers may fire a millisecond early.
    assert.ok(performance.now() - left >= 2 * workedMs - 2);
  });

  it('more than may wait are refused at once, and a wait has an end', async () => {
    const { enter } = places({ mostWaiting: 1, waitMs: 1 });
    const leave = await enter('a');
    const waits = enter('a');
    assert.equal(await enter('a'), null);
    assert.equal(await waits, null);
    leave?.();
    assert.ok(await enter('a'));
  });
});
