// The headers that keep the pages safe, and the checks of what a browser sends back.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type Koa from 'koa';
import type { PageContext } from './context.ts';
import { Refusal } from './refusal.ts';

type Policy = {
  /** Origins that may frame the page. */
  frameAncestors?: readonly string[];
};

/** No inline script or style, and nothing of other origins. */
export function setPolicy(ctx: PageContext, { frameAncestors = [] }: Policy = {}): void {
  const directives = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors.join(' ') || "'none'"}`,
    "base-uri 'none'",
  ];
  ctx.set('Content-Security-Policy', directives.join('; '));
  if (frameAncestors.length > 0) ctx.remove('X-Frame-Options');
  else ctx.set('X-Frame-Options', 'DENY');
}

export async function securityHeaders(ctx: PageContext, next: Koa.Next): Promise<void> {
  setPolicy(ctx);
  ctx.set('Referrer-Policy', 'no-referrer');
  ctx.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()');
  await next();
}

/** Returns the token that every form of this session carries. It follows from the session's secret id. */
export const formToken = (session: string): string => createHmac('sha256', session).update('form').digest('base64url');

/**
 * Throws a 403 unless the form comes from a page of ours in this session. Browsers send `Sec-Fetch-Site`, and older
 * ones `Origin`, which is `null` where the page's policy hides the referrer. The token counts in any case.
 */
export function checkForm(ctx: PageContext, form: URLSearchParams, session: string): void {
  const site = ctx.get('Sec-Fetch-Site');
  const origin = ctx.get('Origin');
  const ours =
    site === '' ? origin === '' || origin === 'null' || origin.endsWith(`://${ctx.host}`) : site === 'same-origin';
  const given = Buffer.from(form.get('token') ?? '');
  const expected = Buffer.from(formToken(session));
  const known = given.length === expected.length && timingSafeEqual(given, expected);
  if (!known || !ours)
    throw new Refusal(403, 'This form is out of date', 'Go back, load the page again, and send the form once more.');
}

type CookieOptions = {
  maxAgeSeconds: number;
  /** `frame`: for a page in a frame of another site, and there alone. */
  sameSite: 'Lax' | 'Strict' | 'frame';
};

/** Sets a cookie that no script can read. A name that begins with `__Host-` binds it to this host. */
export function setCookie(
  ctx: PageContext,
  name: string,
  value: string,
  { maxAgeSeconds, sameSite }: CookieOptions,
): void {
  const site = sameSite === 'frame' ? 'None; Partitioned' : sameSite;
  ctx.append('Set-Cookie', `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=${site}`);
}
