// `npm run roles`: makes PostgreSQL's roles for the database of DATABASE_URL, which has to name an administrator.
import { readConfig } from '../config.ts';
import { makeRoles } from './roles.ts';

async function main(): Promise<void> {
  const config = readConfig(process.env, ['DATABASE_URL', 'GANGWAY_ROLE_PASSWORDS']);
  await makeRoles(config.DATABASE_URL, config.GANGWAY_ROLE_PASSWORDS);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The roles could not be made.'}\n`);
  process.exit(1);
});
