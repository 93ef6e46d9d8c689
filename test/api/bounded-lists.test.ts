// Generated from the router, so that a list that is added later is bounded too.
import assert from 'node:assert/strict';
import type { Deps } from '../../api/context.ts';
import { allRoutes } from '../../api/routes.ts';
import { addNotification } from '../../db/notify/notifications.ts';
import { createdCase, startApi, storedKey } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';

/** Answers whose length does not depend on how much there is. */
const notLists = [
  '/healthz',
  '/readyz',
  // The document of the API, and Gangway's own codes.
  '/openapi.json',
  '/docs',
  '/docs.md',
  '/problems',
  '/problems.md',
  '/llms.txt',
  // One entry for each direction and status.
  '/v1/transfers/sums',
  // The newest fifty that a text leads to, and whether there are more.
  '/v1/search',
  '/v1/cases',
  '/v1/ledger',
  '/v1/banking_day',
  // One entry for each decision and reason.
  '/v1/reviews/figures',
  // Numbers: one for each stage, day and code.
  '/v1/board',
  '/v1/tenants/board',
  // Each tenant's counts of paid calls: one for each of Plaid's.
  '/v1/tenants/:id/usage',
  '/v1/link_settings',
  '/v1/brand',
  // A stream, of at most 366 days. It has a place of its own.
  '/v1/transfers.csv',
  '/v1/onboardings/:id/authorization_proof',
  '/v1/transfers/:id/authorization_proof',
  '/v1/onboardings/:id/identity',
  '/v1/accounts/:id/numbers',
  '/v1/users/:user_id/erasure',
  // Streams.
  '/v1/users/:user_id/export',
  '/v1/onboardings/:id/events',
  '/v1/transfers/:id/events',
];

describe('lists', () => {
  let onboarding: string;
  let notification: string;
  let operator: string;
  const [database, api] = forAllTests(async (pool) => {
    operator = await storedKey(pool, null);
    const nothing = async () => ({ events: [], hasMore: false });
    return startApi(pool, {
      plaid: fakePlaid({ listTransferEvents: nothing, listBankTransferEvents: nothing }),
    });
  });
  before(async () => {
    onboarding = await createdCase(api);
    await addNotification(database.pool, { onboardingId: onboarding, type: 'onboarding.funded', action: null });
    notification = (await api.send('GET', '/v1/notifications')).body.data[0].id;
    await database.pool.query(`update onboardings set products = '{transactions}'`);
  });

  const deps = {} as Deps;
  const gets = allRoutes(deps).filter(
    ([method, path]) => method === 'GET' && !/:\w*id$/.test(path) && !notLists.includes(path),
  );

  it('are found in the router', () => assert.ok(gets.length >= 12, `${gets.length}`));

  for (const [, path, scope] of gets) {
    it(`GET ${path} has pages of a limited size`, async () => {
      // A transfer's timeline is that of the onboarding that made it.
      const ids = { '/v1/tenants/': 'default', '/v1/notifications/': notification };
      const id = Object.entries(ids).find(([base]) => path.startsWith(base))?.[1] ?? onboarding;
      const target = path.replace('/v1/transfers/:id', '/v1/onboardings/:id').replace(':id', id);
      const key = scope === 'operator' ? operator : api.key;
      const needed = path.endsWith('transfer-events') ? `&account_id=${'a'.repeat(37)}` : '';
      const page = await api.send('GET', `${target}?limit=1${needed}`, { key });
      assert.equal(page.status, 200, JSON.stringify(page.body));
      assert.ok(Array.isArray(page.body.data) && page.body.data.length <= 1);
      assert.ok('next_cursor' in page.body, 'it says where the next page begins');
      const more = await api.send('GET', `${target}?limit=1001${needed}`, { key });
      assert.deepEqual([more.status, more.body.errors?.[0]?.pointer], [422, '/limit']);
    });
  }

  it('a short list goes on where its page ended', async () => {
    await storedKey(database.pool, 'second');
    const first = (await api.send('GET', '/v1/tenants?limit=1', { key: operator })).body;
    const next = `/v1/tenants?limit=1&cursor=${first.next_cursor}`;
    const second = (await api.send('GET', next, { key: operator })).body;
    assert.deepEqual([first.data[0].id, second.data[0].id, second.next_cursor], ['default', 'second', null]);
  });
});
