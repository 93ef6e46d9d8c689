import assert from 'node:assert/strict';
import type { Db } from '../../db/pool.ts';
import { refuseOldServer } from '../../db/server-version.ts';
import { ownDatabase } from '../support/database/database.ts';

describe('refuseOldServer', () => {
  const database = ownDatabase();

  it('refuses a server before 15 with a sentence', async () => {
    const old = { query: async () => ({ rows: [{ major: 14, version: '14.23' }] }) } as unknown as Db;
    await assert.rejects(
      refuseOldServer(old),
      /^Failure: PostgreSQL 14\.23 is too old: Gangway needs 15 or later .*\.$/,
    );
    await refuseOldServer(database.pool);
  });
});
