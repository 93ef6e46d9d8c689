// What the door makes of deliveries that come together: they are written together, and each is answered for itself.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { type Db, type Pool, transaction } from '../../db/pool.ts';
import { until } from '../../dev/until.ts';
import { createVerifier } from '../../plaid/signature.ts';
import { ownDatabase } from '../support/database.ts';
import { counted, type Door, type DoorAnswer, openDoor } from '../support/door.ts';
import { lockWaited } from '../support/lock-waited.ts';
import { type WebhookSigner, webhookSigner } from '../support/signed-webhook.ts';

type Delivery = { code: string; body: string; token: string };
type Answers = Promise<DoorAnswer>[];

const signedAt = new Date(Math.floor(Date.now() / 1000) * 1000);

describe('deliveries that come together', () => {
  const database = ownDatabase();
  let signer: WebhookSigner;
  let door: Door;
  let verified: number;
  /** The codes of PostgreSQL's refusals to the door. */
  let refusals: unknown[];
  beforeEach(async () => {
    await database.pool.query('delete from webhooks');
    signer = await webhookSigner();
    const verify = createVerifier({ readKey: signer.readKey });
    verified = 0;
    refusals = [];
    door = await openDoor(watched(database.pool), {
      verify: async (...delivery) => {
        const verdict = await verify(...delivery);
        verified += 1;
        return verdict;
      },
    });
  });
  afterEach(() => door.stop());

  function watched(pool: Pool): Pool {
    const query: Db['query'] = (...statement) =>
      pool.query(...statement).catch((error: { code?: unknown }) => {
        refusals.push(error.code);
        throw error;
      });
    return Object.assign(Object.create(pool), { query });
  }

  /** Each of a kind of its own, by which its row is told from others. */
  const deliveries = (count: number): Promise<Delivery[]> =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const code = randomUUID();
        const body = JSON.stringify({ webhook_type: 'WEATHER', webhook_code: code });
        return { code, body, token: await signer.sign(body, { at: signedAt }) };
      }),
    );
  const statuses = async (answers: Answers) => (await Promise.all(answers)).map(({ status }) => status);
  type Row = { id: string; code: string };
  const rows = async () =>
    (await database.pool.query<Row>('select id::text, code from webhooks order by webhooks.id')).rows;
  const codes = async () => (await rows()).map(({ code }) => code);

  /** Comes back when they have come so far that they wait to be written. */
  async function deliver(...sent: Delivery[]): Promise<Answers> {
    const wanted = verified + sent.length;
    const answers = sent.map(({ body, token }) => door.deliver(body, token));
    assert.ok(await until(async () => verified === wanted, { seconds: 10, everyMs: 5 }), `${verified} have come`);
    return answers;
  }

  /** What another process does that keeps the same delivery. */
  const keepToo = (tx: Db, { body, code }: Delivery) =>
    tx.query(
      `insert into webhooks (body_hash, signed_at, type, code, body_sealed, stale)
       values ($1, $2, 'WEATHER', $3, '', false) on conflict do nothing`,
      [createHash('sha256').update(body).digest(), signedAt, code],
    );

  /** Nobody can write the delivery while `work` runs: another process does, and gives it up in the end. */
  async function whileHeld<T>(delivery: Delivery, work: () => Promise<T>): Promise<T> {
    const undone = new Error('rolled back');
    let result: { of: T } | undefined;
    const other = transaction(database.pool, async (tx) => {
      await keepToo(tx, delivery);
      result = { of: await work() };
      throw undone;
    });
    await assert.rejects(other, undone);
    return (result as { of: T }).of;
  }

  /** Delivers the first, which is not written before `meanwhile` has ended: what that delivers waits behind it. */
  const whileWriting = (first: Delivery, meanwhile: () => Promise<Answers>): Promise<Answers> =>
    whileHeld(first, async () => {
      const answers = await deliver(first);
      await lockWaited(database.pool);
      return [...answers, ...(await meanwhile())];
    });

  it('are kept in the order in which they came, and each is logged with its row', async () => {
    const sent = await deliveries(40);
    const [first, ...others] = sent as [Delivery, ...Delivery[]];
    const answers = await whileWriting(first, async () => {
      const all: Answers = [];
      for (const one of others) all.push(...(await deliver(one)));
      return all;
    });
    assert.deepEqual(new Set(await statuses(answers)), new Set([200]));
    const kept = await rows();
    assert.deepEqual(
      kept.map(({ code }) => code),
      sent.map(({ code }) => code),
    );
    const lines = door.logs.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'webhook kept');
    assert.deepEqual(
      lines.map(({ webhook, code }) => ({ id: webhook, code })),
      kept,
    );
  });

  it('are kept once where they are equal, and each is answered 200', async () => {
    const [first, doubled, other] = (await deliveries(3)) as [Delivery, Delivery, Delivery];
    const answers = await whileWriting(first, () => deliver(doubled, doubled, doubled, other));
    assert.deepEqual(await statuses(answers), [200, 200, 200, 200, 200]);
    assert.deepEqual((await codes()).sort(), [first.code, doubled.code, other.code].sort());
    assert.equal(await counted(door.metrics.webhooksReceived, { result: 'kept' }), 3);
    assert.equal(await counted(door.metrics.webhooksReceived, { result: 'duplicate' }), 2);
  });

  it('are kept although the database refuses one of them', async () => {
    const [first, before, bad, after] = (await deliveries(4)) as [Delivery, Delivery, Delivery, Delivery];
    await database.pool.query(`alter table webhooks add constraint no_such check (code <> '${bad.code}')`);
    const answers = await whileWriting(first, () => deliver(before, bad, after));
    assert.deepEqual(await statuses(answers), [200, 200, 500, 200]);
    assert.deepEqual((await codes()).sort(), [first.code, before.code, after.code].sort());
    await database.pool.query('alter table webhooks drop constraint no_such');
  });

  it('are kept although the connection broke over those before them, which are answered 503', async () => {
    const [lost, ...others] = (await deliveries(6)) as [Delivery, ...Delivery[]];
    const answers = await whileWriting(lost, async () => {
      const behind = await deliver(...others);
      const { rowCount } = await database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
      assert.equal(rowCount, 1);
      return behind;
    });
    const told = await Promise.all(answers);
    assert.deepEqual([told[0]?.status, told[0]?.retryAfter], [503, '1']);
    assert.deepEqual(new Set(told.slice(1).map(({ status }) => status)), new Set([200]));
    assert.deepEqual((await codes()).sort(), others.map(({ code }) => code).sort());
    assert.equal(await counted(door.metrics.webhooksRefused, { reason: 'database_unavailable' }), 1);
  });

  it('are not lost to a deadlock with a process that keeps the same ones in another order', async () => {
    const [first, one, between, two] = (await deliveries(4)) as [Delivery, Delivery, Delivery, Delivery];
    const answers = await transaction(database.pool, async (other) => {
      // It looks for no deadlock itself, so that it is not the one that PostgreSQL ends.
      await other.query(`set local deadlock_timeout = '1min'`);
      await keepToo(other, two);
      const { all, kept } = await whileHeld(between, async () => {
        const all = await whileWriting(first, async () => {
          const behind: Answers = [];
          for (const next of [one, between, two]) behind.push(...(await deliver(next)));
          return behind;
        });
        await all[0];
        await lockWaited(database.pool);
        const kept = keepToo(other, one);
        await lockWaited(database.pool, 2);
        return { all, kept };
      });
      await kept;
      return all;
    });
    assert.deepEqual(await statuses(answers), [200, 200, 200, 200]);
    assert.deepEqual((await codes()).sort(), [first, one, between, two].map(({ code }) => code).sort());
    assert.deepEqual(refusals, ['40P01']);
  });

  it('are sent away where too many wait, and the log and the metrics say why', async () => {
    const [first, excess, ...others] = (await deliveries(502)) as [Delivery, Delivery, ...Delivery[]];
    const answers = await whileWriting(first, async () => {
      const waiting = await deliver(...others);
      const { status, retryAfter } = await door.deliver(excess.body, excess.token);
      assert.deepEqual([status, retryAfter], [503, '1']);
      return waiting;
    });
    assert.equal(await counted(door.metrics.webhooksRefused, { reason: 'write_queue_full' }), 1);
    assert.match(door.logs.join(''), /"reason":"write_queue_full"/);
    assert.deepEqual(new Set(await statuses(answers)), new Set([200]));
    assert.equal((await rows()).length, 501);
  });

  it('are finished when the process is told to stop', async () => {
    const [first, ...others] = (await deliveries(5)) as [Delivery, ...Delivery[]];
    let stopped: Promise<void> | undefined;
    const answers = await whileWriting(first, async () => {
      const waiting = await deliver(...others);
      stopped = door.stop();
      return waiting;
    });
    await stopped;
    assert.equal((await rows()).length, 5);
    assert.deepEqual(new Set(await statuses(answers)), new Set([200]));
  });
});
