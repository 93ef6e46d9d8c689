// The failures that a test has planned.
import { z } from 'zod';
import type { ErrorBody } from '../errors.ts';

export const faultRequest = z.strictObject({
  path: z.string(),
  times: z.int().min(1).max(1_000_000).default(1),
  /**
   * A call that hangs ends when the caller gives up, or after a minute. `commit_then_…` does the work first. `slow`
   * fails nothing, but answers after `ms`.
   */
  kind: z.enum(['status', 'reset', 'hang', 'slow', 'commit_then_fail', 'commit_then_hang']),
  ms: z.int().min(1).max(60_000).default(1000),
  status: z.int().min(400).max(599).default(500),
  error_code: z
    .string()
    .regex(/^[A-Z_]+$/)
    .default('INTERNAL_SERVER_ERROR'),
});

export type FaultRequest = z.output<typeof faultRequest>;

export type Fault = Omit<FaultRequest, 'times'> & {
  id: string;
  error_type: ErrorBody['error_type'];
  /** How many calls will still fail. */
  left: number;
  /** How many calls have failed. A test whose fault never fired proves nothing. */
  fired: number;
};

export type FaultState = { planned: Fault[] };

export const initialFaultState = (): FaultState => ({ planned: [] });
