import assert from 'node:assert/strict';
import { z } from 'zod';
import { endpoints } from '../../simulator/endpoints.ts';
import { fieldsLeftOut } from '../../simulator/fields-left-out.ts';
import { plaidPaths } from '../../simulator/plaid-paths.ts';
import { fieldsOf, membersOf, paths } from './plaid-sdk.ts';
import { plaidError, type RunningSimulator, runSimulator } from './running-simulator.ts';

/** The fields that Plaid needs although its SDK does not say so, or needs only if another one is missing. */
const neededHere: Record<string, string[]> = {
  '/link/token/create': [
    'payment_initiation.payment_id',
    'income_verification.income_source_types',
    'transfer.authorization_id',
  ],
  '/identity_verification/create': ['client_user_id'],
  '/identity_verification/list': ['client_user_id'],
  '/payment_initiation/recipient/create': ['bacs.account', 'bacs.sort_code'],
  '/payment_initiation/payment/create': ['user_id'],
  '/asset_report/create': ['access_tokens'],
  '/asset_report/get': ['asset_report_token'],
};

describe('each simulated endpoint', () => {
  for (const { path, request } of endpoints) {
    const found = compare(fieldsOf(path), shapeOf(request));

    it(`${path} takes no field that Plaid's SDK does not know`, () => {
      assert.deepEqual(found.invented, []);
    });

    it(`${path} takes each field of the SDK, or says that it is not simulated`, () => {
      assert.deepEqual(found.leftOut, fieldsLeftOut[path] ?? []);
    });

    it(`${path} needs what Plaid needs`, () => {
      assert.deepEqual(found.needed, neededHere[path] ?? []);
      assert.deepEqual(found.notNeeded, []);
    });
  }

  it("has a path of Plaid's", () => {
    assert.deepEqual([...plaidPaths].sort(), [...new Set(paths)].sort());
    for (const { path } of endpoints) assert.ok(plaidPaths.has(path), path);
    for (const path of Object.keys(fieldsLeftOut))
      assert.ok(
        endpoints.some((one) => one.path === path),
        path,
      );
  });
});

describe('the simulator refuses a part of Plaid that it does not have', () => {
  let simulator: RunningSimulator;
  before(async () => {
    simulator = await runSimulator();
  });
  after(() => simulator.stop());

  it('a path, by an error that says that it is real at Plaid', async () => {
    const error = await plaidError(simulator.plaid.liabilitiesGet({ access_token: 'access-sandbox-0' }));
    assert.deepEqual([error.status, error.error_code], [400, 'NOT_SIMULATED']);
    assert.equal(error.error_message, '/liabilities/get: real at Plaid, not simulated');
  });

  it('a field, before it complains of a field that is missing', async () => {
    const asked = { template_id: 'idvtmp_1', user_id: 'usr_1' };
    const error = await plaidError(simulator.plaid.identityVerificationList(asked));
    assert.equal(error.error_message, '/identity_verification/list with user_id: real at Plaid, not simulated');
  });
});

type Shape = Record<string, z.ZodType>;

function shapeOf(schema: z.ZodType): Shape | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return shapeOf(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodObject ? (schema.shape as Shape) : null;
}

function compare(theirs: ReturnType<typeof fieldsOf>, ours: Shape | null, under = '') {
  const found = {
    invented: [] as string[],
    leftOut: [] as string[],
    needed: [] as string[],
    notNeeded: [] as string[],
  };
  if (!ours) return found;
  for (const [name, { optional, type }] of Object.entries(theirs)) {
    const field = ours[name];
    if (!field) {
      found.leftOut.push(under + name);
      continue;
    }
    const optionalHere = field.safeParse(undefined).success;
    if (optional && !optionalHere) found.needed.push(under + name);
    if (!optional && optionalHere) found.notNeeded.push(under + name);
    const members = membersOf(type);
    if (!members) continue;
    const inside = compare(members, shapeOf(field), `${under}${name}.`);
    for (const kind of Object.keys(found) as (keyof typeof found)[]) found[kind].push(...inside[kind]);
  }
  found.invented.push(...Object.keys(ours).flatMap((name) => (name in theirs ? [] : [under + name])));
  return found;
}
