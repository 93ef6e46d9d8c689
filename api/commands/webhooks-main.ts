// `npm run webhooks`: operators list, inspect and redrive the inbox without the API. It needs only DATABASE_URL.
import { parseArgs } from 'node:util';
import { readConfig } from '../../config.ts';
import { ofOperators } from '../../db/audit/entries.ts';
import type { Pool } from '../../db/pool.ts';
import { listInbox, redrive, showWebhook } from '../webhooks/inbox.ts';
import { audited, complain, print, printNextCursor, runCommand, withDatabase, words } from './command.ts';

const usage = `Usage:
  webhooks list [--status waiting|parked|failed|done] [--type TYPE] [--onboarding-id ID | --transfer-id ID]
    [--limit N] [--cursor ID]
  webhooks show ID
  webhooks redrive ID...
`;

async function run(db: Pool, args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const ofCase = { 'onboarding-id': text, 'transfer-id': text };
  const options = { status: text, type: text, ...ofCase, limit: text, cursor: text };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [command, ...ids] = positionals;
  if (command === 'list' && ids.length === 0) {
    const { 'onboarding-id': onboarding_id, 'transfer-id': transfer_id, ...query } = values;
    const { data, next_cursor } = await listInbox(db, { ...query, onboarding_id, transfer_id });
    for (const webhook of data) print(webhook);
    printNextCursor(next_cursor);
  } else if (command === 'show' && ids.length === 1) {
    print(await showWebhook(db, ids[0] ?? ''));
  } else if (command === 'redrive' && ids.length > 0) {
    for (const id of ids) {
      const about = { tenantId: ofOperators, action: 'webhooks.redrive', object: id };
      await audited(db, about, () => redrive(db, id)).then(print, (error: unknown) =>
        complain(`${id}: ${words(error, usage)}`),
      );
    }
  } else {
    complain(usage);
  }
}

runCommand(async () => {
  await withDatabase(readConfig(process.env, ['DATABASE_URL']).DATABASE_URL, usage, (db) =>
    run(db, process.argv.slice(2)),
  );
});
