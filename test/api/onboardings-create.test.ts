import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { defaultPolicy, processPolicy } from '../../domain/case/policy.ts';
import { Failure, type FailureKind } from '../../domain/failure.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { aRequest, startApi, storedKey } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';

describe('POST /v1/onboardings', () => {
  const [database, api] = forEachTest(startApi);

  const create = (body: unknown = aRequest(), idempotencyKey: string = randomUUID()) =>
    api.send('POST', '/v1/onboardings', { idempotencyKey, body });
  const countCases = async () =>
    (await database.pool.query<{ count: number }>('select count(*) from onboardings')).rows[0]?.count;

  it('answers with the case and its Link token, and starts one workflow', async () => {
    const { status, headers, body } = await create();
    assert.equal(status, 201);
    const token = api.plaid.linkTokens[0]?.token;
    assert.equal(headers.get('location'), `/v1/onboardings/${body.id}`);
    assert.equal(body.stage, 'awaiting_link');
    assert.equal(body.next_action.type, 'open_link');
    assert.equal(body.next_action.link_token, token);
    assert.equal(body.next_action.url, `https://hosted.example/${token}`);
    assert.deepEqual(body.funding, {
      rail: 'ach',
      direction: 'debit',
      amount: '25.00',
      currency: 'USD',
      network: 'ach',
      ach_class: 'web',
      description: 'GANGWAY',
    });
    assert.equal(body.outcome, null);
    assert.deepEqual(api.plaid.linkTokens[0]?.request, {
      purpose: { mode: 'new' },
      products: [],
      clientUserId: body.id,
      webhookUrl: 'https://gangway.example/plaid/webhooks',
      settings: {},
    });
    const options = api.temporal.started.get(caseWorkflowId(body.id));
    assert.deepEqual(options?.args, [
      {
        onboardingId: body.id,
        tenantId: 'default',
        userId: 'user-1',
        policy: processPolicy(defaultPolicy),
        linkTokenExpiresAt: body.next_action.expires_at,
      },
    ]);
    assert.equal(options?.staticSummary, '25.00 USD debit by ach');
    // A second start must find the first, whether that still runs or has ended.
    assert.deepEqual(
      [options?.workflowIdConflictPolicy, options?.workflowIdReusePolicy],
      ['USE_EXISTING', 'REJECT_DUPLICATE'],
    );
  });

  it('chooses the entry class by direction, and none on rtp', async () => {
    const credit = await create({ ...aRequest(), funding: { rail: 'ach', direction: 'credit', amount: '1.00' } });
    assert.equal(credit.body.funding.ach_class, 'ppd');
    const rtp = { rail: 'ach', direction: 'credit', amount: '1.00', network: 'rtp', description: 'Fifteen letters' };
    assert.equal((await create({ ...aRequest(), funding: rtp })).body.funding.ach_class, null);
  });

  it('keeps the products that are asked for, asks for them in Link, and shows them', async () => {
    const products = ['transactions', 'assets'];
    const { body } = await create({ ...aRequest(), products });
    assert.deepEqual(body.products, products);
    assert.deepEqual(api.plaid.linkTokens[0]?.request.products, products);
    assert.deepEqual((await create()).body.products, []);
  });

  it('refuses a product twice, and one that it does not know', async () => {
    for (const products of [['assets', 'assets'], ['liabilities']]) {
      const { status, body } = await create({ ...aRequest(), products });
      assert.equal(status, 422);
      assert.match(body.errors[0].pointer, /^\/products/);
    }
  });

  it('demands an Idempotency-Key', async () => {
    const missing = await api.send('POST', '/v1/onboardings', { body: aRequest() });
    assert.equal(missing.status, 400);
    assert.equal(missing.body.code, 'idempotency_key_required');
    const bad = await create(aRequest(), 'ö'.repeat(3));
    assert.deepEqual([bad.status, bad.body.code], [400, 'invalid_idempotency_key']);
    assert.equal((await create(aRequest(), 'x'.repeat(256))).body.code, 'invalid_idempotency_key');
  });

  it('replays the first answer under one key, and refuses another request under it', async () => {
    const key = randomUUID();
    const first = await create(aRequest(), key);
    const again = await create(aRequest(), key);
    assert.deepEqual([again.status, again.body], [first.status, first.body]);
    assert.equal(again.headers.get('idempotent-replayed'), 'true');
    assert.equal(first.headers.get('idempotent-replayed'), null);
    assert.equal(api.temporal.started.size, 1);
    const other = await create({ ...aRequest(), user_id: 'user-2' }, key);
    assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused']);
  });

  it('keeps the keys of tenants apart', async () => {
    const key = randomUUID();
    const mine = await create(aRequest(), key);
    const theirs = await api.send('POST', '/v1/onboardings', {
      key: await storedKey(database.pool, 'other'),
      idempotencyKey: key,
      body: aRequest(),
    });
    assert.equal(theirs.status, 201);
    assert.notEqual(theirs.body.id, mine.body.id);
  });

  it('F8: makes one case and one workflow of 50 simultaneous requests under one key', async () => {
    const before = (await countCases()) ?? 0;
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => create(aRequest(), key)));
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id));
    assert.equal(ids.size, 1);
    for (const { status, body, headers } of answers) {
      if (status === 201) continue;
      assert.deepEqual([status, body.code, headers.get('retry-after')], [409, 'idempotency_in_progress', '1']);
    }
    assert.equal((await countCases()) ?? 0, before + 1);
    assert.equal(api.temporal.started.size, 1);
    assert.equal(api.plaid.linkTokens.length, 1);
    assert.equal((await create(aRequest(), key)).status, 201);
  });

  it('answers 503 while Temporal is away, and the retry under the key continues', async () => {
    const key = randomUUID();
    api.temporal.away = unavailable();
    const away = await create(aRequest(), key);
    assert.deepEqual([away.status, away.body.code], [503, 'temporal_unavailable']);
    assert.ok(away.headers.get('retry-after'));
    api.temporal.away = null;
    const { status, body } = await create(aRequest(), key);
    assert.equal(status, 201);
    assert.equal(api.temporal.started.size, 1);
    assert.equal(api.plaid.linkTokens.length, 1);
    assert.equal(body.next_action.link_token, api.plaid.linkTokens[0]?.token);
  });

  it('the relay starts a case whose request was not retried', async () => {
    const fault = api.temporal.failNext('start', 'before');
    assert.equal((await create()).status, 503);
    assert.ok(fault.fired);
    await database.pool.query(`update onboardings set created_at = now() - interval '1 minute'`);
    await api.relay.turn();
    const [id] = [...api.temporal.started.keys()].filter((workflowId) => workflowId.startsWith('onboarding/'));
    assert.ok(id);
    await database.pool.query('update onboardings set workflow_started_at = now() where workflow_started_at is null');
  });

  it('says for every field what to correct, and quotes no value', async () => {
    const { status, body } = await create({
      user_id: 'jane@example.com',
      applicant: { legal_name: '  ', email: 'no', phone: '555', address: { street: 'x', country: 'us' }, ssn: '1' },
      funding: { rail: 'ach', direction: 'sideways', amount: 25, network: 'fax', 'a/b': 1 },
      policy: { link_within_days: 0 },
      redirect_uri: 'javascript:alert(1)',
    });
    assert.equal(status, 422);
    assert.equal(body.code, 'invalid_input');
    const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer).sort();
    assert.deepEqual(pointers, [
      '/applicant/address/city',
      '/applicant/address/country',
      '/applicant/address/postal_code',
      '/applicant/email',
      '/applicant/legal_name',
      '/applicant/phone',
      '/applicant/ssn',
      '/funding/amount',
      '/funding/a~1b',
      '/funding/direction',
      '/funding/network',
      '/policy/link_within_days',
      '/redirect_uri',
      '/user_id',
    ]);
    for (const { message } of body.errors) assert.match(message, /^(must|is) /);
    assert.doesNotMatch(JSON.stringify(body), /jane|alert/);
  });

  const funding = { rail: 'ach', direction: 'debit', amount: '25.00' };
  for (const [what, change, pointer] of [
    ['an amount without cents', { amount: '25' }, '/funding/amount'],
    ['nothing', { amount: '0.00' }, '/funding/amount'],
    ['a negative amount', { amount: '-1.00' }, '/funding/amount'],
    ['more than ACH carries', { amount: '10000000.01' }, '/funding/amount'],
    ['more than same-day ACH carries', { amount: '1000000.01', network: 'same-day-ach' }, '/funding/amount'],
    ['a debit by rtp', { network: 'rtp' }, '/funding/network'],
    ['an entry class on rtp', { network: 'rtp', direction: 'credit', ach_class: 'ppd' }, '/funding/ach_class'],
    ['an entry class of debits on a credit (web)', { direction: 'credit', ach_class: 'web' }, '/funding/ach_class'],
    [
      'an entry class of debits on a credit (tel), same day',
      { direction: 'credit', ach_class: 'tel', network: 'same-day-ach' },
      '/funding/ach_class',
    ],
    ['a blank description', { description: '   ' }, '/funding/description'],
    ['a long description', { description: '12345678901' }, '/funding/description'],
    ['a description that no statement prints', { description: 'naïve' }, '/funding/description'],
    ['another currency', { currency: 'EUR' }, '/funding/currency'],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { status, body } = await create({ ...aRequest(), funding: { ...funding, ...change } });
      assert.equal(status, 422);
      assert.deepEqual(
        body.errors.map((error: { pointer: string }) => error.pointer),
        [pointer],
      );
    });
  }

  it('takes each entry class in each direction in which Plaid takes it', async () => {
    const both = { debit: ['ccd', 'ppd', 'tel', 'web'], credit: ['ccd', 'ppd'] };
    for (const [direction, classes] of Object.entries(both)) {
      for (const ach_class of classes) {
        const { status } = await create({ ...aRequest(), funding: { ...funding, direction, ach_class } });
        assert.equal(status, 201, `${direction} ${ach_class}`);
      }
    }
  });

  it("shows Plaid's error where waiting helps, and hides errors of our own", async () => {
    const failing = (kind: FailureKind, code: string) =>
      fakePlaid({ createLinkToken: () => Promise.reject(new Failure(kind, `Plaid says ${code}.`, { code })) });
    for (const [plaid, status, code] of [
      [failing('unavailable', 'INTERNAL_SERVER_ERROR'), 503, 'INTERNAL_SERVER_ERROR'],
      [failing('bug', 'INVALID_FIELD'), 500, 'internal_error'],
    ] as const) {
      const other = await startApi(database.pool, { key: api.key, plaid });
      const answer = await other.send('POST', '/v1/onboardings', { idempotencyKey: randomUUID(), body: aRequest() });
      await other.stop();
      assert.deepEqual([answer.status, answer.body.code], [status, code]);
      assert.ok(other.logs.some((line) => line.includes('Plaid says')));
    }
  });
});
