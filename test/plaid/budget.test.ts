import assert from 'node:assert/strict';
import { Failure } from '../../domain/failure.ts';
import { Secret } from '../../domain/secret.ts';
import { type BudgetOptions, createBudget } from '../../plaid/budget.ts';
import { onBehalfOf } from '../../plaid/caller.ts';
import { createPlaid } from '../../plaid/client.ts';
import { rateLimits } from '../../plaid/rate-limits.ts';
import { credentials, type RunningSimulator, runSimulator } from '../simulator/running-simulator.ts';

const isBusy = (error: unknown) =>
  error instanceof Failure && error.kind === 'busy' && error.detail.code === 'plaid_limit';

describe("the budget of Plaid's limits", () => {
  let now = 0;
  const budget = (more: Partial<BudgetOptions> = {}) =>
    createBudget({ processes: 1, waitMs: 1, now: () => now, rateLimits: { '/x': { client: 40 } }, ...more });
  /** Returns how many of these calls were allowed, of as many as came. */
  async function allowed(take: () => Promise<void>, calls: number): Promise<number> {
    const results = await Promise.allSettled(Array.from({ length: calls }, take));
    return results.filter(({ status }) => status === 'fulfilled').length;
  }

  it('no minute has more calls than the limit, and they add up to at least half of it', async () => {
    const { take } = budget();
    const at: number[] = [];
    for (const from = now; now - from < 180_000; now += 500) {
      for (let made = await allowed(() => take({ endpoint: '/x' }), 3); made > 0; made--) at.push(now);
    }
    const inMinute = at.map((end) => at.filter((one) => one > end - 60_000 && one <= end).length);
    assert.ok(Math.max(...inMinute) <= 40, `${Math.max(...inMinute)}`);
    assert.ok((inMinute.at(-1) ?? 0) >= 20, `${inMinute.at(-1)}`);
  });

  it('the processes share the limit to equal parts', async () => {
    const { take } = budget({ processes: 2 });
    assert.equal(await allowed(() => take({ endpoint: '/x' }), 100), 5);
  });

  it("an Item has a limit of its own, which another Item's calls leave alone", async () => {
    const { take } = budget({ rateLimits: { '/x': { item: 4, client: 4_000 } } });
    const of = (item: string) => () => take({ endpoint: '/x', item: new Secret(item) });
    await of('a')();
    await assert.rejects(of('a')(), isBusy);
    await of('b')();
  });

  it('the calls of a busy tenant do not keep those of another waiting', async () => {
    let tick = 0;
    const { take } = budget({ waitMs: 60_000, rateLimits: { '/x': { client: 400_000 } }, now: () => tick });
    for (let at = 0; at < 100_000; at++) await take({ endpoint: '/x' });
    const order: string[] = [];
    const call = (tenant: string) =>
      onBehalfOf(
        async () => tenant,
        async () => {
          await take({ endpoint: '/x' });
          order.push(tenant);
        },
      );
    const noisy = Array.from({ length: 200 }, () => call('noisy'));
    const quiet = call('quiet');
    await new Promise((resolve) => setImmediate(resolve));
    tick = 60_000;
    await Promise.all([quiet, ...noisy]);
    assert.ok(order.indexOf('quiet') <= 1, `${order.indexOf('quiet')}`);
  });

  it('after a 429 it makes no call until the time that Plaid names', async () => {
    const { take, refused } = budget();
    refused({ endpoint: '/x' }, 7);
    await assert.rejects(
      take({ endpoint: '/x' }),
      (error) => isBusy(error) && (error as Failure).detail.retryAfterSeconds === 7,
    );
    await take({ endpoint: '/y' });
    now += 7_000;
    await take({ endpoint: '/x' });
  });

  it('a 429 about one Item pauses that Item, and those of several Items pause the endpoint', async () => {
    const { take, refused } = budget({ rateLimits: { '/x': { item: 15, client: 4_000 } } });
    const call = (item: string) => ({ endpoint: '/x', item: new Secret(item) });
    refused(call('a'), undefined);
    await assert.rejects(take(call('a')), isBusy);
    await take(call('b'));
    refused(call('b'), undefined);
    refused(call('c'), undefined);
    await assert.rejects(take(call('d')), isBusy);
  });

  describe('at the simulated Plaid', () => {
    let simulator: RunningSimulator;
    beforeEach(async () => {
      simulator = await runSimulator();
    });
    afterEach(() => simulator.stop());
    const limits = async () => {
      const answer = await fetch(`${simulator.origin}/simulator/limits`);
      return ((await answer.json()) as { limits: { calls: number; refused: number }[] }).limits[0];
    };
    const list = (processes: number, timeoutMs = 3_000) => {
      const plaid = createPlaid({ ...credentials, baseUrl: simulator.origin, processes, timeoutMs });
      return () => plaid.listTransferEvents({ transferId: null, accountId: null, limit: 1, offset: 0 });
    };
    const path = '/transfer/event/list';

    it('a burst stays below a limit that a client without the budget meets', async () => {
      const per_client = rateLimits[path]?.client;
      await simulator.control('/limits', { path, per_client });
      const call = list(1);
      await Promise.allSettled(Array.from({ length: 150 }, call));
      const kept = await limits();
      assert.ok(kept && kept.calls >= 25 && kept.refused === 0, JSON.stringify(kept));
      // None of these may give up first on a busy machine.
      await Promise.allSettled(Array.from({ length: 150 }, list(0, 60_000)));
      assert.ok(((await limits())?.refused ?? 0) > 0);
    });

    it('a 429 stops the calls that follow, before they are sent', async () => {
      await simulator.control('/limits', { path, per_client: 1 });
      const call = list(1);
      await call();
      await assert.rejects(call(), { kind: 'busy', message: /RATE_LIMIT/ });
      await assert.rejects(call(), isBusy);
      assert.equal((await limits())?.refused, 1);
    });
  });
});
