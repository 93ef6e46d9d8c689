// `npm run docs:webhooks`: writes the table in docs/webhooks.md anew.
import { readFile, writeFile } from 'node:fs/promises';
import { withWebhookTable } from './webhook-table.ts';

const page = new URL('../docs/webhooks.md', import.meta.url);
await writeFile(page, withWebhookTable(await readFile(page, 'utf8')));
