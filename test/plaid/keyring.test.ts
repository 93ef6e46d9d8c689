import assert from 'node:assert/strict';
import type { RefusalReason } from '../../plaid/signature.ts';
import { base64url, body, key, setUp, sign, signingKey, start } from './signing.ts';

const refusal = (reason: RefusalReason) => ({ ok: false, reason });

describe('W3: keys rotate', () => {
  it('a new key is picked up in the middle of the stream', async () => {
    const { verify, plaid } = setUp();
    await verify(async () => body, await sign(key, body, start));
    const next = signingKey('next');
    plaid.keys.set(next.kid, next.published);
    assert.equal((await verify(async () => body, await sign(next, body, start))).ok, true);
    assert.equal((await verify(async () => body, await sign(key, body, start))).ok, true);
  });

  it('an expired key is refused', async () => {
    const old = signingKey('old', new Date('2026-03-01T00:00:00Z'));
    const { verify } = setUp([old]);
    assert.deepEqual(await verify(async () => body, await sign(old, body, start)), refusal('expired_key'));
  });

  it('a kept key that has expired since is noticed', async () => {
    const { verify, plaid, pass } = setUp();
    const token = await sign(key, body, start);
    assert.equal((await verify(async () => body, token)).ok, true);
    plaid.keys.set(key.kid, { ...key.published, expiredAt: start });
    pass(299);
    assert.equal((await verify(async () => body, token)).ok, true);
    pass(1);
    assert.deepEqual(await verify(async () => body, token), refusal('expired_key'));
  });

  it('a kept key costs no look-up', async () => {
    const { verify, plaid } = setUp();
    for (let i = 0; i < 50; i++) await verify(async () => body, await sign(key, body, start));
    assert.equal(plaid.lookups, 1);
  });

  it('many simultaneous deliveries cause one look-up (single flight)', async () => {
    const { verify, plaid } = setUp();
    const token = await sign(key, body, start);
    const verdicts = await Promise.all(Array.from({ length: 100 }, () => verify(async () => body, token)));
    assert.ok(verdicts.every((verdict) => verdict.ok));
    assert.equal(plaid.lookups, 1);
  });

  it('a flood of unknown key ids causes no more look-ups than the cap, and costs known keys nothing', async () => {
    const { verify, plaid, pass } = setUp([key], 30);
    const token = await sign(key, body, start);
    assert.equal((await verify(async () => body, token)).ok, true);
    const forged = (i: number) => `${base64url({ alg: 'ES256', kid: `flood-${i}` })}.e30.AA`;
    const reasons = new Set<string>();
    for (let i = 0; i < 10_000; i++) {
      const verdict = await verify(async () => body, forged(i));
      assert.ok(!verdict.ok);
      reasons.add(verdict.reason);
    }
    assert.ok(plaid.lookups > 0 && plaid.lookups <= 30, `${plaid.lookups}`);
    assert.deepEqual([...reasons], ['unknown_key', 'key_lookup_unavailable']);
    // Even when the known key has to be read again.
    pass(301);
    for (let i = 0; i < 100; i++) await verify(async () => body, forged(i));
    assert.equal((await verify(async () => body, token)).ok, true);
  });

  it('an unknown key id is remembered for a minute, then looked up again', async () => {
    const { verify, plaid, pass } = setUp([]);
    const token = await sign(key, body, start);
    for (let i = 0; i < 5; i++) assert.deepEqual(await verify(async () => body, token), refusal('unknown_key'));
    assert.equal(plaid.lookups, 1);
    plaid.keys.set(key.kid, key.published);
    pass(60);
    assert.equal((await verify(async () => body, token)).ok, true);
  });

  it('with the key endpoint down, a new key is not refused but has to come back', async () => {
    const { verify, plaid } = setUp();
    plaid.down = true;
    const token = await sign(key, body, start);
    assert.deepEqual(await verify(async () => body, token), refusal('key_lookup_unavailable'));
    plaid.down = false;
    assert.equal((await verify(async () => body, token)).ok, true);
  });

  it('with the key endpoint down, a kept key serves on for an hour', async () => {
    const { verify, plaid, pass } = setUp();
    const token = await sign(key, body, start);
    await verify(async () => body, token);
    plaid.down = true;
    pass(300);
    assert.equal((await verify(async () => body, token)).ok, true);
    // Looked up once; the deliveries of the next half minute do not wait for another attempt.
    pass(29);
    assert.equal((await verify(async () => body, token)).ok, true);
    assert.equal(plaid.lookups, 2);
    pass(3570);
    assert.equal((await verify(async () => body, token)).ok, true);
    pass(31);
    assert.deepEqual(await verify(async () => body, token), refusal('key_lookup_unavailable'));
  });
});
