import assert from 'node:assert/strict';
import fc from 'fast-check';
import { retryDelays } from '../../domain/notify/delivery.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { startApi } from '../support/http/api.ts';
import { anEndpoint, isSignedBy, type Notified, startNotified, toldCase } from '../support/http/notified.ts';
import { answerWith, type Received, type Reply } from '../support/http/receiver.ts';
import { draw, tally, trials } from '../support/trials.ts';

/** The receiver's treatment of one try. It has taken the notification only if it answers so. */
const behaviours = {
  takes: answerWith(204),
  'takes, and drips its answer': (_received, response) => {
    response.writeHead(200).write('.');
    setImmediate(() => response.end());
  },
  'answers 500': answerWith(500),
  'answers 429': answerWith(429, { 'retry-after': '30' }),
  'answers 503': answerWith(503),
  redirects: answerWith(302, { location: 'https://elsewhere.example/' }),
  'takes, but breaks off before it says so': (_received, response) => void response.destroy(),
} satisfies Record<string, Reply>;
type Behaviour = keyof typeof behaviours;
const kinds = Object.keys(behaviours) as Behaviour[];

describe('S2: a thousand deliveries', () => {
  const database = ownDatabase();
  const endpoints = 4;
  const perEndpoint = trials({ local: 50, ci: 250, nightly: 2_500 });
  /** The requests to each endpoint, and its treatment of each. */
  const log: { got: Received; did: Behaviour; at: number }[] = [];
  const happened = tally(kinds);
  const secrets: Record<string, string> = {};
  let notified: Notified;
  let killed: string[];

  before(async () => {
    notified = await startNotified(database.pool);
    const { api, clock, receiver } = notified;
    for (let i = 0; i < endpoints; i += 1) {
      const path = `/${i}`;
      secrets[path] = (await anEndpoint(api, `http://127.0.0.1:${receiver.port}${path}`)).secret;
    }
    await toldCase(database.pool, perEndpoint);
    const script = draw(fc.constantFrom(...kinds), 100_000);
    receiver.reply = (got, response) => {
      const did = script.pop() ?? 'takes';
      happened.count(did);
      log.push({ got, did, at: clock.now().getTime() });
      behaviours[did](got, response);
    };
    killed = await playOut();
  });
  after(() => notified.stop());

  /** Lets the time of the whole schedule pass, and kills a sender now and then. */
  async function playOut(): Promise<string[]> {
    const { api, clock } = notified;
    const died: string[] = [];
    for (let turns = 0, step = 0; step <= retryDelays.length; turns += 1) {
      const dying = dyingPool(database.pool, 2 + ((7 * turns) % 40), 'before');
      const other = await startApi(dying.pool, { key: api.key, clock: clock.now });
      await other.notifier.turn().catch(() => {});
      await other.stop();
      if (dying.diedAt) died.push(dying.diedAt);
      await api.notifier.turn();
      // A receiver that has answered 429 gets the rest of its due deliveries half a minute later.
      if (await isDue()) clock.pass(30);
      else clock.pass((retryDelays[step++] ?? 0) * 1.1);
    }
    return died;
  }

  async function isDue(): Promise<boolean> {
    const { rows } = await database.pool.query(
      `select from notification_deliveries where status = 'waiting' and next_attempt_at < $1 limit 1`,
      [new Date(notified.clock.now().getTime() + 30_000)],
    );
    return rows.length > 0;
  }

  const accepted = ({ did }: { did: Behaviour }) => did.startsWith('takes') && !did.includes('breaks off');
  /** Groups the requests by endpoint and notification. */
  function byDelivery(): Map<string, typeof log> {
    const tries = new Map<string, typeof log>();
    for (const one of log) {
      const which = `${one.got.path} ${one.got.id}`;
      tries.set(which, [...(tries.get(which) ?? []), one]);
    }
    return tries;
  }

  it('happened as planned', () => {
    assert.deepEqual(happened.below(20), []);
    assert.ok(killed.length >= 5, `${killed.length} senders were killed`);
    assert.equal(byDelivery().size, endpoints * perEndpoint);
  });

  it('I10: each arrived at least once, under one id, with one body and a valid signature', () => {
    for (const [which, tries] of byDelivery()) {
      const [first] = tries;
      for (const { got } of tries) {
        assert.equal(got.body, first?.got.body, which);
        assert.ok(isSignedBy(got, secrets[got.path] ?? ''), which);
      }
    }
  });

  it('are recorded as delivered if the receiver has answered so, and otherwise as failed after ten tries', async () => {
    const { rows } = await database.pool.query<{ which: string; status: string; attempts: number }>(
      `select regexp_replace(url, '^.*/', '/') || ' ' || notification_id as which, d.status, attempts
       from notification_deliveries d join notification_endpoints e on e.id = endpoint_id`,
    );
    const tries = byDelivery();
    assert.equal(rows.length, endpoints * perEndpoint);
    for (const { which, status, attempts } of rows) {
      const taken = (tries.get(which) ?? []).some(accepted);
      assert.ok(status === 'delivered' ? taken : status === 'failed' && attempts >= 10, `${which} is ${status}`);
    }
  });

  it('never came early, unless a sender had died', () => {
    for (const [which, tries] of byDelivery()) {
      for (const [index, { at }] of tries.entries()) {
        const before = tries[index - 1];
        if (!before) continue;
        const wait = (at - before.at) / 1000;
        // A killed sender leaves its lease of 20 s, which is longer than the first delay and shorter than others.
        assert.ok(wait >= Math.min(retryDelays[index - 1] ?? 0, 20), `${which}: try ${index + 1} after ${wait} s`);
      }
    }
  });
});
