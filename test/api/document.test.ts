import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { Deps } from '../../api/context.ts';
import { problems } from '../../api/http/problems.ts';
import { onboardingEventSchema, transferEventSchema } from '../../api/notify/event.ts';
import { createOutside } from '../../api/notify/outside.ts';
import { documentOf } from '../../api/openapi/document.ts';
import { codesOf } from '../../api/openapi/problem-codes.ts';
import { allRoutes, operatorRoutes } from '../../api/routes.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';

const deps = {} as Deps;
const routes = allRoutes(deps);

describe('the document of the API', () => {
  // The example of an endpoint has a name that only the real DNS knows.
  const outside = createOutside({ loopback: false, resolve: async () => [{ address: '192.0.9.7', family: 4 }] });
  const [database, api] = forAllTests((pool) => startApi(pool, { outside }));
  let operator: string;
  before(async () => {
    operator = await storedKey(database.pool, null);
  });

  it('is served without a key, as docs/openapi.json has it', async () => {
    const { status, body } = await api.send('GET', '/openapi.json', { key: '' });
    assert.equal(status, 200);
    assert.deepEqual(body, JSON.parse(readFileSync('docs/openapi.json', 'utf8')));
  });

  it('has every route, with its scope', () => {
    const { paths } = documentOf(routes);
    const listed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security }]) => [
        `${method.toUpperCase()} ${path}`,
        security[0]?.apiKey?.[0] ?? null,
      ]),
    );
    const expected = routes.map(([method, path, scope]) => [`${method} ${path.replace(/:(\w+)/g, '{$1}')}`, scope]);
    assert.deepEqual(listed.sort(), expected.sort());
  });

  /** Of requests without a route, of Plaid's door, and of `checks` in the answer of `/readyz`. */
  const elsewhere = ['bad_request_target', 'not_found', 'method_not_allowed', 'database_slow', 'write_queue_full'];
  const ofDoorAndChecks = ['schema_ahead', 'schema_behind', 'unavailable'];

  it('lists every code of an error answer where a route can give it', () => {
    const listed = new Set<string>(routes.flatMap(codesOf));
    const missing = Object.keys(problems).filter((code) => !listed.has(code));
    assert.deepEqual(missing.sort(), [...elsewhere, ...ofDoorAndChecks].sort());
  });

  for (const [method, path, , { operation }] of routes.filter(([, , , { operation }]) => operation.body)) {
    it(`has an example that ${method} ${path} takes`, async () => {
      const isOperators = operatorRoutes(deps).some(([one, other]) => one === method && other === path);
      const { status, body } = await api.send(method, path.replace(/:\w+/g, 'none'), {
        ...(isOperators && { key: operator }),
        idempotencyKey: randomUUID(),
        body: operation.body?.example,
      });
      // The body was read and checked before the missing thing was noticed.
      const expected = path.includes(':') ? 404 : (operation.status ?? 200);
      assert.equal(status, expected, `${path}: correct body.example of its operation: ${JSON.stringify(body)}`);
    });
  }

  for (const [type, { post }] of Object.entries(documentOf(routes).webhooks)) {
    it(`has an example of ${type} that fits its schema`, () => {
      const schema: z.ZodType = type.startsWith('transfer.') ? transferEventSchema : onboardingEventSchema;
      const example = post.requestBody.content['application/json']?.example as { type: string };
      assert.deepEqual(schema.parse(example), example);
      assert.equal(example.type, type);
    });
  }
});
