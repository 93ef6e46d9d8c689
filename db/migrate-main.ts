import { readConfig } from '../config.ts';
import { migrate } from './migrate.ts';

const config = readConfig(process.env, ['DATABASE_URL']);
await migrate(config.DATABASE_URL, { log: (line) => process.stdout.write(`${line}\n`) });
