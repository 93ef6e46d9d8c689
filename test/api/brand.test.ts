import assert from 'node:assert/strict';
import { registered, startApi, storedKey } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';

const none = { name: null, logo: null, colour: null, support: null };
/** The beginning of each kind of picture, and what it is. */
const pictures = [
  ['image/png', '89504e470d0a1a0a0000'],
  ['image/jpeg', 'ffd8ffe000104a464946'],
  ['image/webp', '524946462400000057454250'],
  ['image/avif', '0000001c6674797061766966'],
] as const;
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>').toString('base64');

describe('the brand of a tenant', () => {
  const [database, api] = forAllTests(startApi);
  const set = (body: object) => api.send('POST', '/v1/brand', { body });
  const get = async (key = api.key) => (await api.send('GET', '/v1/brand', { key })).body;
  const problemOf = async (body: object) => {
    const answer = await set(body);
    return [answer.status, answer.body.code, answer.body.errors?.[0]?.pointer];
  };

  it('is none until the tenant sets it; a change leaves the other fields, and the other tenants', async () => {
    assert.deepEqual(await get(), none);
    const { body } = await set({ name: 'Acme Wallet', colour: '#0b5fff', support: 'help@acme.example' });
    assert.deepEqual(body, { ...none, name: 'Acme Wallet', colour: '#0b5fff', support: 'help@acme.example' });
    await set({ name: 'Acme', colour: null });
    assert.deepEqual(await get(), { ...none, name: 'Acme', support: 'help@acme.example' });
    assert.deepEqual(await get(await storedKey(database.pool, 'another')), none);
  });

  for (const [type, hex] of pictures) {
    it(`may have a logo of the type ${type}, which its first bytes say`, async () => {
      const data = Buffer.from(hex, 'hex').toString('base64');
      assert.deepEqual((await set({ logo: data })).body.logo, { type, data });
      assert.deepEqual((await set({ logo: null })).body.logo, null);
    });
  }

  it('may have a logo of 100 kB, and none that is larger', async () => {
    const ofBytes = (size: number) => Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(size - 3)]);
    assert.equal((await set({ logo: ofBytes(100_000).toString('base64') })).status, 200);
    assert.deepEqual(await problemOf({ logo: ofBytes(100_001).toString('base64') }), [422, 'invalid_input', '/logo']);
    await set({ logo: null });
  });

  for (const [what, body] of [
    ['an SVG', { logo: svg }],
    ['the address of a picture', { logo: 'https://acme.example/logo.png' }],
    ['base64 with other signs', { logo: `${Buffer.from(pictures[0][1], 'hex').toString('base64')}"` }],
    ['a colour by name', { colour: 'red' }],
    ['a colour with more behind it', { colour: '#0b5fff;background:url(//evil.example)' }],
    ['an address of a script', { support: 'javascript:alert(1)' }],
    ['an address without TLS', { support: 'http://acme.example/help' }],
    ['no name', { name: ' ' }],
  ] as const) {
    it(`takes not ${what}`, async () => {
      assert.deepEqual(await problemOf(body), [422, 'invalid_input', `/${Object.keys(body)[0]}`]);
    });
  }

  it('leads to an address of support only if an operator has registered it', async () => {
    const support = 'https://acme.example/help';
    assert.deepEqual(await problemOf({ support }), [422, 'address_not_registered', '/support']);
    await registered(database.pool, support);
    assert.equal((await set({ support })).body.support, support);
  });

  it('is changed with a key that may write', async () => {
    const key = await storedKey(database.pool, 'default', ['onboardings:read']);
    assert.deepEqual((await get(key)).name, 'Acme');
    assert.equal((await api.send('POST', '/v1/brand', { key, body: { name: 'Other' } })).status, 403);
  });
});
