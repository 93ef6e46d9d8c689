import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { breakingChanges, type Document } from '../../dev/openapi/breaking-changes.ts';

const read = (name: string): Document => JSON.parse(readFileSync(`docs/${name}`, 'utf8'));

describe('docs/openapi.json', () => {
  it('breaks no caller of the last release, whose document is docs/openapi-released.json', () => {
    assert.deepEqual(breakingChanges(read('openapi-released.json'), read('openapi.json')), []);
  });

  // biome-ignore lint/suspicious/noExplicitAny: each plant changes another part
  const plants: [broken: string, plant: (document: any) => void][] = [
    ['DELETE /v1/accounts/{id} is gone', ({ paths }) => delete paths['/v1/accounts/{id}'].delete],
    [
      'GET /v1/accounts asks for another scope',
      ({ paths }) => {
        paths['/v1/accounts'].get.security[0].apiKey = ['money:write'];
      },
    ],
    [
      'GET /v1/accounts refuses the parameter user_id',
      ({ paths }) => {
        const { get } = paths['/v1/accounts'];
        get.parameters = get.parameters.filter(({ name }: { name: string }) => name !== 'user_id');
      },
    ],
    [
      'POST /v1/onboardings/{id}/cancel requires the parameter Idempotency-Key',
      ({ paths }) => {
        paths['/v1/onboardings/{id}/cancel'].post.parameters.at(-1).required = true;
      },
    ],
    [
      'POST /v1/onboardings, request requires products',
      ({ paths }) => {
        bodyOf(paths['/v1/onboardings'].post).required.push('products');
      },
    ],
    [
      'POST /v1/onboardings, request.products[] refuses "income"',
      ({ paths }) => {
        bodyOf(paths['/v1/onboardings'].post).properties.products.items.enum = ['transactions', 'assets'];
      },
    ],
    [
      'POST /v1/onboardings, request.policy.link_within_days has a narrower maximum',
      ({ paths }) => {
        bodyOf(paths['/v1/onboardings'].post).properties.policy.properties.link_within_days.maximum = 30;
      },
    ],
    [
      'POST /v1/onboardings, request.redirect_uri refuses null',
      ({ paths }) => {
        const { properties } = bodyOf(paths['/v1/onboardings'].post);
        [properties.redirect_uri] = properties.redirect_uri.anyOf;
      },
    ],
    ['GET /v1/accounts, 200.data[] has no mask', ({ components }) => delete components.schemas.Account.properties.mask],
    [
      'GET /v1/accounts/{id}, 200 may leave status out',
      ({ components }) => {
        const { Account } = components.schemas;
        Account.required = Account.required.filter((name: string) => name !== 'status');
      },
    ],
    [
      'GET /v1/accounts/{id}, 200.created_at may be null',
      ({ components }) => {
        const { properties } = components.schemas.Account;
        properties.created_at = { anyOf: [properties.created_at, { type: 'null' }] };
      },
    ],
    ['POST onboarding.funded is gone', ({ webhooks }) => delete webhooks['onboarding.funded']],
  ];

  const bodyOf = (operation: { requestBody: { content: Record<string, { schema: unknown }> } }) =>
    // biome-ignore lint/suspicious/noExplicitAny: as above
    operation.requestBody.content['application/json']?.schema as any;

  for (const [broken, plant] of plants) {
    it(`would fail: ${broken}`, () => {
      const planted = read('openapi.json');
      plant(planted);
      assert.ok(breakingChanges(read('openapi.json'), planted).includes(broken));
    });
  }

  it('may get routes, fields, and words of an answer', () => {
    const [before, now] = [read('openapi.json'), read('openapi.json')];
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const { paths, components } = before as any;
    delete paths['/v1/accounts/{id}'].delete;
    delete components.schemas.Account.properties.mask;
    components.schemas.Account.properties.status.enum.pop();
    bodyOf(paths['/v1/onboardings'].post).properties.policy.properties.link_again.maximum = 5;
    components.schemas.Account.required = components.schemas.Account.required.filter((name: string) => name !== 'mask');
    assert.deepEqual(breakingChanges(before, now), []);
  });
});
