// Failures on demand: the next calls to a path fail in the way a test asked for.
import { z } from 'zod';
import type { ErrorBody } from './errors.ts';
import type { World } from './world.ts';

export const faultRequest = z.strictObject({
  path: z.string(),
  times: z.int().min(1).max(1_000_000).default(1),
  /** `hang` ends when the client gives up, at most after a minute; `commit_then_…` does the work first. */
  kind: z.enum(['status', 'reset', 'hang', 'commit_then_fail', 'commit_then_hang']),
  status: z.int().min(400).max(599).default(500),
  error_code: z
    .string()
    .regex(/^[A-Z_]+$/)
    .default('INTERNAL_SERVER_ERROR'),
});

type FaultRequest = z.output<typeof faultRequest>;

export type Fault = Omit<FaultRequest, 'times'> & {
  error_type: ErrorBody['error_type'];
  /** Calls that will still fail. */
  left: number;
  /** Calls that did fail: a test whose fault never fired proves nothing. */
  fired: number;
};

export type FaultState = { planned: Fault[] };

export const initialFaultState = (): FaultState => ({ planned: [] });

export function planFault(world: World, { times, ...asked }: FaultRequest): Fault {
  const fault: Fault = { ...asked, error_type: typeOf(asked.error_code), left: times, fired: 0 };
  world.state.faults.planned.push(fault);
  world.changed();
  return fault;
}

/** The fault that this call to `path` meets, now counted as fired. */
export function takeFault(world: World, path: string): Fault | null {
  const fault = world.state.faults.planned.find((planned) => planned.path === path && planned.left > 0);
  if (!fault) return null;
  fault.left -= 1;
  fault.fired += 1;
  world.changed();
  return fault;
}

/** By the families of https://plaid.com/docs/errors/ */
function typeOf(code: string): ErrorBody['error_type'] {
  const [, type] = families.find(([pattern]) => pattern.test(code)) ?? [null, 'API_ERROR' as const];
  return type;
}

const families: readonly (readonly [RegExp, ErrorBody['error_type']])[] = [
  [/_LIMIT$|^RATE_LIMIT/, 'RATE_LIMIT_EXCEEDED'],
  [/^INSTITUTION_/, 'INSTITUTION_ERROR'],
  [/^(ITEM_|PRODUCT_NOT_READY|NO_|ACCESS_NOT_GRANTED|USER_)/, 'ITEM_ERROR'],
  [/^ASSET_REPORT_|^DATA_UNAVAILABLE/, 'ASSET_REPORT_ERROR'],
  [/^TRANSACTIONS_/, 'TRANSACTIONS_ERROR'],
  [/^TRANSFER_/, 'TRANSFER_ERROR'],
  [/^PAYMENT_/, 'PAYMENT_ERROR'],
  [/^INVALID_(ACCESS|PUBLIC|LINK)_TOKEN|^INVALID_(ACCOUNT_ID|API_KEYS)/, 'INVALID_INPUT'],
  [/^(INVALID|MISSING|UNKNOWN)_|^NOT_FOUND/, 'INVALID_REQUEST'],
];
