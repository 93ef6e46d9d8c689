// Logs one line per request, from an allow-list. Never a body, a header or a query, because these carry tokens and
// personal data.
import type { Logger } from 'pino';
import type { Context, Next } from './request.ts';

export function accessLog(log: Logger) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const began = performance.now();
    await next();
    log.info(
      {
        request_id: ctx.state.requestId,
        method: ctx.method,
        // The pattern and not the path, because paths hold ids that callers choose.
        route: ctx.state.route ?? null,
        status: ctx.status,
        ms: Math.round((performance.now() - began) * 10) / 10,
        tenant: ctx.state.tenantId,
        onboarding_id: ctx.state.onboardingId,
        refused: ctx.state.refused,
      },
      'request',
    );
  };
}

/**
 * Returns the parts of an error that a log line may hold: class, code and place. Not the message, because drivers and
 * parsers quote the refused value in it.
 */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code } = error as { code?: unknown };
  return {
    error: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    at: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8)
      .map((line) => line.trim()),
    ...(error.cause ? { cause: errorFields(error.cause) } : {}),
  };
}
