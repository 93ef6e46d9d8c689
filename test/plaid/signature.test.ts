import assert from 'node:assert/strict';
import { createHmac, createPublicKey, generateKeyPairSync, sign as nodeSign } from 'node:crypto';
import fc from 'fast-check';
import type { Refused } from '../../plaid/signature.ts';
import { base64url, body, key, setUp, sha256, sign, signClaims, signingKey, start } from './signing.ts';

const refusal = (reason: Refused) => ({ ok: false, reason });

describe('a signature of Plaid is accepted', () => {
  it('over the raw bytes', async () => {
    const { verify } = setUp();
    assert.deepEqual(await verify(body, await sign(key, body, start)), { ok: true, signedAt: start, stale: false });
  });
});

describe('W1: forged deliveries are refused', () => {
  const claims = { iat: start.getTime() / 1000, request_body_sha256: sha256(body) };
  const unsigned = (header: object) => `${base64url(header)}.${base64url(claims)}`;
  const other = signingKey(key.kid);
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

  function withNode(header: object, keyObject: typeof rsa.privateKey) {
    const input = unsigned(header);
    const signature = nodeSign('sha256', Buffer.from(input), { key: keyObject, dsaEncoding: 'ieee-p1363' });
    return `${input}.${signature.toString('base64url')}`;
  }
  function hmacWithPublicKey(alg: string) {
    const pem = createPublicKey({ key: { ...key.published.jwk }, format: 'jwk' }).export({
      type: 'spki',
      format: 'pem',
    });
    const input = unsigned({ alg, kid: key.kid });
    return `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`;
  }

  const table: [what: string, reason: Refused, header: () => Promise<string | string[]> | string | undefined][] = [
    ['no header', 'no_header', () => undefined],
    ['an empty header', 'no_header', () => ''],
    ['two headers', 'malformed', async () => [await sign(key, body, start), await sign(key, body, start)]],
    ['two headers joined', 'malformed', async () => `${await sign(key, body, start)}, ${await sign(key, body, start)}`],
    ['no token', 'malformed', () => 'hello'],
    ['a huge token', 'malformed', () => `${'a'.repeat(100_000)}.b.c`],
    ['a huge token of Plaid itself', 'malformed', () => signClaims(key, { ...claims, filler: 'x'.repeat(2000) })],
    ['a header that is not JSON', 'malformed', () => 'aGVsbG8.aGVsbG8.aGVsbG8'],
    ['alg none', 'wrong_algorithm', () => `${unsigned({ alg: 'none', kid: key.kid })}.AA`],
    ['alg none without a signature', 'malformed', () => `${unsigned({ alg: 'none', kid: key.kid })}.`],
    ['HS256 with the public key as secret', 'wrong_algorithm', () => hmacWithPublicKey('HS256')],
    ['an HMAC that says ES256', 'bad_signature', () => hmacWithPublicKey('ES256')],
    ['RS256', 'wrong_algorithm', () => withNode({ alg: 'RS256', kid: key.kid }, rsa.privateKey)],
    [
      'an RSA signature that says ES256',
      'bad_signature',
      () => withNode({ alg: 'ES256', kid: key.kid }, rsa.privateKey),
    ],
    ['another curve', 'bad_signature', () => withNode({ alg: 'ES256', kid: key.kid }, p384.privateKey)],
    ['ES384', 'wrong_algorithm', () => withNode({ alg: 'ES384', kid: key.kid }, p384.privateKey)],
    ['alg in lower case', 'wrong_algorithm', () => withNode({ alg: 'es256', kid: key.kid }, key.privateKey)],
    ['an alg that is no string', 'wrong_algorithm', () => withNode({ alg: ['ES256'], kid: key.kid }, key.privateKey)],
    ['a key of one own under the kid of Plaid', 'bad_signature', () => sign(other, body, start)],
    [
      'a key of one own inside the header',
      'bad_signature',
      () => withNode({ alg: 'ES256', kid: key.kid, jwk: other.published.jwk }, other.privateKey),
    ],
    [
      'an unknown critical header',
      'bad_signature',
      () => withNode({ alg: 'ES256', kid: key.kid, crit: ['x'], x: 1 }, key.privateKey),
    ],
    ['no kid', 'malformed', () => withNode({ alg: 'ES256' }, key.privateKey)],
    ['a kid that is a path', 'malformed', () => withNode({ alg: 'ES256', kid: '../../item/get' }, key.privateKey)],
    ['a kid that is SQL', 'malformed', () => withNode({ alg: 'ES256', kid: "' or 1=1 --" }, key.privateKey)],
    ['a kid that is a URL', 'malformed', () => withNode({ alg: 'ES256', kid: 'https://evil.test/k' }, key.privateKey)],
    ['a long kid', 'malformed', () => withNode({ alg: 'ES256', kid: 'k'.repeat(65) }, key.privateKey)],
    ['an unknown kid', 'unknown_key', () => sign(signingKey('another-environment'), body, start)],
    ['a body changed by one space', 'body_changed', () => sign(key, Buffer.from(`${body.toString()} `), start)],
    ['no hash', 'bad_signature', () => signClaims(key, { iat: claims.iat })],
    [
      'a hash cut short',
      'bad_signature',
      () => signClaims(key, { ...claims, request_body_sha256: sha256(body).slice(1) }),
    ],
    ['no iat', 'bad_signature', () => signClaims(key, { request_body_sha256: claims.request_body_sha256 })],
    ['an iat that no date can hold', 'bad_signature', () => signClaims(key, { ...claims, iat: 1e300 })],
    ['claims that are no object', 'bad_signature', () => signClaims(key, null)],
  ];
  for (const [what, reason, header] of table) {
    it(`${what}: ${reason}`, async () => {
      const { verify } = setUp();
      assert.deepEqual(await verify(body, await header()), refusal(reason));
    });
  }

  it('asks Plaid for no key before the algorithm and the kid are in order', async () => {
    const { verify, plaid } = setUp();
    await verify(body, hmacWithPublicKey('HS256'));
    await verify(body, withNode({ alg: 'ES256', kid: '../../item/get' }, key.privateKey));
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
      assert.deepEqual(await verify(body, await sign(key, body, start)), refusal('unusable_key'));
    }
  });

  it('a token with any one character changed', async () => {
    const token = await sign(key, body, start);
    const { verify } = setUp([key], 1_000_000);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    const lastOfSignature = token.length - 1;
    await fc.assert(
      fc.asyncProperty(
        // The last character of 64 bytes in base64url has four bits that say nothing.
        fc.nat(lastOfSignature - 1),
        fc.constantFrom(...alphabet),
        async (place, character) => {
          fc.pre(token[place] !== character);
          const changed = token.slice(0, place) + character + token.slice(place + 1);
          assert.equal((await verify(body, changed)).ok, false);
        },
      ),
      { numRuns: 1000 },
    );
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
      const got = await verify(body, await sign(key, body, at));
      assert.deepEqual(
        got,
        verdict === 'issued_in_future' ? refusal(verdict) : { ok: true, signedAt: at, stale: verdict === 'stale' },
      );
    });
  }

  it('a captured token with another body is refused', async () => {
    const { verify } = setUp();
    const token = await sign(key, body, start);
    assert.equal((await verify(body, token)).ok, true);
    assert.deepEqual(await verify(Buffer.from('{}'), token), refusal('body_changed'));
  });
});
