import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { PlaidErrorType } from 'plaid';
import { Failure, type FailureKind } from '../../domain/failure.ts';
import { Secret } from '../../domain/secret.ts';
import { createPlaid } from '../../plaid/client.ts';
import { meaningOfCode, meaningOfType } from '../../plaid/error-codes.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';
import { documentedErrors } from './documented-errors.ts';
import { type Answer, withStub } from './stub.ts';

const token = new Secret('access-canary');
const read = (plaid: PlaidGateway) => plaid.readItem(token);
const move = (plaid: PlaidGateway) =>
  plaid.createTransfer({
    authorizationId: 'auth-1',
    accessToken: token,
    accountId: 'account-1',
    network: 'ach',
    amountCents: 2500,
    description: 'Gangway',
    metadata: {},
  });

async function failure(call: (plaid: PlaidGateway) => Promise<unknown>, answer: Answer, timeoutMs?: number) {
  return withStub(
    answer,
    async (plaid) => {
      const error = await call(plaid).then(
        () => assert.fail('the call did not fail'),
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof Failure, inspect(error));
      return error;
    },
    timeoutMs,
  );
}

const refusal = (status: number, error_type: string, error_code: string) => ({
  status,
  body: { error_type, error_code, error_message: 'told', display_message: null, request_id: 'req1' },
});

describe('a refusal by Plaid becomes a failure of a kind', () => {
  const table: [status: number, type: string, code: string, read: FailureKind, money: FailureKind][] = [
    [400, 'ITEM_ERROR', 'ITEM_LOGIN_REQUIRED', 'needs-user', 'needs-user'],
    [400, 'ITEM_ERROR', 'A_NEW_ITEM_ERROR', 'needs-user', 'needs-user'],
    [400, 'ITEM_ERROR', 'PRODUCT_NOT_READY', 'unavailable', 'unavailable'],
    [400, 'INVALID_INPUT', 'INVALID_ACCESS_TOKEN', 'needs-user', 'needs-user'],
    [400, 'INVALID_INPUT', 'INVALID_API_KEYS', 'bug', 'bug'],
    [400, 'INVALID_REQUEST', 'MISSING_FIELDS', 'bug', 'bug'],
    [400, 'INSTITUTION_ERROR', 'INSTITUTION_DOWN', 'unavailable', 'unavailable'],
    [429, 'RATE_LIMIT_EXCEEDED', 'TRANSFER_LIMIT', 'busy', 'busy'],
    [429, 'INVALID_INPUT', 'SOMETHING_NEW', 'busy', 'busy'],
    [500, 'API_ERROR', 'INTERNAL_SERVER_ERROR', 'unavailable', 'uncertain'],
    [400, 'API_ERROR', 'INTERNAL_SERVER_ERROR', 'unavailable', 'uncertain'],
    [503, 'API_ERROR', 'PLANNED_MAINTENANCE', 'unavailable', 'uncertain'],
    [400, 'TRANSFER_ERROR', 'TRANSFER_NOT_CANCELLABLE', 'conflict', 'conflict'],
    [400, 'TRANSFER_ERROR', 'TRANSFER_LIMIT_REACHED', 'busy', 'busy'],
    [400, 'TRANSFER_ERROR', 'TRANSFER_NETWORK_LIMIT_EXCEEDED', 'invalid', 'invalid'],
    [404, 'INVALID_REQUEST', 'NOT_FOUND', 'missing', 'missing'],
    [404, 'INVALID_INPUT', 'A_NEW_CODE', 'missing', 'missing'],
    [400, 'TRANSFER_ERROR', 'A_NEW_TRANSFER_ERROR', 'bug', 'bug'],
    [400, 'A_NEW_TYPE', 'A_NEW_CODE', 'bug', 'bug'],
  ];
  for (const [status, type, code, readKind, moneyKind] of table) {
    it(`${status} ${type} ${code}: ${readKind} on a read, ${moneyKind} where money moves`, async () => {
      const onRead = await failure(read, refusal(status, type, code));
      assert.deepEqual([onRead.kind, onRead.detail.code, onRead.detail.requestId], [readKind, code, 'req1']);
      assert.equal((await failure(move, refusal(status, type, code))).kind, moneyKind);
    });
  }

  it('names the repair of the applicant', async () => {
    const broken = await failure(read, refusal(400, 'ITEM_ERROR', 'ITEM_LOGIN_REQUIRED'));
    assert.deepEqual(broken.detail.repair, { mode: 'update' });
    const gone = await failure(read, refusal(400, 'ITEM_ERROR', 'ITEM_NOT_FOUND'));
    assert.deepEqual(gone.detail.repair, { mode: 'new' });
  });

  it('names a repair exactly if the applicant has to act', () => {
    for (const [code, meaning] of Object.entries(meaningOfCode)) {
      assert.equal(meaning.repair !== undefined, meaning.kind === 'needs-user', code);
    }
  });

  it('for every error that Plaid documents', async () => {
    let answer = refusal(400, '', '');
    const send: Answer = (response) => response.writeHead(answer.status).end(JSON.stringify(answer.body));
    await withStub(send, async (plaid) => {
      for (const { type, code, kind, repair } of documentedErrors) {
        answer = refusal(400, type, code);
        const error = await read(plaid).catch((reason: unknown) => reason);
        assert.ok(error instanceof Failure, `${type} ${code}`);
        assert.equal(error.kind, kind, `${type} ${code}`);
        if (repair) assert.equal(error.detail.repair?.mode, repair, `${type} ${code}`);
        assert.doesNotMatch(error.message, /We do not know this error/);
      }
    });
    assert.ok(documentedErrors.length > 150, `only ${documentedErrors.length}`);
  });

  it('for every type of error that the SDK declares, and no other', () => {
    assert.deepEqual(Object.keys(meaningOfType).sort(), Object.values(PlaidErrorType).sort());
  });

  it('has no row for a code that Plaid does not document, except for those seen elsewhere in its pages', () => {
    const codes = new Set(documentedErrors.flatMap(({ type, code }) => [code, `${type}.${code}`]));
    const other = Object.keys(meaningOfCode).filter((code) => !codes.has(code));
    assert.deepEqual(other.sort(), ['TRANSFER_LIMIT_REACHED', 'TRANSFER_NOT_FOUND']);
  });

  it('passes Retry-After on', async () => {
    const slow = refusal(429, 'RATE_LIMIT_EXCEEDED', 'RATE_LIMIT');
    const error = await failure(read, { ...slow, headers: { 'retry-after': '7' } });
    assert.equal(error.detail.retryAfterSeconds, 7);
  });
});

describe("an answer that is not Plaid's", () => {
  const html = '<html>Bad gateway</html>';
  const table: [what: string, answer: Answer, read: FailureKind, money: FailureKind][] = [
    ["a gateway's page with 502", { status: 502, body: html }, 'unavailable', 'uncertain'],
    ["a gateway's page with 404", { status: 404, body: html }, 'unavailable', 'uncertain'],
    ["a gateway's page with 200", { body: html }, 'unavailable', 'uncertain'],
    ["a gateway's 429", { status: 429, body: html, headers: { 'retry-after': '3' } }, 'busy', 'busy'],
    ['an object without what we read', { body: { request_id: 'req1' } }, 'bug', 'uncertain'],
    ['JSON cut off', { body: '{"transfer":{"id":"t' }, 'unavailable', 'uncertain'],
    ['a redirect', { status: 302, body: '', headers: { location: 'http://127.0.0.1:9/' } }, 'unavailable', 'uncertain'],
    ['a reset', (response) => response.destroy(), 'unavailable', 'uncertain'],
    [
      'a body cut off',
      (response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('{"transfer":');
        response.socket?.end();
      },
      'unavailable',
      'uncertain',
    ],
    ['more than 1 MiB', { body: { filler: 'x'.repeat(1024 * 1024) } }, 'unavailable', 'uncertain'],
  ];
  for (const [what, answer, readKind, moneyKind] of table) {
    it(`${what}: ${readKind} on a read, ${moneyKind} where money moves`, async () => {
      assert.equal((await failure(read, answer)).kind, readKind);
      assert.equal((await failure(move, answer)).kind, moneyKind);
    });
  }

  it('silence past the time limit: unavailable on a read, uncertain where money moves', async () => {
    const silence: Answer = () => undefined;
    assert.deepEqual(
      [(await failure(read, silence, 50)).detail.code, (await failure(move, silence, 50)).kind],
      ['timeout', 'uncertain'],
    );
  });

  it('a drip that never ends is cut at the time limit', async () => {
    let drip: NodeJS.Timeout | undefined;
    const error = await failure(
      move,
      (response) => {
        response.writeHead(200);
        drip = setInterval(() => response.write(' '), 10);
      },
      100,
    );
    clearInterval(drip);
    assert.equal(error.kind, 'uncertain');
  });

  it('a connection that was never made is unavailable even where money moves', async () => {
    const plaid = createPlaid({ clientId: 'id', secret: 'secret', baseUrl: 'http://127.0.0.1:1' });
    await assert.rejects(move(plaid), { name: 'Failure', kind: 'unavailable' });
  });
});

describe('nothing sent or echoed survives in a failure', () => {
  const canaries = [
    'canary-secret',
    'access-canary',
    'Canary Person',
    'canary@example.com',
    '15555550123',
    'echo-canary',
  ];
  const authorize = (plaid: PlaidGateway) =>
    plaid.authorize({
      idempotencyKey: 'key-1',
      accessToken: token,
      accountId: 'account-1',
      direction: 'debit',
      network: 'ach',
      amountCents: 2500,
      achClass: null,
      applicant: { legalName: 'Canary Person', email: 'canary@example.com', phone: '15555550123', address: null },
    });
  const echo = {
    error_type: 'INVALID_REQUEST',
    error_code: 'echo-canary is no code',
    error_message: 'user.legal_name "Canary Person" of access-canary is invalid: echo-canary',
    display_message: 'echo-canary',
    request_id: 'echo-canary is no id',
  };
  const answers: [string, Answer][] = [
    ['a refusal', { status: 400, body: { ...echo, error_code: 'INVALID_FIELD' } }],
    ['a refusal whose code is no code', { status: 400, body: echo }],
    ['a server error', { status: 500, body: { ...echo, error_type: 'API_ERROR' } }],
    ["a gateway's page", { status: 502, body: 'echo-canary access-canary' }],
    ['an unexpected answer', { body: { authorization: { id: 'echo-canary', decision: 'echo-canary' } } }],
    ['a reset', (response) => response.destroy()],
    ['headers', { status: 400, headers: { 'x-echo': 'echo-canary' }, body: { ...echo, error_code: 'INVALID_FIELD' } }],
  ];
  for (const [what, answer] of answers) {
    it(what, async () => {
      const error = await failure(authorize, answer);
      const shown = [
        inspect(error, { depth: 20, showHidden: true, getters: true }),
        JSON.stringify(error),
        JSON.stringify(error, Object.getOwnPropertyNames(error)),
        error.stack,
        String(error.cause),
      ].join('\n');
      for (const canary of canaries) assert.ok(!shown.includes(canary), `${canary} in ${shown}`);
    });
  }
});
