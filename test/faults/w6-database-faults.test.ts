import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createPool, type Pool } from '../../db/pool.ts';
import { eachOf } from '../../dev/each-of.ts';
import { freshDatabase } from '../support/database/database.ts';
import { type DatabaseProxy, databaseProxy } from '../support/database/database-proxy.ts';
import { poolAs } from '../support/database/pool-as.ts';
import { type Door, openDoor } from '../support/http/door.ts';
import { stopwatch } from '../support/lateness.ts';
import { trials } from '../support/trials.ts';
import { until } from '../support/until.ts';

type There = {
  /** The door's pool. */
  pool: Pool;
  proxy: DatabaseProxy;
  /** A pool of the test, which does not use the proxy. */
  own: Pool;
};
type Fault = {
  what: string;
  /** Begins the fault. The returned function ends it. */
  begin: (there: There) => Promise<() => Promise<void>>;
  /** How many of the deliveries during the fault are acknowledged. */
  answers: 'some' | 'none';
  /** The fault lasts as long as our own limits, so the test tries only as many deliveries as can run at once. */
  slow?: true;
};

const raises = (code: string, when: 'before insert' | 'at commit') => async (own: Pool) => {
  await own.query(`create function fault() returns trigger language plpgsql as
    $$ begin raise exception 'a fault' using errcode = '${code}'; end $$`);
  await own.query(
    when === 'at commit'
      ? `create constraint trigger fault after insert on webhooks deferrable initially deferred
         for each row execute function fault()`
      : 'create trigger fault before insert on webhooks for each row execute function fault()',
  );
  return async () => void (await own.query('drop function fault cascade'));
};
/** Each insert takes this many seconds. */
async function slowInsert(own: Pool, seconds: number): Promise<void> {
  await own.query(`create function fault() returns trigger language plpgsql as
    $$ begin perform pg_sleep(${seconds}); return new; end $$`);
  await own.query('create trigger fault before insert on webhooks for each row execute function fault()');
}
const trigger =
  (code: string, when: 'before insert' | 'at commit'): Fault['begin'] =>
  ({ own }) =>
    raises(code, when)(own);
const wire =
  (to: 'cut' | 'silent' | 'loses answers'): Fault['begin'] =>
  async ({ proxy }) => {
    proxy.set(to);
    return async () => {
      // This ends the remaining connections.
      proxy.set('cut');
      proxy.set('open');
      assert.ok(proxy.hits() > 0, 'nothing was on the wire');
    };
  };

const faults: Fault[] = [
  { what: 'the database is away', begin: wire('cut'), answers: 'none' },
  { what: 'the answer to the insert is lost', begin: wire('loses answers'), answers: 'none' },
  { what: 'the disk is full', begin: trigger('53100', 'before insert'), answers: 'none' },
  { what: 'the disk is full at the commit', begin: trigger('53100', 'at commit'), answers: 'none' },
  { what: 'the disk fails', begin: trigger('58030', 'before insert'), answers: 'none' },
  {
    what: 'the server ends every connection again and again',
    answers: 'some',
    begin: async ({ own }) => {
      // Otherwise most of the ended connections would be idle.
      await slowInsert(own, 0.005);
      let ended = 0;
      let over = false;
      const ending = (async () => {
        while (!over) {
          const { rowCount } = await own.query(
            `select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and application_name = 'door'`,
          );
          ended += rowCount ?? 0;
        }
      })();
      return async () => {
        over = true;
        await ending;
        await own.query('drop function fault cascade');
        assert.ok(ended > 0, 'no connection was ended');
      };
    },
  },
  {
    what: 'the server has become read-only',
    answers: 'none',
    begin: async ({ own, proxy }) => {
      const name = (await own.query<{ name: string }>('select current_database() as name')).rows[0]?.name;
      const make = async (readOnly: 'on' | 'off') => {
        await own.query(`set default_transaction_read_only = off`);
        await own.query(`alter database ${name} set default_transaction_read_only = ${readOnly}`);
        proxy.set('cut');
        proxy.set('open');
      };
      await make('on');
      return () => make('off');
    },
  },
  { what: 'the wire is silent', begin: wire('silent'), answers: 'none', slow: true },
  {
    what: 'the wire was silent, and the existing connections get no error',
    answers: 'none',
    slow: true,
    begin: async ({ proxy }) => {
      proxy.set('silent');
      return async () => proxy.set('open');
    },
  },
  {
    what: 'the table is locked',
    answers: 'none',
    slow: true,
    begin: async ({ own }) => {
      const client = await own.connect();
      await client.query('begin; lock table webhooks in exclusive mode');
      return async () => {
        await client.query('rollback');
        client.release();
      };
    },
  },
  {
    what: 'every connection is taken',
    answers: 'none',
    slow: true,
    begin: async ({ pool }) => {
      const api = poolAs(pool, 'gangway_api');
      const taken = await Promise.all(Array.from({ length: api.options.max }, () => api.connect()));
      return async () => {
        for (const client of taken) client.release();
      };
    },
  },
  {
    what: 'the disk is so slow that Plaid would not wait',
    answers: 'none',
    slow: true,
    begin: async ({ own }) => {
      await slowInsert(own, 12);
      return async () => {
        await own.query(`select pg_cancel_backend(pid) from pg_stat_activity
          where datname = current_database() and wait_event = 'PgSleep'`);
        await own.query('drop function fault cascade');
      };
    },
  },
];

type Delivery = { body: string; token: string };
type Tried = { delivery: Delivery; status: number | 'cut'; retryAfter: string | undefined; seconds: number };

describe('W6: the database fails while a webhook is received', () => {
  const slowEach = trials({ local: 5, ci: 20, nightly: 100 });
  const quick = faults.filter(({ slow }) => !slow).length;
  const quickEach = Math.ceil(
    (trials({ local: 600, ci: 3_000, nightly: 10_000 }) - slowEach * (faults.length - quick)) / quick,
  );
  const played = new Map<string, Promise<Played>>();
  before(() => {
    // The slow faults last as long as our own limits, so they run all at once, beside the others one by one.
    let last: Promise<unknown> = Promise.resolve();
    for (const fault of faults) {
      const playing = fault.slow ? play(fault, slowEach) : last.then(() => play(fault, quickEach));
      // The test that waits for it reports an error. The next fault runs anyway.
      const done = playing.catch(() => {});
      if (!fault.slow) last = done;
      played.set(fault.what, playing);
    }
  });

  for (const { what, answers } of faults) {
    it(`W6: ${what}: each acknowledged webhook is stored, and Plaid gets a refusal of others within ten seconds`, async () => {
      const { tried, keptMeanwhile } = await (played.get(what) ?? assert.fail());
      const acknowledged = tried.filter(({ status }) => status === 200);
      for (const { status, retryAfter, seconds } of tried) {
        assert.ok(seconds < 10, `an answer took ${seconds} s`);
        if (status === 200) continue;
        assert.equal(status, 503);
        assert.ok(retryAfter);
      }
      for (const { delivery } of acknowledged) assert.ok(keptMeanwhile.has(delivery.body), 'acknowledged and not kept');
      if (answers === 'none') assert.equal(acknowledged.length, 0);
      else assert.ok(acknowledged.length < tried.length, 'the fault never fired');
    });

    it(`W6: ${what}: afterwards the door stores the webhooks that Plaid repeats, each once`, async () => {
      const { tried, keptInTheEnd } = await (played.get(what) ?? assert.fail());
      assert.deepEqual([...keptInTheEnd].sort(), tried.map(({ delivery }) => delivery.body).sort());
    });
  }
});

type Played = { tried: Tried[]; keptMeanwhile: Set<string>; keptInTheEnd: string[] };

/** Sends deliveries during the fault, and repeats them after it as Plaid does. */
async function play(fault: Fault, count: number): Promise<Played> {
  const database = await freshDatabase();
  const proxy = await databaseProxy(database.url);
  const pool = createPool(`${proxy.url}?application_name=door`);
  // The vault creates the key of the inbox at the first delivery, which is not the subject of this test.
  const before = await openDoor(pool, { key: 'none' });
  await before.deliver('{}');
  await before.stop();
  // A fault that lasts as long as our limits also meets the slowest Plaid (plaid/webhook-key.ts).
  const door = await openDoor(pool, { key: 'none', keyTakesMs: fault.slow ? 5_000 : 0 });
  try {
    const deliveries = await Promise.all(Array.from({ length: count }, () => aDelivery(door)));
    const end = await fault.begin({ pool, proxy, own: database.pool });
    const tried: Tried[] = [];
    await eachOf(deliveries, fault.slow ? count : 20, async (delivery) => {
      const seconds = stopwatch();
      const { status, retryAfter } = await door.deliver(delivery.body, delivery.token);
      tried.push({ delivery, status, retryAfter, seconds: seconds() });
    });
    const keptMeanwhile = new Set(await bodiesOf(deliveries, database.pool));
    await end();

    await eachOf(deliveries, 10, async ({ body, token }) => {
      // The pool may notice a broken connection only when it uses it next. Plaid retries first after 30 s.
      const taken = async () => (await door.deliver(body, token)).status === 200;
      assert.ok(await until(taken), 'not taken although the fault is over');
    });
    return { tried, keptMeanwhile, keptInTheEnd: await bodiesOf(deliveries, database.pool) };
  } finally {
    await door.stop();
    await pool.end();
    await proxy.close();
    await database.drop();
  }
}

async function aDelivery({ signer }: Door): Promise<Delivery> {
  const body = JSON.stringify({ webhook_type: 'WEATHER', webhook_code: randomUUID() });
  return { body, token: await signer.sign(body) };
}

/** Returns the bodies of the stored deliveries, each as often as it has rows. */
async function bodiesOf(deliveries: Delivery[], own: Pool): Promise<string[]> {
  const { rows } = await own.query<{ code: string }>(`select code from webhooks where type = 'WEATHER'`);
  const bodies = new Map(deliveries.map(({ body }) => [JSON.parse(body).webhook_code as string, body]));
  return rows.map(({ code }) => bodies.get(code) ?? code);
}
