// `npm run reconcile`: operators compare workflow, record and Plaid now, without the worker.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Alert } from '../../cases/alert.ts';
import type { DriftDeps } from '../../cases/drift-deps.ts';
import { reconcile, reconcileCase } from '../../cases/reconcile.ts';
import { plaidKeys, plaidSettings, readConfig } from '../../config.ts';
import { unknownCase } from '../../db/case/onboardings.ts';
import { recordDriftCounts } from '../../db/drift/counts.ts';
import { createVault, refuseWrongKeys } from '../../db/vault.ts';
import { countDrift, type Drift, firstPlace, type ReconcilePlace } from '../../domain/drift.ts';
import { createPlaid } from '../../plaid/client.ts';
import { createCaseClient } from '../../temporal/case-client.ts';
import { connectTemporal } from '../../temporal/connect.ts';
import { checkInput } from '../http/input.ts';
import { audited, print, runCommand, withDatabase } from './command.ts';

const usage = `Usage:
  reconcile [--repair]                 all open and recently closed cases
  reconcile --case onb_... [--repair]  one case
  reconcile --restored-to 2026-11-30T02:00:00Z [--repair]
                                       all cases after a restore, while API and worker are stopped
Without --repair it only reports. It prints a line for each finding, and ends with 1 if one is left.
`;
const options = {
  case: { type: 'string' },
  'restored-to': { type: 'string' },
  repair: { type: 'boolean', default: false },
} as const;

const input = z.object({
  restored_to: z.iso
    .datetime({ offset: true, error: 'must be the moment of the backup, such as 2026-11-30T02:00:00Z' })
    .transform((text) => new Date(text))
    .refine((at) => at <= new Date(), 'must be the moment of the backup, which has passed')
    .optional(),
});

type Reaches = Omit<DriftDeps, 'repair' | 'restoredTo'>;

async function run(reaches: Reaches, args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options });
  const { restored_to: restoredTo = null } = checkInput(input, { restored_to: values['restored-to'] });
  const deps = { ...reaches, repair: values.repair, restoredTo };
  const onboardingId = values.case ?? null;
  const reconciled = () => (onboardingId === null ? reconcileAll(deps) : reconcileOne(deps, onboardingId));
  const about = { tenantId: null, action: 'reconcile', object: onboardingId };
  const found = await (deps.repair ? audited(deps.db, about, reconciled) : reconciled());
  const left = found.filter(({ repaired }) => !repaired).length;
  process.stderr.write(`${found.length} found, ${found.length - left} repaired\n`);
  if (left > 0) process.exitCode = 1;
}

async function reconcileOne(deps: DriftDeps, onboardingId: string): Promise<Drift[]> {
  const found = await reconcileCase(deps, onboardingId);
  if (!found) throw unknownCase();
  found.forEach(printDrift);
  return found;
}

async function reconcileAll(deps: DriftDeps): Promise<Drift[]> {
  const all: Drift[] = [];
  for (let place: ReconcilePlace | null = firstPlace; place; ) {
    const { found, next }: Awaited<ReturnType<typeof reconcile>> = await reconcile(deps, place);
    found.forEach(printDrift);
    all.push(...found);
    place = next;
  }
  await recordDriftCounts(deps.db, countDrift(all));
  return all;
}

const printDrift = ({ kind, onboardingId, repaired, detail }: Drift) =>
  print({ drift: kind, onboarding_id: onboardingId, repaired, ...detail });

runCommand(async () => {
  const config = readConfig(process.env, ['DATABASE_URL', 'GANGWAY_VAULT_KEYS', 'TEMPORAL_ADDRESS', ...plaidKeys]);
  const vault = createVault(config.GANGWAY_VAULT_KEYS);
  const plaid = createPlaid(plaidSettings(config));
  const temporal = connectTemporal();
  const cases = createCaseClient(temporal.client);
  const alert: Alert = (about, what) => process.stderr.write(`${what} ${JSON.stringify(about)}\n`);
  await withDatabase(config.DATABASE_URL, usage, async (db) => {
    await refuseWrongKeys(vault, db);
    await run({ db, vault, plaid, cases, alert }, process.argv.slice(2));
  });
  await temporal.close();
});
