// Refuses strangers. The simulator has no login, so a page of another site in a developer's browser must not reach it:
// neither by a request of its own nor under a name that the site lets point here (DNS rebinding).
import type Koa from 'koa';

const ownNames = ['localhost', '127.0.0.1', '[::1]'];

/** `names` are the hosts, without ports, that the simulator answers to beside those of this machine. */
export function refuseStrangers(names: readonly string[]): Koa.Middleware {
  const known = new Set([...ownNames, ...names].map((name) => name.toLowerCase()));
  return async (ctx, next) => {
    const { host } = ctx.request.header;
    const name = nameOf(host);
    if (name === null || !known.has(name)) {
      const hint = 'Set GANGWAY_SIMULATOR_HOSTS if the simulator has another name.';
      return refuse(ctx, `The simulator is not known as ${name ?? 'that'}. ${hint}`);
    }
    if (!['GET', 'HEAD'].includes(ctx.method) && isFromElsewhere(ctx.request.header, host ?? '')) {
      return refuse(ctx, 'The simulator refuses what a page of another site sends.');
    }
    await next();
  };
}

function nameOf(host: string | undefined): string | null {
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return null;
  }
}

/** A browser says where a request comes from; other clients do not. */
function isFromElsewhere({ origin, 'sec-fetch-site': site }: Koa.Request['header'], host: string): boolean {
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return origin !== undefined && origin.replace(/^https?:\/\//, '').toLowerCase() !== host.toLowerCase();
}

function refuse(ctx: Koa.Context, text: string): void {
  ctx.status = 403;
  ctx.body = { error: text };
}
