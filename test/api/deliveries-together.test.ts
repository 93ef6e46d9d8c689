// What the door makes of deliveries that come together: they are written together, and each is answered for itself.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { type Db, transaction } from '../../db/pool.ts';
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
  beforeEach(async () => {
    await database.pool.query('delete from webhooks');
    signer = await webhookSigner();
    const verify = createVerifier({ readKey: signer.readKey });
    verified = 0;
    door = await openDoor(database.pool, {
      verify: async (...delivery) => {
        const verdict = await verify(...delivery);
        verified += 1;
        return verdict;
      },
    });
  });
  afterEach(() => door.stop());

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

  /** Delivers the first, whose writing takes for as long as `meanwhile` does: what that delivers waits behind it. */
  async function whileWriting(first: Delivery, meanwhile: () => Promise<Answers>): Promise<Answers> {
    const undone = new Error('rolled back');
    let answers: Answers = [];
    const other = transaction(database.pool, async (tx) => {
      await keepToo(tx, first);
      answers = await deliver(first);
      await lockWaited(database.pool);
      answers.push(...(await meanwhile()));
      throw undone;
    });
    await assert.rejects(other, undone);
    return answers;
  }

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
    const [first, one, two] = (await deliveries(3)) as [Delivery, Delivery, Delivery];
    const answers = await transaction(database.pool, async (other) => {
      await keepToo(other, two);
      const all = await whileWriting(first, () => deliver(one, two));
      await lockWaited(database.pool);
      // Each now waits for the other; PostgreSQL ends the one that has waited for a second.
      await keepToo(other, one);
      return all;
    });
    assert.deepEqual(await statuses(answers), [200, 200, 200]);
    assert.deepEqual((await codes()).sort(), [first.code, one.code, two.code].sort());
    const deadlocked = async () => {
      const { rows: stats } = await database.pool.query<{ deadlocks: number }>(
        'select deadlocks from pg_stat_database where datname = current_database()',
      );
      return stats[0]?.deadlocks === 1;
    };
    // PostgreSQL tells its statistics once a second.
    assert.ok(await until(deadlocked, { seconds: 5 }), 'there was no deadlock');
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
