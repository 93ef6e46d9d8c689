// Prints `.env.example`; `npm run env-example` writes it.
import { envExample } from '../config.ts';

process.stdout.write(envExample());
