import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type GroupCommit, groupCommit } from '../../db/group-commit.ts';

const away = () => Object.assign(new Error('terminating connection'), { code: '57P01' });
const deadlock = () => Object.assign(new Error('deadlock detected'), { code: '40P01' });
const refused = () => Object.assign(new Error('invalid byte sequence'), { code: '22021' });

const lenient = { mostAtOnce: 100, mostWaiting: 1_000, withinMs: 60_000 };

/** A group commit whose writes only the test answers. */
function start(change: Partial<GroupCommit<number, string>> = {}) {
  const writes: { items: number[]; answer: (error?: Error) => void }[] = [];
  const write = (items: number[]) =>
    new Promise<string[]>((resolve, reject) => {
      const answer = (error?: Error) => (error ? reject(error) : resolve(items.map((item) => `row ${item}`)));
      writes.push({ items, answer });
    });
  const add = groupCommit({ ...lenient, write, ...change });
  return {
    add,
    groups: () => writes.map(({ items }) => items),
    /** Answers the last write, and lets its consequences happen. */
    async answer(error?: Error): Promise<void> {
      writes.at(-1)?.answer(error);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** The outcome of each item: its result, or the code of its error. */
async function told(results: Promise<string>[]): Promise<string[]> {
  const settled = await Promise.allSettled(results);
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason.code ?? one.reason.detail.code)));
}

describe('groupCommit', () => {
  it('writes a lone item at once, and items that arrive meanwhile together: in order, up to the limit', async () => {
    const { add, groups, answer } = start({ mostAtOnce: 3 });
    const heard = told([1, 2, 3, 4, 5].map(add));
    assert.deepEqual(groups(), [[1]]);
    await answer();
    assert.deepEqual(groups(), [[1], [2, 3, 4]]);
    await answer();
    assert.deepEqual(groups(), [[1], [2, 3, 4], [5]]);
    await answer();
    assert.deepEqual(await heard, ['row 1', 'row 2', 'row 3', 'row 4', 'row 5']);
  });

  it('resolves no item before its write has ended', async () => {
    const { add, answer } = start();
    let heard = false;
    const result = add(1).then(() => {
      heard = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(heard, false);
    await answer();
    await result;
  });

  it('rejects the item that is refused, and no other of its group', async () => {
    const { add, groups, answer } = start();
    const heard = told([1, 2, 3, 4].map(add));
    await answer();
    for (const error of [refused(), undefined, refused(), undefined]) await answer(error);
    assert.deepEqual(groups(), [[1], [2, 3, 4], [2], [3], [4]]);
    assert.deepEqual(await heard, ['row 1', 'row 2', '22021', 'row 4']);
  });

  it('rejects a whole group when the database goes away, sends none of it again, and continues with later items', async () => {
    const { add, groups, answer } = start();
    const heard = told([1, 2, 3].map(add));
    await answer();
    const later = add(4);
    await answer(away());
    await answer();
    assert.deepEqual(groups(), [[1], [2, 3], [4]]);
    assert.deepEqual(await heard, ['row 1', '57P01', '57P01']);
    assert.equal(await later, 'row 4');
  });

  it('stops writing one by one when the database goes away meanwhile', async () => {
    const { add, groups, answer } = start();
    const heard = told([1, 2, 3, 4, 5].map(add));
    await answer();
    for (const error of [refused(), undefined, away()]) await answer(error);
    assert.deepEqual(groups(), [[1], [2, 3, 4, 5], [2], [3]]);
    assert.deepEqual(await heard, ['row 1', 'row 2', '57P01', '57P01', '57P01']);
  });

  it('writes one by one after a deadlock', async () => {
    const { add, groups, answer } = start();
    const heard = told([1, 2, 3].map(add));
    await answer();
    for (const error of [deadlock(), undefined, undefined]) await answer(error);
    assert.deepEqual(groups(), [[1], [2, 3], [2], [3]]);
    assert.deepEqual(await heard, ['row 1', 'row 2', 'row 3']);
  });

  it('rejects an item at once while too many wait', async () => {
    const { add, answer } = start({ mostWaiting: 2 });
    const heard = told([1, 2, 3].map(add));
    await assert.rejects(add(4), { kind: 'busy', detail: { code: 'write_queue_full', retryAfterSeconds: 1 } });
    await answer();
    const later = add(5);
    await answer();
    await answer();
    assert.deepEqual(await heard, ['row 1', 'row 2', 'row 3']);
    assert.equal(await later, 'row 5');
  });

  it('rejects an item after its time, and does not write it later', async () => {
    const { add, groups, answer } = start({ withinMs: 20 });
    assert.deepEqual(await told([add(1), add(2)]), ['database_slow', 'database_slow']);
    const later = add(3);
    await answer();
    await answer();
    assert.deepEqual(groups(), [[1], [3]]);
    assert.equal(await later, 'row 3');
  });

  it('in any order of events: settles each item once and correctly, writes it once, in the order of arrival', async () => {
    const mostAtOnce = 4;
    const fates = fc.array(fc.constantFrom('fine', 'fine', 'fine', 'refused'), { minLength: 1, maxLength: 12 });
    const weather = fc.array(fc.constantFrom('up', 'up', 'away', 'deadlock'), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fates, weather, async (scheduler, items, errors) => {
        const stored: number[] = [];
        const lost = new Set<number>();
        let writing = 0;
        let writes = 0;
        const write = async (group: number[]) => {
          assert.equal(++writing, 1);
          assert.ok(group.length > 0 && group.length <= mostAtOnce);
          for (const item of group) assert.ok(!lost.has(item), `${item} was sent again`);
          await scheduler.schedule(Promise.resolve());
          writing -= 1;
          const now = errors[writes++] ?? 'up';
          if (now === 'away') {
            for (const item of group) lost.add(item);
            throw away();
          }
          if (now === 'deadlock' && group.length > 1) throw deadlock();
          if (group.some((item) => items[item] === 'refused')) throw refused();
          stored.push(...group);
          return group.map((item) => `row ${item}`);
        };
        const add = groupCommit({ ...lenient, mostAtOnce, write });
        const results: Promise<string[]>[] = [];
        const { task } = scheduler.scheduleSequence(
          items.map((_, item) => async () => {
            results.push(told([add(item)]));
          }),
        );
        const heard = (await scheduler.waitFor(task.then(() => Promise.all(results)))).flat();
        assert.equal(heard.length, items.length);
        for (const [item, what] of heard.entries()) {
          if (what === `row ${item}`) continue;
          assert.ok(what === '57P01' || (what === '22021' && items[item] === 'refused'), `${item} heard ${what}`);
        }
        const acknowledged = items.map((_, item) => item).filter((item) => heard[item] === `row ${item}`);
        assert.deepEqual(stored, acknowledged);
      }),
    );
  });
});
