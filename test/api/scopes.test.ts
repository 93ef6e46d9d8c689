import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Deps } from '../../api/context.ts';
import { allRoutes, operatorRoutes, tenantRoutes } from '../../api/routes.ts';
import { allTenantScopes, type Scope } from '../../domain/scopes.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';

describe('P5: scopes of API keys', () => {
  const [database, api] = forAllTests(startApi);
  const deps = {} as Deps;
  const keyed = [...tenantRoutes(deps), ...operatorRoutes(deps)];

  const keys = new Map<Scope, string>();
  before(async () => {
    for (const scope of allTenantScopes) keys.set(scope, await storedKey(database.pool, 'default', [scope]));
    keys.set('operator', await storedKey(database.pool, null));
  });

  it('only health, readiness, the list of problems and the document of the API need no key', () => {
    assert.deepEqual(
      allRoutes(deps).flatMap(([method, path, scope]) => (scope === null ? `${method} ${path}` : [])),
      ['GET /healthz', 'GET /readyz', 'GET /problems', 'GET /openapi.json', 'GET /docs'],
    );
    assert.ok(keyed.length > 40 && keyed.every(([, , scope]) => scope !== null));
  });

  for (const [method, path, needed] of keyed) {
    it(`${method} ${path} takes a key with ${needed}, and no other`, async () => {
      const target = path.replace(/:\w+/g, 'none');
      for (const [scope, key] of keys) {
        const { status, body } = await api.send(method, target, { key, idempotencyKey: randomUUID() });
        if (scope === needed) assert.ok(![401, 403, 500].includes(status), `${scope}: ${status}`);
        else if (scope === 'operator' && method === 'GET')
          assert.deepEqual([status, body.code], [400, 'tenant_required']);
        else assert.deepEqual([status, body.code], [403, 'scope_missing'], scope);
      }
      assert.equal((await api.send(method, target, { key: '' })).status, 401);
    });
  }
});
