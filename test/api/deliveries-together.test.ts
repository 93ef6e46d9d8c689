// Simultaneous deliveries: the door writes them together, and answers each by itself.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { type Db, type Pool, transaction } from '../../db/pool.ts';
import { createVerifier } from '../../plaid/signature.ts';
import { lockWaited } from '../support/database/lock-waited.ts';
import { counted, type DoorAnswer, openDoor } from '../support/http/door.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { type WebhookSigner, webhookSigner } from '../support/http/signed-webhook.ts';
import { hangSeconds, until } from '../support/until.ts';

type Delivery = { code: string; body: string; token: string };
type Answers = Promise<DoorAnswer>[];

const signedAt = new Date(Math.floor(Date.now() / 1000) * 1000);

describe('simultaneous deliveries', () => {
  let signer: WebhookSigner;
  let verified: number;
  /** The codes of PostgreSQL's refusals to the door. */
  let refusals: unknown[];
  const [database, door] = forEachTest(async (pool) => {
    await pool.query('delete from webhooks');
    signer = await webhookSigner();
    const verify = createVerifier({ readKey: signer.readKey });
    verified = 0;
    refusals = [];
    return openDoor(watched(pool), {
      verify: async (...delivery) => {
        const verdict = await verify(...delivery);
        verified += 1;
        return verdict;
      },
    });
  });

  const patiently = (part: unknown) =>
    typeof part === 'object' && part !== null && 'query_timeout' in part
      ? { ...part, query_timeout: hangSeconds * 1_000 }
      : part;

  /** Waits for a lock as long as the test holds it: a busy machine may need more than production's five seconds. */
  function watched(pool: Pool): Pool {
    const query: Db['query'] = async (...statement) => {
      const client = await pool.connect();
      try {
        await client.query(`set lock_timeout = '${hangSeconds}s'; set statement_timeout = '${hangSeconds}s'`);
        return await client.query(...(statement.map(patiently) as typeof statement));
      } catch (error) {
        refusals.push((error as { code?: unknown }).code);
        throw error;
      } finally {
        client.release(true);
      }
    };
    return Object.assign(Object.create(pool), { query });
  }

  /** Each has a kind of its own, which identifies its row. */
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

  /** Resolves when the deliveries wait to be written. */
  async function deliver(...sent: Delivery[]): Promise<Answers> {
    const wanted = verified + sent.length;
    const answers = sent.map(({ body, token }) => door.deliver(body, token));
    assert.ok(await until(async () => verified === wanted, { everyMs: 5 }), `${verified} have come`);
    return answers;
  }

  /** Stores the delivery as another process would. */
  const keepToo = (tx: Db, { body, code }: Delivery) =>
    tx.query(
      `insert into webhooks (body_hash, signed_at, type, code, body_sealed, stale)
       values ($1, $2, 'WEATHER', $3, '', false) on conflict do nothing`,
      [createHash('sha256').update(body).digest(), signedAt, code],
    );

  /** Blocks the delivery's row while `work` runs: another process writes it and rolls back in the end. */
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

  /**
   * Delivers the first, which is not written before `meanwhile` has ended. Deliveries in `meanwhile` wait behind it.
   */
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

  it('are kept although the connection broke during the ones before, which get a 503', async () => {
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

  it('are not lost to a deadlock with a process that stores them in another order', async () => {
    const [first, one, between, two] = (await deliveries(4)) as [Delivery, Delivery, Delivery, Delivery];
    const answers = await transaction(database.pool, async (other) => {
      // This session detects no deadlock itself, so that PostgreSQL ends the other one.
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

  it('are refused where too many wait, and the log and the metrics say why', async () => {
    const [first, excess, ...others] = (await deliveries(502)) as [Delivery, Delivery, ...Delivery[]];
    const answers = await whileWriting(first, async () => {
      const waiting = await deliver(...others);
      const { status, retryAfter } = await door.deliver(excess.body, excess.token);
      assert.deepEqual([status, retryAfter], [503, '1']);
      return waiting;
    });
    assert.equal(await counted(door.metrics.webhooksRefused, { reason: 'write_queue_full' }), 1);
    assert.match(door.logs.join(''), /"reason":"write_queue_full"/);
    // On a busy machine some have waited too long by then. Their sender is asked to come again; the others are kept.
    const answered = await statuses(answers);
    assert.ok(answered.every((status) => status === 200 || status === 503));
    const kept = new Set(await codes());
    const unkept = [first, ...others].filter(({ code }, nth) => answered[nth] === 200 && !kept.has(code));
    assert.deepEqual([unkept, kept.has(excess.code)], [[], false]);
  });

  it('are finished when the process stops', async () => {
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
