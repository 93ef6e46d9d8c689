// `npm run cases`: an operator sends an update to cases: to those that are named, or to all in one kind of trouble. It
// needs DATABASE_URL, and Temporal's own settings.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from '../../config.ts';
import type { Pool } from '../../db/pool.ts';
import { Failure, failureKinds } from '../../domain/failure.ts';
import { type CaseClient, createCaseClient } from '../../temporal/case-client.ts';
import { connectTemporal } from '../../temporal/connect.ts';
import { type UpdateName, updateCase, updateNames } from '../cases/update-case.ts';
import { checkInput } from '../http/input.ts';
import { problemOf } from '../http/problem.ts';
import { requireTenant } from '../keys.ts';
import { audited, complain, print, runCommand, withDatabase } from './command.ts';

const usage = `Usage:
  cases UPDATE CASE...
  cases retry_step --trouble KIND [--tenant ID] [--list]

UPDATE is ${updateNames.join(', ')}.
KIND is ${failureKinds.join(', ')}. With --list it only lists the cases.
`;

type Uses = { db: Pool; cases: CaseClient };

const troubleSchema = z.strictObject({
  trouble: z.enum(failureKinds),
  tenant: z.string().optional(),
  list: z.boolean().optional(),
});

async function run(uses: Uses, args: string[]): Promise<void> {
  const options = { trouble: { type: 'string' }, tenant: { type: 'string' }, list: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [word, ...ids] = positionals;
  const name = updateNames.find((known) => known === word);
  const selects = Object.keys(values).length > 0;
  if (!name || selects === ids.length > 0 || (selects && name !== 'retry_step')) return complain(usage);
  if (ids.length > 0) return sendAll(uses, name, ids);
  const { trouble, tenant, list } = checkInput(troubleSchema, values);
  if (tenant !== undefined) await requireTenant(uses.db, tenant);
  const found = await uses.cases.casesInTrouble(trouble, tenant);
  if (list) return found.forEach(print);
  await sendAll(
    uses,
    name,
    found.map(({ id }) => id),
  );
}

/** So that Temporal, the workers and Plaid are not flooded by the cases of a whole outage. */
const pauseMs = 100;

/** Sends the update to one case after the other. Stops where Temporal or every worker is away. */
async function sendAll({ db, cases }: Uses, update: UpdateName, ids: string[]): Promise<void> {
  let taken = 0;
  let refused = 0;
  for (const id of ids) {
    try {
      const about = { tenantId: null, action: `cases.${update}`, object: id };
      await audited(db, about, () => updateCase({ db, cases }, id, update));
      taken += 1;
      print({ id, update, result: 'done' });
    } catch (error) {
      const { code, message } = problemOf(error);
      if (isAway(error)) {
        complain(`Stopped. ${message}`);
        break;
      }
      refused += 1;
      process.exitCode = 1;
      print({ id, update, result: code, detail: message });
    }
    await sleep(pauseMs);
  }
  const left = ids.length - taken - refused;
  process.stderr.write(`${ids.length} cases: ${taken} took it, ${refused} refused it, ${left} are left.\n`);
}

const away = ['temporal_unavailable', 'worker_unavailable'];
const isAway = (error: unknown): boolean => error instanceof Failure && away.includes(error.detail.code);

runCommand(async () => {
  const { DATABASE_URL } = readConfig(process.env, ['DATABASE_URL']);
  const { client, close } = connectTemporal();
  const cases = createCaseClient(client);
  await withDatabase(DATABASE_URL, usage, (db) => run({ db, cases }, process.argv.slice(2))).finally(close);
});
