import assert from 'node:assert/strict';
import { listenToAll } from '../../bench/listeners.ts';
import { closeStage, moveStage } from '../../db/case/stages.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import { type Pool, transaction } from '../../db/pool.ts';
import { createdCase, startApi, storedKey } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { until } from '../support/until.ts';

type Sent = { id: string | null; event: string | null; data: { what?: string; outcome?: string } };

describe('GET /v1/onboardings/:id/events', () => {
  const [database, api] = forEachTest((pool) => startApi(pool));

  /** Opens a stream. `events` grows as they come. */
  async function streamOf(id: string, headers: Record<string, string> = {}) {
    const leave = new AbortController();
    const response = await fetch(`${api.address}/v1/onboardings/${id}/events`, {
      headers: { Authorization: `Bearer ${api.key}`, ...headers },
      signal: leave.signal,
    });
    const events: Sent[] = [];
    const whole = readAll(response, events);
    return { response, events, whole, leave: () => leave.abort(), names: () => events.map(({ data }) => data.what) };
  }

  it('sends each event once it is committed, then says that the case is closed, and ends', async () => {
    const id = await createdCase(api);
    const stream = await streamOf(id);
    assert.equal(stream.response.status, 200);
    assert.equal(stream.response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    assert.ok(await until(async () => stream.names().includes('awaiting_link')));
    const before = stream.events.length;
    await transaction(database.pool, async (tx) => {
      await addToTimeline(tx, id, 'noted', { n: 1 });
      await addToTimeline(tx, id, 'noted', { n: 2 });
    });
    assert.ok(await until(async () => stream.events.length === before + 2));
    await cancelled(database.pool, id);
    await stream.whole;
    assert.deepEqual(stream.events.at(-1), { id: null, event: 'end', data: { outcome: 'cancelled' } });
    const { body } = await api.send('GET', `/v1/onboardings/${id}/timeline`);
    assert.deepEqual(
      stream.names().slice(0, -1),
      body.data.map(({ what }: { what: string }) => what),
    );
  });

  it('goes on behind Last-Event-ID, and answers 204 once there is nothing more', async () => {
    const id = await createdCase(api);
    await addToTimeline(database.pool, id, 'noted', {});
    const first = await streamOf(id);
    assert.ok(await until(async () => first.names().includes('noted')));
    first.leave();
    const seen = first.events.at(-1)?.id ?? '';
    await addToTimeline(database.pool, id, 'noted_later', {});
    const second = await streamOf(id, { 'Last-Event-ID': seen });
    assert.ok(await until(async () => second.names().includes('noted_later')));
    assert.ok(!second.events.some((event) => event.id === seen));
    await cancelled(database.pool, id);
    await second.whole;
    const last = second.events.at(-2)?.id ?? '';
    assert.equal((await streamOf(id, { 'Last-Event-ID': last })).response.status, 204);
  });

  it('loses no event of a transaction that commits after a later one', async () => {
    const id = await createdCase(api);
    const stream = await streamOf(id);
    const box: { commit?: () => void } = {};
    const held = new Promise<void>((resolve) => {
      box.commit = resolve;
    });
    let written = false;
    const slow = transaction(database.pool, async (tx) => {
      await addToTimeline(tx, id, 'slow', {});
      await tx.query('select'); // With it PostgreSQL gets the statements before it (`withNext`).
      written = true;
      await held;
    });
    assert.ok(await until(async () => written));
    await addToTimeline(database.pool, id, 'quick', {});
    assert.ok(await until(async () => stream.names().includes('quick')));
    const newest = stream.events.at(-1)?.id ?? '';
    box.commit?.();
    await slow;
    assert.ok(await until(async () => stream.names().includes('slow')));
    assert.ok(
      BigInt(stream.events.at(-1)?.id ?? '') < BigInt(newest),
      'the events were numbered as they were committed',
    );
    const later = await streamOf(id, { 'Last-Event-ID': newest });
    assert.ok(await until(async () => later.names().includes('slow')));
    for (const one of [stream, later]) one.leave();
  });

  it('loses no event while its connection to the database is away', async () => {
    const id = await createdCase(api);
    const stream = await streamOf(id);
    assert.ok(await until(async () => (await listeners(database.pool)).length === 1));
    await database.pool.query('select pg_terminate_backend($1)', await listeners(database.pool));
    await addToTimeline(database.pool, id, 'noted', {});
    assert.ok(await until(async () => stream.names().includes('noted')));
    stream.leave();
  });

  it('uses one connection to the database, however many streams are open', async () => {
    const id = await createdCase(api);
    const streams = await Promise.all(Array.from({ length: 50 }, () => streamOf(id)));
    await addToTimeline(database.pool, id, 'noted', {});
    for (const { names } of streams) assert.ok(await until(async () => names().includes('noted')));
    assert.equal((await listeners(database.pool)).length, 1);
    for (const { leave } of streams) leave();
  });

  it('ends the streams when the process stops', async () => {
    const id = await createdCase(api);
    const stream = await streamOf(id);
    assert.ok(await until(async () => stream.events.length > 0));
    await api.stop();
    await stream.whole;
    assert.ok(stream.events.every(({ event }) => event !== 'end'));
  });

  it('has a place of its tenant only until it is open', async () => {
    const few = await startApi(database.pool, { key: api.key, limits: { atOnce: 16 } });
    const ids = await Promise.all(Array.from({ length: 5 }, (_, number) => createdCase(api, `user-${number}`)));
    const listeners = listenToAll(() => few.address, few.key, ids);
    assert.ok(await until(async () => listeners.open() === ids.length));
    listeners.close();
    await few.stop();
  });

  it('loses no event over a restart of the process, for clients that come back behind their last event', async () => {
    const ids: string[] = [];
    for (let number = 0; number < 20; number++) ids.push(await createdCase(api));
    let { address } = api;
    const listeners = listenToAll(() => address, api.key, ids);
    const add = () => Promise.all(ids.map((id) => addToTimeline(database.pool, id, 'noted', {})));
    const all = async () => {
      const { rows } = await database.pool.query(
        'select onboarding_id as case, id::text from timeline where onboarding_id = any ($1)',
        [ids],
      );
      return rows.every((row) => listeners.received.get(row.case)?.has(row.id));
    };
    await add();
    assert.ok(await until(all));
    await Promise.all([add(), api.stop()]);
    assert.ok(await until(async () => listeners.open() === 0));
    await add();
    assert.equal(await all(), false);
    const next = await startApi(database.pool, { key: api.key });
    ({ address } = next);
    assert.ok(await until(all), 'an event was lost');
    await add();
    assert.ok(await until(all));
    listeners.close();
    await next.stop();
  });

  it('refuses another tenant, and an id of an event that the API never gave', async () => {
    const id = await createdCase(api);
    const other = await storedKey(database.pool, 'other');
    assert.equal((await streamOf(id, { Authorization: `Bearer ${other}` })).response.status, 404);
    assert.equal((await streamOf(id, { 'Last-Event-ID': 'x' })).response.status, 422);
    assert.equal((await api.send('GET', `/v1/onboardings/${id}/events?after=-1`)).status, 422);
  });
});

describe('GET /v1/onboardings/:id?wait=', () => {
  const [database, api] = forEachTest((pool) => startApi(pool));
  const get = (id: string, wait: number | string, headers = {}) =>
    api.send('GET', `/v1/onboardings/${id}?wait=${wait}`, { headers });

  it('answers once the case has changed', async () => {
    const id = await createdCase(api);
    const held = get(id, 50);
    assert.ok(await until(async () => (await listeners(database.pool)).length === 1));
    await moveStage(database.pool, { onboardingId: id, step: 1, stage: 'verifying_account' });
    assert.equal((await held).body.stage, 'verifying_account');
  });

  it('answers at once if the caller has another answer, or the case is closed', async () => {
    const id = await createdCase(api);
    const before = await api.send('GET', `/v1/onboardings/${id}`);
    await moveStage(database.pool, { onboardingId: id, step: 1, stage: 'verifying_account' });
    const etag = before.headers.get('etag') ?? '';
    assert.equal((await get(id, 50, { 'If-None-Match': etag })).body.stage, 'verifying_account');
    await cancelled(database.pool, id);
    assert.equal((await get(id, 50)).body.outcome, 'cancelled');
  });

  it('answers 304 when the time is over and nothing has changed', async () => {
    const id = await createdCase(api);
    const { headers } = await api.send('GET', `/v1/onboardings/${id}`);
    const { status } = await get(id, 1, { 'If-None-Match': headers.get('etag') ?? '' });
    assert.equal(status, 304);
    const plain = await api.send('GET', `/v1/onboardings/${id}`, {
      headers: { 'If-None-Match': headers.get('etag') ?? '' },
    });
    assert.equal(plain.status, 304);
  });

  for (const wait of ['0', '51', '1.5', 'long']) {
    it(`refuses ${wait} seconds`, async () => {
      const { status, body } = await get(await createdCase(api), wait);
      assert.deepEqual([status, body.errors[0].pointer], [422, '/wait']);
    });
  }
});

async function cancelled(pool: Pool, id: string): Promise<void> {
  await closeStage(pool, { onboardingId: id, step: 9, outcome: 'cancelled' });
}

async function listeners(pool: Pool): Promise<number[]> {
  const { rows } = await pool.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and application_name = 'gangway timelines'`,
  );
  return rows.map(({ pid }) => pid);
}

async function readAll({ body }: Response, events: Sent[]): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const part of body ?? []) {
      rest += decoder.decode(part, { stream: true });
      const whole = rest.split('\n\n');
      rest = whole.pop() ?? '';
      events.push(...whole.flatMap(parsed));
    }
  } catch {
    // The test has left the stream.
  }
}

function parsed(block: string): Sent[] {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
  const data = field('data');
  return data === null ? [] : [{ id: field('id'), event: field('event'), data: JSON.parse(data) }];
}
