import assert from 'node:assert/strict';
import { deleteDoneWebhooks } from '../../db/inbox/webhook-views.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';
import { storedWebhook } from '../support/http/inbox.ts';

describe('the inbox of an operator', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  const insert = (code: string) => storedWebhook(database.pool, { webhook_type: 'ITEM', webhook_code: code });

  it('deletes finished webhooks in batches, oldest first', async () => {
    for (const [code, days] of [
      ['NEWEST', 1],
      ['OLDEST', 9],
      ['MIDDLE', 5],
    ] as const) {
      const id = await insert(code);
      const done = `update webhooks set status = 'done', done_at = now() - make_interval(days => $2) where id = $1`;
      await database.pool.query(done, [id, days]);
    }
    const left = async () =>
      (await database.pool.query<{ code: string }>('select code from webhooks order by id')).rows.map(
        ({ code }) => code,
      );
    assert.equal(await deleteDoneWebhooks(database.pool, 2, 1), 1);
    assert.deepEqual(await left(), ['NEWEST', 'MIDDLE']);
    assert.equal(await deleteDoneWebhooks(database.pool, 2, 10), 1);
    assert.deepEqual(await left(), ['NEWEST']);
    assert.equal(await deleteDoneWebhooks(database.pool, 2, 10), 0);
  });
});
