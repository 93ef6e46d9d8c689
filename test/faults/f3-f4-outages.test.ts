import assert from 'node:assert/strict';
import { ends, type Outage, playOutage } from '../support/stack/outage.ts';
import { trials } from '../support/trials.ts';

const perSecond = 40;
/** How many deliveries must meet an outage: half of those that it covers. A busy machine may send the others late. */
const enoughFor = (seconds: number) => seconds * perSecond * 0.5;
const isRefused = ({ status }: Outage['answered'][number]) => status !== 200;

describe('F3: PostgreSQL is down, and killed whenever it starts, under a load of webhooks', () => {
  const seconds = trials({ ci: 5, nightly: 60 });
  const played = outageOf('postgres', seconds, isRefused);

  it(`F3: for ${seconds} seconds: every acknowledged delivery is stored, and others get a refusal within ten seconds`, () => {
    const { answered, kept } = played();
    const hashes = new Set(kept.map(({ hash }) => hash));
    const refused = answered.filter(isRefused);
    for (const { hash, status, seconds: took } of answered) {
      assert.ok(took < 10, `an answer took ${took} s`);
      if (status === 200) assert.ok(hashes.has(hash), 'acknowledged and not kept');
      else assert.equal(status, 503);
    }
    assert.ok(refused.length > enoughFor(seconds), `only ${refused.length} met the outage`);
  });

  it('F3: repeated deliveries are stored once, and all are delivered within a minute', () => {
    for (const { status } of played().again) assert.equal(status, 200);
    assertDelivered(played());
  });

  it('F3: each case and its record agree about the Item, in the order of arrival', () => assertHeard(played()));

  it('F3: each case goes on to its one transfer', () => assertMoved(played()));
});

describe('F4: Temporal is down, and killed whenever it starts, under a load of webhooks', () => {
  // Long enough for the longest pauses between tries, both gRPC's and ours.
  const seconds = 60;
  const played = outageOf('temporal', seconds, () => true, trials({ local: 0, ci: 1 }));

  it(`F4: for ${seconds} seconds: each webhook is acknowledged within ten seconds`, () => {
    for (const { status, seconds: took } of played().answered) {
      assert.equal(status, 200);
      assert.ok(took < 10, `an answer took ${took} s`);
    }
  });

  it('F4: none is lost, and those that had to wait are delivered within a minute', () => {
    // Half of them need Temporal.
    const waited = played().rows.filter(({ took }) => took !== null && took > 1);
    assert.ok(waited.length > enoughFor(seconds) / 2, `only ${waited.length} had to wait for Temporal`);
    assertDelivered(played());
  });

  it('F4: webhooks that need Temporal do not delay those that do not', () => {
    // Measured beside four busy loops: two seconds, and at most six. Only the time in which the API had a processor.
    for (const { result, took } of played().rows) {
      if (result !== 'noted') continue;
      assert.ok(took !== null && took * played().awake < seconds / 2, `one took ${took} s`);
    }
  });

  it('F4: each case and its record agree about the Item, in the order of arrival', () => assertHeard(played()));

  it('F4: each case goes on to its one transfer', () => assertMoved(played()));
});

function outageOf(
  part: string,
  seconds: number,
  meets: (answered: Outage['answered'][number]) => boolean,
  times = 1,
): () => Outage {
  let played: Outage;
  before(async function () {
    if (times === 0) this.skip();
    played = await playOutage(part, { seconds, perSecond, enough: 1.2 * enoughFor(seconds), meets });
    assert.ok(played.killed.length > 1, 'it came back too soon');
  });
  return () => played;
}

/** Of the minute only the time counts in which the API had a processor. */
function assertDelivered({ answered, rows, drainedAfter, awake }: Outage): void {
  assert.ok(drainedAfter * awake < 60, `the last were delivered after ${drainedAfter} s`);
  const kept = new Map(rows.map(({ hash, status, result }) => [hash, { status, result }]));
  assert.equal(kept.size, rows.length, 'one is kept twice');
  for (const { kind, hash } of answered) assert.deepEqual(kept.get(hash), ends[kind], kind);
}

function assertHeard({ answered, rows, cases }: Outage): void {
  for (const { itemId, heard, recorded } of cases) {
    const sent = new Set(answered.filter(({ text }) => text.includes(itemId)).map(({ hash }) => hash));
    assert.ok(sent.size > 0);
    assert.deepEqual(
      heard,
      rows.filter(({ hash }) => sent.has(hash)).map(({ id }) => id),
    );
    assert.equal(recorded, sent.size);
  }
}

function assertMoved({ cases }: Outage): void {
  for (const { transfers } of cases) assert.deepEqual(transfers, [1]);
}
