// Every way we know to forge a delivery of Plaid's: row W1 of the fault matrix.
import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign as nodeSign } from 'node:crypto';
import type { RefusalReason } from '../../plaid/signature.ts';
import { base64url, body, key, sha256, sign, signClaims, signingKey, start } from './signing.ts';

type Header = string | string[] | undefined;
type Forgery = { what: string; reason: RefusalReason; header: () => Header | Promise<Header>; body: Buffer };

const claims = { iat: start.getTime() / 1000, request_body_sha256: sha256(body) };
const other = signingKey(key.kid);
export const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

const unsigned = (header: object) => `${base64url(header)}.${base64url(claims)}`;
const genuine = () => sign(key, body, start);

export function withNode(header: object, keyObject: KeyObject): string {
  const input = unsigned(header);
  const signature = nodeSign('sha256', Buffer.from(input), { key: keyObject, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

export function hmacWithPublicKey(alg: string): string {
  const pem = createPublicKey({ key: { ...key.published.jwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const input = unsigned({ alg, kid: key.kid });
  return `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`;
}

const table: [what: string, reason: RefusalReason, header: Forgery['header'], body?: Buffer][] = [
  ['no header', 'no_header', () => undefined],
  ['an empty header', 'no_header', () => ''],
  ['two headers', 'malformed', async () => [await genuine(), await genuine()]],
  ['two headers joined', 'malformed', async () => `${await genuine()}, ${await genuine()}`],
  ['no token', 'malformed', () => 'hello'],
  ['a huge token', 'malformed', () => `${'a'.repeat(100_000)}.b.c`],
  ['a huge token of Plaid itself', 'malformed', () => signClaims(key, { ...claims, filler: 'x'.repeat(2000) })],
  ['a header that is not JSON', 'malformed', () => 'aGVsbG8.aGVsbG8.aGVsbG8'],
  ['alg none', 'wrong_algorithm', () => `${unsigned({ alg: 'none', kid: key.kid })}.AA`],
  ['alg none without a signature', 'malformed', () => `${unsigned({ alg: 'none', kid: key.kid })}.`],
  ['HS256 with the public key as secret', 'wrong_algorithm', () => hmacWithPublicKey('HS256')],
  ['an HMAC that says ES256', 'bad_signature', () => hmacWithPublicKey('ES256')],
  ['RS256', 'wrong_algorithm', () => withNode({ alg: 'RS256', kid: key.kid }, rsa.privateKey)],
  ['an RSA signature that says ES256', 'bad_signature', () => withNode({ alg: 'ES256', kid: key.kid }, rsa.privateKey)],
  ['another curve', 'bad_signature', () => withNode({ alg: 'ES256', kid: key.kid }, p384.privateKey)],
  ['ES384', 'wrong_algorithm', () => withNode({ alg: 'ES384', kid: key.kid }, p384.privateKey)],
  ['alg in lower case', 'wrong_algorithm', () => withNode({ alg: 'es256', kid: key.kid }, key.privateKey)],
  ['an alg that is no string', 'wrong_algorithm', () => withNode({ alg: ['ES256'], kid: key.kid }, key.privateKey)],
  ['a signature of zeros', 'bad_signature', () => `${unsigned({ alg: 'ES256', kid: key.kid })}.${'A'.repeat(86)}`],
  ['a signature in DER', 'bad_signature', () => inDer({ alg: 'ES256', kid: key.kid })],
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
  ['a body changed by one space', 'body_changed', genuine, Buffer.from(`${body} `)],
  ['another body', 'body_changed', genuine, Buffer.from('{}')],
  ['no body', 'body_changed', genuine, Buffer.alloc(0)],
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

function inDer(header: object): string {
  const input = unsigned(header);
  return `${input}.${nodeSign('sha256', Buffer.from(input), key.privateKey).toString('base64url')}`;
}

export const forgeries: Forgery[] = table.map(([what, reason, header, sent = body]) => ({
  what,
  reason,
  header,
  body: sent,
}));
