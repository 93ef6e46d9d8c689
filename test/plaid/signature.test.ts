import assert from 'node:assert/strict';
import type { RefusalReason } from '../../plaid/signature.ts';
import { forgeries, hmacWithPublicKey, p384, withNode } from './forgeries.ts';
import { body, key, setUp, sha256, sign, start } from './signing.ts';

const bodyHash = Buffer.from(sha256(body), 'hex');
const refusal = (reason: RefusalReason) => ({ ok: false, reason });

describe('a signature of Plaid is accepted', () => {
  it('over the raw bytes', async () => {
    const { verify } = setUp();
    assert.deepEqual(await verify(async () => body, await sign(key, body, start)), {
      ok: true,
      body,
      bodyHash,
      signedAt: start,
      stale: false,
    });
  });
});

describe('W1: forged deliveries are refused', () => {
  for (const { what, reason, header, body } of forgeries) {
    it(`${what}: ${reason}`, async () => {
      const { verify } = setUp();
      assert.deepEqual(await verify(async () => body, await header()), refusal(reason));
    });
  }

  it('asks Plaid for no key before the algorithm and the kid are in order', async () => {
    const { verify, plaid } = setUp();
    await verify(async () => body, hmacWithPublicKey('HS256'));
    await verify(async () => body, withNode({ alg: 'ES256', kid: '../../item/get' }, key.privateKey));
    assert.equal(plaid.lookups, 0);
  });

  it('a published key that is not an ES256 key is not used', async () => {
    const wrong = p384.publicKey.export({ format: 'jwk' });
    for (const bent of [
      { ...key.published.jwk, crv: wrong.crv ?? '', x: wrong.x ?? '', y: wrong.y ?? '' },
      { ...key.published.jwk, x: 'AA' },
      { ...key.published.jwk, kid: 'another' },
      { ...key.published.jwk, alg: 'ES384' },
    ]) {
      const { verify, plaid } = setUp();
      plaid.keys.set(key.kid, { jwk: bent, expiredAt: null });
      assert.deepEqual(await verify(async () => body, await sign(key, body, start)), refusal('unusable_key'));
    }
  });
});

describe('W2: age decides between fact and hint', () => {
  const table: [seconds: number, verdict: 'fresh' | 'stale' | 'issued_in_future'][] = [
    [-600, 'issued_in_future'],
    [-61, 'issued_in_future'],
    [-60, 'fresh'],
    [0, 'fresh'],
    [299, 'fresh'],
    [300, 'fresh'],
    [301, 'stale'],
    [600, 'stale'],
    [86_400, 'stale'],
  ];
  for (const [age, verdict] of table) {
    it(`signed ${age} s ago: ${verdict}`, async () => {
      const { verify } = setUp();
      const at = new Date(start.getTime() - age * 1000);
      const got = await verify(async () => body, await sign(key, body, at));
      assert.deepEqual(
        got,
        verdict === 'issued_in_future'
          ? refusal(verdict)
          : { ok: true, body, bodyHash, signedAt: at, stale: verdict === 'stale' },
      );
    });
  }
});
