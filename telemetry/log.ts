// Our log: JSON lines. A line about a case names its tenant too, and a line within a trace names that.
import { type Logger, pino } from 'pino';
import type { Tracing } from './tracing.ts';

/** `tenantOf` answers at once, from what the process knows already. */
export const createLog = (
  part: 'api' | 'worker',
  level: string,
  { tenantOf, tracing }: { tenantOf: (onboardingId: string) => string | undefined; tracing: Tracing | null },
): Logger =>
  pino({
    level,
    base: { part },
    formatters: {
      log: (line) => ({
        ...(typeof line.onboarding_id === 'string' && { tenant: tenantOf(line.onboarding_id) }),
        ...line,
        trace_id: tracing?.current()?.traceId,
      }),
    },
  });
