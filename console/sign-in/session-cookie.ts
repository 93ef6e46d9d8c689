// The cookies of the console. The names bind them to this host, so that no other one can set them.
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { longestHours } from '../../db/console/sessions.ts';
import type { PageContext } from '../context.ts';
import { setCookie } from '../security.ts';
import type { Begun } from './provider.ts';

const session = '__Host-gangway-console';
const signIn = '__Host-gangway-sign-in';
/** The provider's page may ask for a second factor. */
const signInSeconds = 15 * 60;

// The way back from the provider begins at another site, so the browser would send no cookie that is `Strict`.
const sameSite = 'Lax';

export const newSecret = (): string => randomBytes(32).toString('base64url');
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export const sessionSecret = (ctx: PageContext): string | undefined => ctx.cookies.get(session);

export const giveSession = (ctx: PageContext, secret: string): void =>
  setCookie(ctx, session, secret, { maxAgeSeconds: longestHours * 3_600, sameSite });

export const clearSession = (ctx: PageContext): void => setCookie(ctx, session, '', { maxAgeSeconds: 0, sameSite });

/** A sign-in that has begun, and the page that the person wanted. */
export type Pending = Begun & { to: string };

const pending = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), to: z.string() });

export const givePending = (ctx: PageContext, value: Pending): void =>
  setCookie(ctx, signIn, Buffer.from(JSON.stringify(value)).toString('base64url'), {
    ...{ maxAgeSeconds: signInSeconds, sameSite },
  });

/**
 * Returns the sign-in of this state that this browser has begun, and forgets it: each counts once. Null: there is none.
 * One that another tab has begun stays.
 */
export function takePending(ctx: PageContext, state: unknown): Pending | null {
  const begun = readPending(ctx);
  if (begun?.state !== state) return null;
  setCookie(ctx, signIn, '', { maxAgeSeconds: 0, sameSite });
  return begun;
}

function readPending(ctx: PageContext): Pending | null {
  try {
    return pending.parse(JSON.parse(Buffer.from(ctx.cookies.get(signIn) ?? '', 'base64url').toString()));
  } catch {
    return null;
  }
}
