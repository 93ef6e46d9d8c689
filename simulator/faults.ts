// Failures on demand: the next calls to a path fail in the way a test asked for.

export type FaultKind = 'status' | 'reset' | 'hang' | 'commit_then_fail';

export type Fault = {
  path: string;
  kind: FaultKind;
  status: number;
  error_code: string;
  /** Calls that will still fail. */
  left: number;
  /** Calls that did fail: a test whose fault never fired proves nothing. */
  fired: number;
};

export type FaultState = { planned: Fault[] };

export const initialFaultState = (): FaultState => ({ planned: [] });

/** The fault that this call to `path` meets, now counted as fired. */
export function takeFault(state: FaultState, path: string): Fault | null {
  const fault = state.planned.find((planned) => planned.path === path && planned.left > 0);
  if (!fault) return null;
  fault.left -= 1;
  fault.fired += 1;
  return fault;
}
