import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Deps } from '../../api/context.ts';
import { actionOf, isAudited } from '../../api/http/audit.ts';
import { allRoutes, operatorRoutes, tenantRoutes } from '../../api/routes.ts';
import { aRequest, createdCase, startApi, storedKey } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';

type Row = Record<'actor' | 'action' | 'object' | 'outcome' | 'key' | 'who' | 'request_id', string | null>;

describe('the audit of requests', () => {
  const [database, api] = forAllTests(startApi);
  const deps = {} as Deps;
  const keyed = [...tenantRoutes(deps), ...operatorRoutes(deps)];
  let operator: string;
  before(async () => {
    operator = await storedKey(database.pool, null);
  });

  const idOf = (key: string) => key.split('_')[1];
  /** The rows that one request has left, oldest first. */
  async function rowsOf(requestId: string): Promise<(Row & { tenant_id: string; source: string })[]> {
    const { rows } = await database.pool.query(
      `select tenant_id, actor, action, object, outcome, key_id as key, who, request_id, host(source) as source
       from audit where request_id = $1 order by id`,
      [requestId],
    );
    return rows;
  }
  async function send(method: string, path: string, options: Parameters<typeof api.send>[2] = {}) {
    const requestId = randomUUID();
    const answer = await api.send(method, path, { ...options, headers: { 'X-Request-Id': requestId } });
    return { ...answer, rows: await rowsOf(requestId) };
  }

  it('every command and every read of personal data is audited, and the words for them differ', () => {
    for (const route of allRoutes(deps).filter(([, , scope]) => scope === null))
      assert.equal(isAudited(route, 'tenant'), false);
    const quiet = keyed.filter((route) => !isAudited(route, 'tenant'));
    assert.ok(quiet.length > 10);
    for (const [method, path, scope] of quiet) {
      assert.equal(method, 'GET', path);
      assert.ok(scope !== null && !['personal:read', 'audit:read'].includes(scope), path);
    }
    const words = keyed.map(([method, path]) => actionOf(method, path));
    assert.equal(new Set(words).size, words.length, String(words.filter((word, at) => words.indexOf(word) !== at)));
    for (const word of ['onboardings.create', 'onboardings.cancel', 'tenants.keys.create', 'accounts.delete'])
      assert.ok(words.includes(word), word);
  });

  for (const route of keyed) {
    const [method, path, scope, , accepts] = route;
    it(`${method} ${path} leaves rows that name the key, or none if nothing is audited`, async () => {
      const target = path.replace(/:\w+/g, 'none');
      const key = scope === 'operator' ? operator : api.key;
      const { status, body, rows } = await send(method, target, { key, idempotencyKey: randomUUID() });
      const audited = isAudited(route, scope === 'operator' ? 'operator' : 'tenant');
      const begun = method !== 'GET' && !accepts ? ['begun'] : [];
      const outcome = status < 400 ? 'done' : body.code;
      assert.deepEqual(
        rows.map((row) => row.outcome),
        audited ? [...begun, outcome] : [],
      );
      for (const row of rows) {
        const actor = scope === 'operator' ? 'operator' : 'tenant';
        assert.deepEqual(
          [row.key, row.actor, row.action, row.source],
          [idOf(key), actor, actionOf(method, path), '127.0.0.1'],
        );
        assert.equal(row.tenant_id, scope === 'operator' ? 'operators' : 'default');
        assert.equal(row.object, null, 'a text of the caller is no id of ours');
      }
      const other = await storedKey(database.pool, 'default', [
        scope === 'notifications' ? 'accounts:read' : 'notifications',
      ]);
      const refused = await send(method, target, { key: other });
      const left = scope === 'operator' ? method !== 'GET' : audited;
      assert.deepEqual(
        refused.rows.map((row) => row.outcome),
        left ? ['scope_missing'] : [],
      );
    });
  }

  it('a command is in the audit with its effect, or neither is', async () => {
    const body = { ...aRequest(), user_id: randomUUID() };
    const made = await send('POST', '/v1/onboardings', { idempotencyKey: 'once', body });
    assert.deepEqual(
      made.rows.map(({ action, object, outcome }) => [action, object, outcome]),
      [['onboardings.create', made.body.id, 'accepted']],
    );
    const again = await send('POST', '/v1/onboardings', { idempotencyKey: 'once', body });
    assert.deepEqual([again.rows.length, again.rows[0]?.outcome], [1, 'done']);
    await database.pool.query('alter table audit rename to audit_away');
    const before = await cases();
    const failed = await api.send('POST', '/v1/onboardings', { idempotencyKey: 'twice', body });
    await database.pool.query('alter table audit_away rename to audit');
    assert.equal(failed.status, 500);
    assert.equal(await cases(), before);
  });
  const cases = async () => (await database.pool.query('select from onboardings')).rowCount;

  it('a read that cannot be audited shows nothing', async () => {
    const id = await createdCase(api, randomUUID());
    await database.pool.query('alter table audit rename to audit_away');
    const { status, body } = await api.send('GET', `/v1/audit?object=${id}`);
    await database.pool.query('alter table audit_away rename to audit');
    assert.deepEqual([status, body.data], [500, undefined]);
  });

  it('holds none of the data and secrets of a request, whatever the request puts where', async () => {
    const canary = 'Canary.5512@example.com';
    const body = { ...aRequest(), user_id: 'user-1', redirect_uri: `https://shop.example/?for=${canary}` };
    await api.send('POST', '/v1/onboardings', { idempotencyKey: 'canary-5512', body });
    await api.send('POST', '/v1/onboardings', { idempotencyKey: 'canary-5513', body: canary });
    for (const path of [`onboardings/${canary}/transactions`, `accounts/${canary}/transfers`, `audit?object=${canary}`])
      for (const method of ['GET', 'POST', 'DELETE'])
        await api.send(method, `/v1/${path}`, method === 'GET' ? {} : { body: { [canary]: canary } });
    await api.send('DELETE', `/v1/tenants/${canary}/keys/${canary}`, { key: operator });
    const { rows } = await database.pool.query<{ row: string }>('select a::text as row from audit a');
    const text = rows.map(({ row }) => row).join('\n');
    assert.ok(text.includes('onboardings.transactions.read') && text.includes(idOf(operator) ?? '?'));
    const secrets = [
      canary,
      'Canary Zweistein',
      '+14155550199',
      '99 Canary Lane',
      'canary-551',
      api.key.slice(12),
      operator.slice(12),
    ];
    for (const secret of secrets) assert.ok(!text.toLowerCase().includes(secret.toLowerCase()), secret);
  });

  it('a refusal names its code, and who asked by the word of the tenant', async () => {
    const id = await createdCase(api, randomUUID());
    const body = { decision: 'approve', reviewer: 'ops-7' };
    const { rows } = await send('POST', `/v1/onboardings/${id}/review`, { body });
    assert.deepEqual(
      rows.map(({ object, outcome, who }) => [object, outcome, who]),
      [[id, 'stage_conflict', 'ops-7']],
    );
  });

  it('keys are audited where they belong: made, rotated and revoked', async () => {
    await api.send('POST', '/v1/tenants', { key: operator, body: { id: 'audited', name: 'Audited' } });
    const made = await send('POST', '/v1/tenants/audited/keys', { key: operator, body: { name: 'one' } });
    const { id } = made.body;
    const rotated = await send('POST', `/v1/tenants/audited/keys/${id}/rotate`, { key: operator, body: {} });
    const revoked = await send('DELETE', `/v1/tenants/audited/keys/${id}`, { key: operator });
    const all = [...made.rows, ...rotated.rows, ...revoked.rows];
    assert.deepEqual(
      all.map(({ tenant_id, action, object, outcome }) => [tenant_id, action, object, outcome]),
      [
        ['audited', 'tenants.keys.create', null, 'begun'],
        ['audited', 'tenants.keys.create', id, 'done'],
        ['audited', 'tenants.keys.rotate', id, 'begun'],
        ['audited', 'tenants.keys.rotate', rotated.body.id, 'done'],
        ['audited', 'tenants.keys.delete', id, 'begun'],
        ['audited', 'tenants.keys.delete', id, 'done'],
      ],
    );
  });

  describe('GET /v1/audit', () => {
    const list = (query: string, key = api.key) => api.send('GET', `/v1/audit${query}`, { key });

    it('lists by object, action, key and period, newest first and by page', async () => {
      const id = await createdCase(api, randomUUID());
      await api.send('POST', `/v1/onboardings/${id}/cancel`);
      const { body } = await list(`?object=${id}`);
      assert.deepEqual(
        body.data.map(({ action }: Row) => action),
        ['onboardings.cancel', 'onboardings.create'],
      );
      const [first] = (await list(`?object=${id}&action=onboardings.create&key=${idOf(api.key)}`)).body.data;
      assert.equal(first.id, body.data[1].id);
      assert.deepEqual((await list(`?object=${id}&to=${first.at.slice(0, 19)}Z`)).body.data, []);
      const page = (await list(`?object=${id}&limit=1`)).body;
      const next = (await list(`?object=${id}&limit=1&cursor=${page.next_cursor}`)).body;
      assert.deepEqual([page.data[0].id, next.data[0].id, next.next_cursor], [body.data[0].id, first.id, null]);
    });

    it('shows the seals once the relay has made them, and the newest', async () => {
      await createdCase(api, randomUUID());
      await api.relay.turn();
      const { data, newest } = (await list('?limit=2')).body;
      assert.deepEqual([data[0].hash, data[0].number], [newest.hash, newest.number]);
      const [read] = (await list('?limit=1')).body.data;
      // The relay has not sealed the read before this one yet.
      assert.deepEqual([read.action, read.hash], ['audit.list', null]);
    });

    it("shows no other tenant's", async () => {
      const other = await storedKey(database.pool, 'audit-other');
      const id = await createdCase(api, randomUUID());
      assert.deepEqual((await list(`?object=${id}`, other)).body.data, []);
    });
  });

  describe("an operator's key", () => {
    it('reads for the tenant that it names, and the tenant sees that', async () => {
      const id = await createdCase(api, randomUUID());
      const read = await send('GET', `/v1/onboardings/${id}?tenant=default`, { key: operator });
      assert.deepEqual([read.status, read.body.id], [200, id]);
      const { data } = (await api.send('GET', `/v1/audit?object=${id}&action=onboardings.read`)).body;
      assert.deepEqual(
        data.map(({ actor, key, outcome }: Row) => [actor, key, outcome]),
        [['operator', idOf(operator), 'done']],
      );
      const listed = await send('GET', '/v1/onboardings?tenant=default&limit=1', { key: operator });
      assert.deepEqual([listed.status, listed.body.data.length], [200, 1]);
    });

    it('needs the name of a tenant that exists, and changes nothing', async () => {
      const id = await createdCase(api, randomUUID());
      const codes = async (method: string, path: string) => (await api.send(method, path, { key: operator })).body.code;
      assert.equal(await codes('GET', `/v1/onboardings/${id}`), 'tenant_required');
      assert.equal(await codes('GET', `/v1/onboardings/${id}?tenant=nobody`), 'tenant_not_found');
      assert.equal(await codes('GET', `/v1/onboardings/${id}?tenant=%00`), 'tenant_not_found');
      assert.equal(await codes('POST', `/v1/onboardings/${id}/cancel?tenant=default`), 'scope_missing');
      await storedKey(database.pool, 'audit-other');
      assert.equal(await codes('GET', `/v1/onboardings/${id}?tenant=audit-other`), 'onboarding_not_found');
      const tenants = await api.send('GET', '/v1/onboardings?tenant=audit-other');
      assert.equal(tenants.status, 422, "a tenant's key names no tenant");
    });

    it('reads what concerns no tenant under the name operators', async () => {
      const { body } = await api.send('GET', '/v1/audit?tenant=operators&action=tenants.create', { key: operator });
      assert.ok(body.data.some(({ object }: Row) => object === 'audited'));
      const taken = await api.send('POST', '/v1/tenants', { key: operator, body: { id: 'operators', name: 'No' } });
      assert.equal(taken.status, 422);
    });
  });
});
