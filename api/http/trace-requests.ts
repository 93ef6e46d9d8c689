// Shows each request of a caller as a span, in the trace of its caller if that has one (W3C Trace Context).
import type { Tracing } from '../../telemetry/tracing.ts';
import type { Context, Next } from './request.ts';

export const traceRequests =
  ({ span }: Tracing) =>
  (ctx: Context, next: Next): Promise<void> => {
    // Probes come every few seconds, and would bury the rest.
    if (!ctx.url.startsWith('/v1/')) return next();
    const { traceparent } = ctx.req.headers;
    const parent = typeof traceparent === 'string' ? traceparent : undefined;
    return span({ name: ctx.method, kind: 'server', parent }, async (own) => {
      await next();
      const { route, requestId, tenantId, onboardingId } = ctx.state;
      // Its pattern and not its path, as in the log.
      if (route) own.rename(`${ctx.method} ${route}`);
      own.set({
        'http.request.method': ctx.method,
        'http.route': route,
        'http.response.status_code': ctx.status,
        request_id: requestId,
        tenant: tenantId,
        onboarding_id: onboardingId,
      });
      if (ctx.status >= 500) own.fail();
    });
  };
