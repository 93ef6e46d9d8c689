import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Router } from '@koa/router';
import type { Deps } from '../../api/context.ts';
import { addRoute } from '../../api/http/app.ts';
import { createInsiders } from '../../api/http/insiders.ts';
import { documented, type Route } from '../../api/http/operation.ts';
import { allRoutes, operatorRoutes, tenantRoutes } from '../../api/routes.ts';
import type { Pool } from '../../db/pool.ts';
import { allTenantScopes, type Scope } from '../../domain/scopes.ts';
import { finishedCases } from '../support/cases/finished-cases.ts';
import { partsOn } from '../support/cases/use-all.ts';
import { ownDatabase } from '../support/database/database.ts';
import { storedKey } from '../support/http/api.ts';
import type { Door } from '../support/http/door.ts';

const deps = {} as Deps;
const keyed = [...tenantRoutes(deps), ...operatorRoutes(deps)];
/** Some routes read these fields before they look for the id. The other requests are empty. */
const bodies: Record<string, object> = {
  link: { returned: true },
  review: { decision: 'approve', reviewer: 'op-7' },
  take: { reviewer: 'op-7' },
  give_back: { reviewer: 'op-7' },
  hand_over: { reviewer: 'op-7', to: 'op-8' },
  transfers: { direction: 'credit', amount: '1.00' },
  metadata: { metadata: {} },
  lift_hold: { reviewer: 'op-7' },
  lift: { reviewer: 'op-7' },
  processor_token: { processor: 'dwolla' },
};
const bodyFor = (path: string): object => bodies[path.split('/').at(-1) ?? ''] ?? {};
/** The keys that each route is tried with. A cell says what the route answers. */
const cells = ['right', 'without the scope', 'other tenant', 'revoked', 'expired', 'none', 'malformed'] as const;
type Cell = (typeof cells)[number];

describe('P5: each route by each key', () => {
  const database = ownDatabase();
  let door: Door;
  let ids: Record<string, string>;
  const keys = new Map<Scope, string>();
  before(async () => {
    const parts = await partsOn(database.pool);
    door = parts.door;
    for (const scope of allTenantScopes) keys.set(scope, await storedKey(database.pool, 'default', [scope]));
    keys.set('operator', await storedKey(database.pool, null));
    const operator = keys.get('operator') ?? '';
    const address = { use: 'frame', address: 'https://frame.example' };
    await door.send('POST', '/v1/tenants/default/addresses', { key: operator, body: address });
    ids = await idsOf(door, operator, (await finishedCases(parts)).onboardingId);
  });
  after(() => door.stop());

  const pathFor = (path: string) =>
    path
      .replace(/^(.*?):id/, (_, base) => `${base}${ids[base] ?? assert.fail(`there is an id for ${base}`)}`)
      .replace(/:(\w+_id)/, (_, name) => ids[name] ?? assert.fail(`there is a ${name}`));
  const send = (method: string, path: string, key: string) =>
    door.send(method, pathFor(path), {
      key,
      idempotencyKey: randomUUID(),
      ...(method === 'POST' && { body: bodyFor(path) }),
    });

  it('only health, readiness and the document of the API need no key', () => {
    assert.deepEqual(
      allRoutes(deps).flatMap(([method, path, scope]) => (scope === null ? `${method} ${path}` : [])),
      [
        ...['GET /healthz', 'GET /readyz', 'GET /openapi.json', 'GET /docs', 'GET /docs.md', 'GET /problems'],
        ...['GET /problems.md', 'GET /llms.txt'],
      ],
    );
    assert.ok(keyed.length > 40);
  });

  it('the API does not start with a route that declares no scope', () => {
    for (const scope of [undefined, null, 'everything']) {
      const route: Route = [
        'GET',
        '/v1/new',
        scope as never,
        documented({ summary: 'New', answer: null }, async () => {}),
      ];
      assert.throws(
        () => addRoute(new Router(), route, { ...deps, insiders: createInsiders() }),
        /declares no scope of domain\/scopes.ts/,
      );
    }
  });

  for (const [method, path] of allRoutes(deps).filter(([, , scope]) => scope === null)) {
    it(`${method} ${path} answers alike with any key, and without one`, async () => {
      for (const key of ['', 'nonsense', door.key]) {
        const { status } = await door.send(method, path, { key });
        assert.ok(status === 200 || (path === '/readyz' && status === 503), `${status}`);
      }
    });
  }

  for (const route of inOrder(keyed)) {
    const [method, path, needed] = route;
    it(`${method} ${path} decides about each key`, async () => {
      const answers = new Map<Cell, string>();
      // The right key comes last, because it may end what the others ask for.
      for (const cell of cells.toReversed()) {
        const { status, body } = await send(method, path, await keyFor(database.pool, cell, needed ?? 'operator'));
        answers.set(cell, `${status} ${status >= 400 ? body.code : ''}`.trim());
        // A tenant's own audit shows the ids that it has asked for, the texts are the same for all, a time has the
        // digits of a short id, and a board has numbers, as an id of a webhook is.
        const same = ['/v1/audit', '/v1/consent_texts', '/v1/reviews/figures', '/v1/board'];
        if (cell === 'other tenant' && status < 300 && !same.includes(path))
          assert.doesNotMatch(JSON.stringify(body), ofTheFirst(ids));
      }
      for (const cell of cells) assert.match(answers.get(cell) ?? '', expected(route, cell), cell);
      for (const [scope, key] of keys) {
        if (scope === needed) continue;
        const { status, body } = await send(method, path, key);
        // An operator reads for a tenant, but has to name it.
        const refused = scope === 'operator' && method === 'GET' ? [400, 'tenant_required'] : [403, 'scope_missing'];
        assert.deepEqual([status, body.code], refused, scope);
      }
    });
  }
});

/** Puts those last that end something. */
function inOrder(routes: Route[]): Route[] {
  return [
    ...routes.filter(([method, path]) => method !== 'DELETE' && !path.endsWith('/cancel')),
    ...routes.filter(([method, path]) => method !== 'DELETE' && path.endsWith('/cancel')),
    ...routes.filter(([method]) => method === 'DELETE'),
  ];
}

function expected([, path, needed]: Route, cell: Cell): RegExp {
  switch (cell) {
    case 'right':
      // Let in. These requests are empty, so most are refused for what they lack.
      return /^(2\d\d|400|404|409|422|502|503)/;
    case 'without the scope':
      return /^403 scope_missing$/;
    case 'other tenant':
      if (needed === 'operator') return /^403 scope_missing$/;
      return path.includes(':') ? /^404 \w+_not_found$/ : /^(200|201|422)/;
    case 'revoked':
    case 'expired':
    case 'none':
    case 'malformed':
      return /^401 unauthorized$/;
  }
}

async function keyFor(pool: Pool, cell: Cell, needed: Scope): Promise<string> {
  const right: Scope[] = needed === 'operator' ? ['operator'] : [needed];
  const tenant = needed === 'operator' ? null : 'default';
  const ended = async (how: string) => {
    const key = await storedKey(pool, tenant, right);
    await pool.query(`update api_keys set ${how} where id = $1`, [key.split('_')[1]]);
    return key;
  };
  switch (cell) {
    case 'right':
      return storedKey(pool, tenant, right);
    case 'without the scope':
      return storedKey(
        pool,
        'default',
        allTenantScopes.filter((scope) => scope !== needed),
      );
    case 'other tenant':
      return storedKey(pool, 'another');
    case 'revoked':
      return ended('revoked_at = now()');
    case 'expired':
      return ended(`expires_at = now() - interval '1 second'`);
    case 'none':
      return '';
    case 'malformed':
      return `${await storedKey(pool, tenant, right)}x`;
  }
}

/** Ids of the tenant `default`, by the path before them or by their name in it. */
async function idsOf(door: Door, operator: string, onboarding: string): Promise<Record<string, string>> {
  const first = async (path: string, key = door.key): Promise<string> => {
    const { body } = await door.send('GET', path, { key });
    return body.data?.[0]?.id ?? assert.fail(`${path} lists something`);
  };
  const reports = (await door.send('GET', `/v1/onboardings/${onboarding}`)).body.data_products ?? [];
  return {
    '/v1/onboardings/': onboarding,
    '/v1/cases/': onboarding,
    '/v1/accounts/': await first('/v1/accounts'),
    '/v1/transfers/': await first('/v1/transfers'),
    '/v1/holds/': await first('/v1/holds'),
    '/v1/notification_endpoints/': await first('/v1/notification_endpoints'),
    '/v1/notifications/': await first('/v1/notifications'),
    '/v1/webhooks/': await first('/v1/webhooks', operator),
    '/v1/tenants/': 'default',
    address_id: await first('/v1/tenants/default/addresses', operator),
    user_id: (await door.send('GET', `/v1/onboardings/${onboarding}`)).body.user_id,
    key_id: await first('/v1/tenants/default/keys', operator),
    report_id: reports[0]?.id ?? 'rpt_00000000000000000000000000000000',
  };
}

/** Without the ids that are numbers, which other texts have in them too. */
const ofTheFirst = (ids: Record<string, string>): RegExp =>
  new RegExp(
    Object.values(ids)
      .filter((id) => id !== 'default' && !/^\d+$/.test(id))
      .join('|'),
  );
