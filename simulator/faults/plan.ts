// Lets the next calls to a path fail in the way that a test has asked for.
import type { ErrorBody } from '../errors.ts';
import { Refused } from '../refused.ts';
import type { World } from '../world.ts';
import type { Fault, FaultRequest } from './state.ts';

export function planFault(world: World, { times, ...asked }: FaultRequest): Fault {
  const id = `fault-${world.state.faults.planned.length + 1}`;
  const fault: Fault = { id, ...asked, error_type: typeOf(asked.error_code), left: times, fired: 0 };
  world.state.faults.planned.push(fault);
  world.changed();
  return fault;
}

/** Ends this fault, or without an id every fault. A call that already hangs goes on hanging. */
export function endFaults(world: World, id?: string): Fault[] {
  const { planned } = world.state.faults;
  const ended = id === undefined ? planned : planned.filter((fault) => fault.id === id);
  if (id !== undefined && ended.length === 0) throw new Refused(`there is no fault ${id}`);
  for (const fault of ended) fault.left = 0;
  world.changed();
  return ended;
}

/** Returns the fault of this call to `path`, and counts it as fired. Null when the call is not to fail. */
export function takeFault(world: World, path: string): Fault | null {
  const fault = world.state.faults.planned.find((planned) => planned.path === path && planned.left > 0);
  if (!fault) return null;
  fault.left -= 1;
  fault.fired += 1;
  world.changed();
  return fault;
}

/** Plaid's families of error codes: https://plaid.com/docs/errors/ */
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
