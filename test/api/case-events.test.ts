import assert from 'node:assert/strict';
import { caseEvents, createReaders, type InTurn } from '../../api/cases/case-events.ts';
import type { Deps } from '../../api/context.ts';

type Read = () => Promise<{ entries: object[]; outcome: string | null; closed: boolean }>;
const nothing = { entries: [], outcome: null, closed: false };
const end = { ...nothing, outcome: 'cancelled', closed: true };
const entry = { id: '7', at: '2026-03-02T10:00:00Z', what: 'noted', detail: {} };

describe('the events of a case', () => {
  /** `reads`: the answers of PostgreSQL. `changes`: true when the timeline may have changed; otherwise time passes. */
  function streamOf(reads: Read[], changes: boolean[] = [], inTurn = createReaders()) {
    const db = { query: async () => ({ rows: [await (reads.shift() ?? assert.fail('one read too many'))()] }) };
    const watcher = { changed: async () => changes.shift() ?? true, end: () => {} };
    const timelines = { watch: () => watcher, closed: new AbortController().signal };
    const of = { tenantId: 'ten_1', onboardingId: 'onb_1', after: null, signal: new AbortController().signal };
    return caseEvents({ db, timelines, inTurn } as unknown as Deps & { inTurn: InTurn }, of);
  }
  const all = async (stream: AsyncGenerator<string>) => {
    const texts: string[] = [];
    for await (const text of stream) texts.push(text.split('\n')[0] ?? '');
    return texts.slice(1);
  };
  const fails =
    (code: string): Read =>
    async () => {
      throw Object.assign(new Error('no answer'), { code });
    };

  it('stay open while PostgreSQL is away, and are read once it is back', async () => {
    const later = async () => ({ ...end, entries: [entry] });
    assert.deepEqual(await all(streamOf([fails('ECONNREFUSED'), fails('57P01'), later], [false, false])), [
      ...[': still open', ': still open', 'id: 7', 'event: end'],
    ]);
  });

  it('break off at any other error', async () => {
    await assert.rejects(all(streamOf([fails('42703')])), /no answer/);
  });

  it('are not read while nothing changes', async () => {
    const stream = streamOf([async () => nothing, async () => end], [false, false, false, true]);
    assert.deepEqual(await all(stream), [': still open', ': still open', ': still open', 'event: end']);
  });

  it('are read for three streams at once, however many have to', async () => {
    const inTurn = createReaders();
    let [reading, most] = [0, 0];
    const slow = async () => {
      reading += 1;
      most = Math.max(most, reading);
      await new Promise((resolve) => setImmediate(resolve));
      reading -= 1;
      return end;
    };
    await Promise.all(Array.from({ length: 50 }, () => all(streamOf([slow], [], inTurn))));
    assert.equal(most, 3);
  });
});
