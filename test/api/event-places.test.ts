import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { Deps } from '../../api/context.ts';
import type { Context } from '../../api/http/request.ts';
import { streamEvents } from '../../api/routes/events.ts';
import { forTenant } from '../../db/reach.ts';
import { afterClose } from '../support/http/after-close.ts';
import { createdCase, startApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';

describe('the handler of event streams', () => {
  const [database, api] = forEachTest((pool) => startApi(pool));

  it('keeps no place for a client that has gone before the stream begins', async () => {
    const id = await createdCase(api);
    const { signal: closed } = new AbortController();
    const handle = streamEvents({ db: database.pool, timelines: { closed } } as unknown as Deps);
    const handled = await afterClose(async (ctx) => {
      Object.assign(ctx, { params: { id }, state: { tenantId: 'default' } });
      await forTenant('default', async () => handle(ctx as unknown as Context));
    });
    assert.equal(handled.res.closed, true);
    assert.equal(getEventListeners(closed, 'abort').length, 0);
  });
});
