// Any path, query string or cursor gets an answer that says what to do, and never a 500.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import fc from 'fast-check';
import { createdCase, startApi, storedKey } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';

describe('any query string', () => {
  let onboarding: string;
  let operator: string;
  const [, api] = forAllTests(async (pool) => {
    const nothing = async () => ({ events: [], hasMore: false });
    operator = await storedKey(pool, null);
    return startApi(pool, {
      plaid: fakePlaid({ listTransferEvents: nothing, listBankTransferEvents: nothing }),
    });
  });
  before(async () => {
    onboarding = await createdCase(api);
  });

  const keyFor = (path: string) => (/^\/v1\/(webhooks|return_rates|plaid|tenants)/.test(path) ? operator : api.key);
  const lists = [
    ['/v1/onboardings', ['stage', 'outcome', 'user_id', 'metadata[a]', 'limit', 'cursor']],
    ['/v1/onboardings/:id/timeline', ['limit', 'cursor']],
    ['/v1/onboardings/:id/transactions', ['limit', 'cursor']],
    ['/v1/accounts', ['user_id', 'onboarding_id', 'metadata[a]', 'limit', 'cursor']],
    ['/v1/transfers', ['account_id', 'user_id', 'status', 'direction', 'network', 'from', 'to', 'limit', 'cursor']],
    ['/v1/transfers/sums', ['account_id', 'user_id', 'status', 'metadata[a]', 'from', 'to']],
    ['/v1/transfers.csv', ['from', 'to']],
    ['/v1/notifications', ['onboarding_id', 'type', 'status', 'limit', 'cursor']],
    ['/v1/webhooks', ['status', 'type', 'limit', 'cursor']],
    ['/v1/return_rates', ['tenant']],
    ['/v1/plaid/transfer-events', ['transfer_id', 'account_id', 'onboarding_id', 'limit', 'cursor']],
    ['/v1/plaid/bank-transfer-events', ['bank_transfer_id', 'account_id', 'onboarding_id', 'limit', 'cursor']],
  ] as const;

  // Cursors in our own form, of parts that are nearly right: impossible dates, ids cut short.
  const number = (most: number) => fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, '0'));
  const day = fc
    .tuple(fc.constantFrom('0000', '0001', '2026', '9999', '10000'), number(13), number(32))
    .map((parts) => parts.join('-'));
  const instant = fc
    .tuple(day, number(25), number(61), number(61))
    .map(([date, h, m, s]) => `${date}T${h}:${m}:${s}.000000Z`);
  const id = fc.oneof(
    fc.constantFrom('onb_', 'ntf_', '').map((prefix) => `${prefix}${'0'.repeat(32)}`),
    fc.constantFrom('x', '\0', 'ü'),
  );
  const cursor = fc.oneof(
    fc.tuple(fc.oneof(day, instant), id).map(([at, row]) => Buffer.from(`${at} ${row}`).toString('base64url')),
    fc.bigInt({ min: -1n, max: 10n ** 20n }).map(String),
    fc.base64String(),
  );
  const value = fc.oneof(
    cursor,
    fc.constantFrom('', '\0', 'a\0b', '\u001b[0m', '-1', '1e9', '0x10', 'NaN', 'null', '[object Object]', '\ud800'),
    fc.string({ unit: 'binary' }),
  );

  for (const [path, names] of lists) {
    it(`gets a good answer from GET ${path}`, async () => {
      const pairs = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), value), { maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(pairs, async (query) => {
          const text = new URLSearchParams(query).toString();
          const { status, body } = await api.send('GET', `${path.replace(':id', onboarding)}?${text}`, {
            key: keyFor(path),
          });
          assert.ok([200, 404, 409, 422].includes(status), `${status} ${JSON.stringify(body)}`);
        }),
        { numRuns: 150 },
      );
    });
  }

  it('gets an error that names a parameter given twice, and one with a control character', async () => {
    const { status, body } = await api.send('GET', '/v1/onboardings?limit=1&limit=2&user_id=a%00b');
    assert.deepEqual(
      [status, body.errors],
      [
        422,
        [
          { pointer: '/limit', message: 'is given more than once; give it once' },
          { pointer: '/user_id', message: 'contains a control character; remove it' },
        ],
      ],
    );
  });

  it('gets a 404 for an impossible id in the path', async () => {
    for (const path of [
      `/v1/onboardings/${onboarding}/reports/%00`,
      ...['/v1/webhooks/%00', '/v1/notifications/%0a', '/v1/tenants/%00/keys', '/v1/tenants/%00/usage'],
    ]) {
      assert.equal((await api.send('GET', path, { key: keyFor(path) })).status, 404, path);
    }
  });

  /** Returns the status of a request whose target our URL parser would not send. */
  function statusOf(target: string): Promise<string | undefined> {
    const { hostname, port } = new URL(api.address);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        const authorization = `Authorization: Bearer ${api.key}`;
        socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\n${authorization}\r\nConnection: close\r\n\r\n`);
      });
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk;
      });
      socket.on('error', reject).on('close', () => resolve(answer.split(' ')[1]));
    });
  }

  it('is taken in the absolute form, which proxies send', async () => {
    assert.equal(await statusOf('http://gangway.example/v1/onboardings?limit=1'), '200');
    assert.equal(await statusOf('HTTPS://gangway.example:8443/healthz'), '200');
    assert.equal(await statusOf('http://gangway.example'), '404');
  });

  it('is answered 4xx where the target cannot be read', async () => {
    for (const target of [
      'http://[::1',
      'http://[',
      'http://a b',
      'https://%zz/v1',
      '*',
      '//[',
      'v1',
      '/%',
      '/%zz',
      '/v1/onboardings/%E0%A4%A',
    ]) {
      assert.match((await statusOf(target)) ?? '', /^4\d\d$/, target);
    }
  });
});
