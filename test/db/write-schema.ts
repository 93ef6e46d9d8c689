// `npm run schema`: writes the schema that the migrations make, which schema.test.ts compares.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../db/migrate.ts';
import { createPool } from '../../db/pool.ts';
import { makeRoles } from '../../db/roles.ts';
import { freePort } from '../../dev/ports.ts';
import { startPostgres } from '../../dev/postgres.ts';
import { describeSchema } from '../support/database/describe-schema.ts';

const folder = await mkdtemp(join(tmpdir(), 'gangway-schema-'));
const postgres = await startPostgres({ dataDir: join(folder, 'data'), port: await freePort() });
const pool = createPool(postgres.url);
try {
  await makeRoles(postgres.url);
  await migrate(postgres.url, { log: () => {} });
  await writeFile(join(import.meta.dirname, 'schema.txt'), await describeSchema(pool));
} finally {
  await pool.end();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
