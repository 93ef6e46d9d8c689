// A genuine token, bent at random in every way that leaves it looking like one. What the bending asks for comes from
// fast-check, so that a failure shrinks and repeats.
import fc from 'fast-check';
import { base64url, body, key, sha256, sign, signingKey, start } from './signing.ts';

export type Mutant = { token: string; body: Buffer };

const genuine = await sign(key, body, start);
const [header = '', claims = '', signature = ''] = genuine.split('.');
const stranger = signingKey(key.kid);
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';

const place = fc.nat(genuine.length - 1);
const letter = fc.constantFrom(...letters);
const otherBody = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const part = fc.constantFrom(header, claims, signature, '', 'e30');
const value = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.constant(null),
  fc.constantFrom('none', 'HS256', 'ES256', 'ES512'),
);
const withBody = (token: string): Mutant => ({ token, body });

export const mutants: Record<string, fc.Arbitrary<Mutant | Promise<Mutant>>> = {
  'a character changed': fc
    .tuple(place, letter)
    .map(([at, to]) => withBody(genuine.slice(0, at) + to + genuine.slice(at + 1))),
  'a character dropped': place.map((at) => withBody(genuine.slice(0, at) + genuine.slice(at + 1))),
  'a character added': fc
    .tuple(place, letter)
    .map(([at, to]) => withBody(genuine.slice(0, at) + to + genuine.slice(at))),
  'cut short': place.map((at) => withBody(genuine.slice(0, at))),
  'parts exchanged': fc.tuple(part, part, part).map((parts) => withBody(parts.join('.'))),
  'another header': fc
    .dictionary(fc.constantFrom('alg', 'kid', 'typ', 'crit', 'b64', 'jwk', 'x5c'), value, { minKeys: 1 })
    .map((more) =>
      withBody(`${base64url({ alg: 'ES256', kid: key.kid, typ: 'JWT', ...more })}.${claims}.${signature}`),
    ),
  'other claims, and the body to them': fc
    .tuple(otherBody, fc.integer({ min: -600, max: 600 }))
    .map(([other, later]) => ({
      token: `${header}.${base64url({ iat: start.getTime() / 1000 + later, request_body_sha256: sha256(other) })}.${signature}`,
      body: other,
    })),
  'another signature': fc
    .uint8Array({ minLength: 60, maxLength: 72 })
    .map((bytes) => withBody(`${header}.${claims}.${Buffer.from(bytes).toString('base64url')}`)),
  'another body': otherBody.map((other) => ({ token: genuine, body: other })),
  "signed by a stranger's key": otherBody.map(async (other) => ({
    token: await sign(stranger, other, start),
    body: other,
  })),
};

/** A text that decodes to the genuine token, such as one with other spare bits at its end, is no forgery. */
export function isGenuine(mutant: Mutant): boolean {
  const [head, said, ...rest] = mutant.token.split('.');
  const bytes = (text: string) => Buffer.from(text, 'base64url').toString('hex');
  const same = head === header && said === claims && rest.length === 1 && bytes(rest.join()) === bytes(signature);
  return same && mutant.body.equals(body);
}
