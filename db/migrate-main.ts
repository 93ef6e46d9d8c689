import { readConfig } from '../config.ts';
import { migrate } from './migrate.ts';

async function main(): Promise<void> {
  const config = readConfig(process.env, ['DATABASE_URL']);
  await migrate(config.DATABASE_URL, { log: (line) => process.stdout.write(`${line}\n`) });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The migrations could not run.'}\n`);
  process.exit(1);
});
