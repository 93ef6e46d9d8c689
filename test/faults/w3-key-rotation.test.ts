import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Failure } from '../../domain/failure.ts';
import type { WebhookKey } from '../../plaid/gateway.ts';
import { createVerifier, type Verdict } from '../../plaid/signature.ts';
import { base64url, body, key, setUp, sign, signingKey, start } from '../plaid/signing.ts';
import { ownDatabase } from '../support/database/database.ts';
import { openDoor } from '../support/http/door.ts';
import { draw, type Tally, tally, trials } from '../support/trials.ts';

const minute = 60;
const hour = 3600;
const lookupsPerMinute = 30;
/** The seconds after which Plaid retries: thirty, and four times longer each time, for a day. */
const retries = [30, 120, 480, 1920, 7680, 30_720];
const stepSeconds = 3 * minute;
const lastsSeconds = hour;

const faults = ['key endpoint down', 'key endpoint slow', 'key endpoint hangs'] as const;
type Trial = {
  fault: (typeof faults)[number];
  /** These times are in seconds from the start. */
  faultFrom: number;
  faultFor: number;
  rotatesAt: number;
  /** How long after its first use Plaid publishes the new key, and how long it publishes the old one as valid. */
  publishedAfter: number;
  overlap: number;
  /** For five minutes from then, this many made-up key ids come with every genuine delivery. */
  floodFrom: number;
  strangers: number;
};
const trial: fc.Arbitrary<Trial> = fc.record({
  fault: fc.constantFrom(...faults),
  faultFrom: fc.integer({ min: 0, max: lastsSeconds }),
  faultFor: fc.integer({ min: 0, max: 40 * minute }),
  rotatesAt: fc.integer({ min: 0, max: lastsSeconds }),
  publishedAfter: fc.constantFrom(0, 60, 170),
  overlap: fc.constantFrom(0, 10 * minute, 2 * hour),
  floodFrom: fc.integer({ min: 0, max: lastsSeconds }),
  strangers: fc.constantFrom(3, 100),
});

const happenings = [
  ...faults,
  'used before it was published',
  'accepted by the new key',
  'accepted at a retry',
  'stranger looked up',
  'capped',
  'stolen key refused',
] as const;
type Happened = Tally<(typeof happenings)[number]>;

describe('W3: keys that rotate', () => {
  const histories = trials({ local: 40, ci: 200, nightly: 2_000, release: 20_000 });
  it(`W3: lose no delivery of Plaid, admit no other, and cost few calls, in ${histories} histories`, async () => {
    const happened = tally(happenings);
    for (const one of draw(trial, histories)) await live(one, happened);
    assert.deepEqual(happened.below(20), []);
  });

  it('W3: cost few calls in a flood of made-up key ids, and no genuine delivery', async () => {
    const perSecond = trials({ local: 1_000, ci: 10_000 });
    const { verify, plaid, pass } = setUp([key], lookupsPerMinute);
    const refused = tally(['unknown_key', 'key_lookup_unavailable']);
    const genuine = await sign(key, body, start);
    assert.equal((await verify(async () => body, genuine)).ok, true);
    for (let second = 0; second < 5 * minute; second += 1) {
      for (let i = 0; i < perSecond; i += 1) {
        const verdict = await verify(async () => body, madeUp(`${second}-${i}`));
        assert.ok(!verdict.ok);
        refused.count(verdict.reason as 'unknown_key');
      }
      assert.equal((await verify(async () => body, genuine)).ok, true);
      pass(1);
    }
    // Strangers get thirty look-ups a minute. The known key does not count.
    assert.ok(plaid.lookups <= 5 * lookupsPerMinute + 2, `Plaid was asked ${plaid.lookups} times`);
    // The API makes half a minute's look-ups at once, then looks up the id that was named first. Others get a 503.
    assert.deepEqual(refused.below(10), []);
    assert.ok(plaid.lookups > 2 * lookupsPerMinute, `Plaid was asked ${plaid.lookups} times only`);
  });

  describe('the door', () => {
    const database = ownDatabase();

    it('W3: answers 503 to Plaid while it cannot look up keys, and stores the repeat', async () => {
      let away = true;
      const readKey = async () => {
        if (away) throw noAnswer();
        return key.published;
      };
      const verify = createVerifier({ readKey });
      const door = await openDoor(database.pool, { verify });
      const send = async () => door.deliver(body, await sign(key, body, new Date()));
      const lost = await send();
      away = false;
      const kept = await send();
      await door.stop();
      assert.deepEqual([lost.status, lost.retryAfter, kept.status], [503, '30', 200]);
      assert.equal((await database.pool.query('select from webhooks')).rowCount, 1);
    });
  });
});

const madeUp = (kid: string) => `${base64url({ alg: 'ES256', kid })}.e30.AA`;
const noAnswer = () => new Failure('unavailable', 'Plaid is away.', { code: 'no_answer' });

/**
 * Plays an hour of Plaid's deliveries, one every three minutes, each repeated until the door takes it. Plaid signs each
 * try again here. It does not document whether it does so; if not, the door loses a delivery whose key has expired.
 */
async function live(history: Trial, happened: Happened): Promise<void> {
  const { rotatesAt, publishedAfter, overlap, faultFrom, faultFor } = history;
  const [old, fresh] = [key, signingKey('fresh')];
  let now = 0;
  const expiresAt = rotatesAt + overlap;
  const date = (seconds: number) => new Date(start.getTime() + seconds * 1000);
  let calls = 0;
  const callsInMinute = new Map<number, number>();
  const waiting: { until: number; answer: () => void }[] = [];

  function published(kid: string): WebhookKey {
    if (kid === fresh.kid && now >= rotatesAt + publishedAfter) return fresh.published;
    if (kid === fresh.kid) happened.count('used before it was published');
    if (kid === old.kid) return { ...old.published, expiredAt: now >= expiresAt ? date(expiresAt) : null };
    throw new Failure('missing', 'No such key.', { code: 'INVALID_WEBHOOK_VERIFICATION_KEY_ID' });
  }
  async function readKey(kid: string): Promise<WebhookKey> {
    calls += 1;
    const inMinute = Math.floor(now / minute);
    callsInMinute.set(inMinute, (callsInMinute.get(inMinute) ?? 0) + 1);
    if (now < faultFrom || now >= faultFrom + faultFor) return published(kid);
    happened.count(history.fault);
    if (history.fault === 'key endpoint down') throw noAnswer();
    const seconds = history.fault === 'key endpoint slow' ? 4 : 5;
    await new Promise<void>((answer) => waiting.push({ until: now + seconds, answer }));
    if (history.fault === 'key endpoint hangs') throw noAnswer();
    return published(kid);
  }
  const verify = createVerifier({ readKey, now: () => date(now), lookupsPerMinute });
  const stolen = await sign(old, body, date(0));

  /** Moves the clock to `then`. Calls that wait for Plaid get their answers on the way. */
  function passUntil(then: number): void {
    now = then;
    for (const { until, answer } of waiting) if (until <= now) answer();
  }
  async function verdictOn(token: string): Promise<Verdict> {
    const verdict = verify(async () => body, token);
    passUntil(now + 5);
    return verdict;
  }

  async function tryStrangers(): Promise<void> {
    const { floodFrom, strangers } = history;
    const inFlood = now >= floodFrom && now < floodFrom + 5 * minute;
    for (let i = 0; inFlood && i < strangers; i += 1) {
      const before = calls;
      const verdict = verify(async () => body, madeUp(`${now}-${i}`));
      for (const { answer } of waiting) answer();
      assert.equal((await verdict).ok, false);
      happened.count(calls > before ? 'stranger looked up' : 'capped');
    }
  }
  /** A thief of the old key can use it only until the API looks it up again. */
  async function tryStolenKey(): Promise<void> {
    if (now < Math.max(expiresAt, faultFrom + faultFor) + 5 * minute) return;
    const verdict = await verdictOn(stolen);
    assert.ok(!verdict.ok);
    // In a flood the API may not look it up.
    if (verdict.reason === 'expired_key') happened.count('stolen key refused');
  }

  const due = Array.from({ length: lastsSeconds / stepSeconds }, (_, at) => ({ at: at * stepSeconds, tries: 0 }));
  for (let next = due.shift(); next; next = due.sort((a, b) => a.at - b.at).shift()) {
    passUntil(Math.max(now, next.at));
    await tryStrangers();
    await tryStolenKey();
    const signer = now >= rotatesAt ? fresh : old;
    const verdict = await verdictOn(await sign(signer, body, date(now)));
    if (verdict.ok) {
      if (signer === fresh) happened.count('accepted by the new key');
      if (next.tries > 0) happened.count('accepted at a retry');
      continue;
    }
    const wait = retries[next.tries];
    assert.ok(wait, `a delivery was lost: ${verdict.reason} at second ${now} of ${JSON.stringify(history)}`);
    due.push({ at: now + wait, tries: next.tries + 1 });
  }
  // The API looks up a known key at most twice a minute.
  for (const [when, times] of callsInMinute) {
    assert.ok(times <= lookupsPerMinute + 4, `${times} calls in minute ${when} of ${JSON.stringify(history)}`);
  }
}
