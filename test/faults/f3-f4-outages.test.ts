import assert from 'node:assert/strict';
import { ends, type Outage, playOutage } from '../support/outage.ts';
import { trials } from '../support/trials.ts';

const perSecond = 40;
/** Of what comes in meanwhile; the rest is what a busy machine may be late with. */
const mostOf = (seconds: number) => seconds * perSecond * 0.5;

describe('F3: PostgreSQL is down, and killed whenever it starts, under a load of webhooks', () => {
  const seconds = trials({ short: 5, nightly: 60 });
  const played = outageOf('postgres', seconds);

  it(`F3: for ${seconds} seconds: what is acknowledged is kept, and who is not is told within ten to come again`, () => {
    const { answered, kept } = played();
    const hashes = new Set(kept.map(({ hash }) => hash));
    const refused = answered.filter(({ status }) => status !== 200);
    for (const { hash, status, seconds: took } of answered) {
      assert.ok(took < 10, `an answer took ${took} s`);
      if (status === 200) assert.ok(hashes.has(hash), 'acknowledged and not kept');
      else assert.equal(status, 503);
    }
    assert.ok(refused.length > mostOf(seconds), `only ${refused.length} met the outage`);
  });

  it('F3: what comes again is kept, once, and all is delivered within a minute', () => {
    for (const { status } of played().again) assert.equal(status, 200);
    assertDelivered(played());
  });

  it('F3: each case and its record know the same of its Item, in the order of arrival', () => assertHeard(played()));

  it('F3: each case goes on to its one transfer', () => assertMoved(played()));
});

describe('F4: Temporal is down, and killed whenever it starts, under a load of webhooks', () => {
  // Long enough for the pauses between tries, gRPC's and ours, to be at their longest.
  const seconds = 60;
  const played = outageOf('temporal', seconds);

  it(`F4: for ${seconds} seconds: each webhook is acknowledged all the same within ten`, () => {
    for (const { status, seconds: took } of played().answered) {
      assert.equal(status, 200);
      assert.ok(took < 10, `an answer took ${took} s`);
    }
  });

  it('F4: none is lost, and what had to wait is delivered within a minute', () => {
    // Half of them need it.
    const waited = played().rows.filter(({ took }) => took !== null && took > 1);
    assert.ok(waited.length > mostOf(seconds) / 2, `only ${waited.length} had to wait for Temporal`);
    assertDelivered(played());
  });

  it('F4: what does not need Temporal is not held up by what does', () => {
    // Measured: two seconds mostly, and 16 at most.
    for (const { result, took } of played().rows) {
      if (result === 'noted') assert.ok(took !== null && took < seconds / 2, `one took ${took} s`);
    }
  });

  it('F4: each case and its record know the same of its Item, in the order of arrival', () => assertHeard(played()));

  it('F4: each case goes on to its one transfer', () => assertMoved(played()));
});

function outageOf(part: string, seconds: number): () => Outage {
  let played: Outage;
  before(async function () {
    // Cases on their way to a reviewer, the outage, and two minutes in which everything has to heal.
    this.timeout((seconds + 180) * 1_000);
    played = await playOutage(part, seconds, perSecond);
    assert.ok(played.killed.length > 1, 'it came back too soon');
  });
  return () => played;
}

function assertDelivered({ answered, rows }: Outage): void {
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
