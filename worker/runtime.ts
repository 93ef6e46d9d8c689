// Temporal's own log lines, as JSON beside ours, and its metrics.
import { type LogLevel, type LogMetadata, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { caseOfRuns, taskFailure } from './task-failures.ts';

const levels: Record<LogLevel, 'debug' | 'info' | 'warn' | 'error'> = {
  TRACE: 'debug',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

/**
 * With `metricsAddress`, host and port, Temporal's SDK serves Prometheus metrics there. Seconds, as in all other
 * metrics.
 */
export function installRuntime(log: Logger, metricsAddress: string | null): void {
  const write = temporalLog(log);
  Runtime.install({
    logger: {
      log: write,
      trace: (message, more) => write('TRACE', message, more),
      debug: (message, more) => write('DEBUG', message, more),
      info: (message, more) => write('INFO', message, more),
      warn: (message, more) => write('WARN', message, more),
      error: (message, more) => write('ERROR', message, more),
    },
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN' }) },
      ...(metricsAddress && { metrics: { prometheus: { bindAddress: metricsAddress, useSecondsForDurations: true } } }),
    },
  });
}

/**
 * Logs messages only, because their metadata may hold payloads. For a failed workflow task it adds the case and the
 * cause.
 */
export function temporalLog(log: Logger) {
  const cases = caseOfRuns();
  return (level: LogLevel, message: string, more: LogMetadata = {}): void => {
    cases.see(more);
    const failure = taskFailure(message, more);
    if (failure) log.error({ from: 'temporal', ...cases.of(failure.run_id), ...failure }, 'workflow task failed');
    else log[levels[level]]({ from: 'temporal' }, message);
  };
}
