// Reads the forms that browsers send.
import getRawBody from 'raw-body';
import type { PageContext } from './context.ts';
import { Refusal } from './refusal.ts';

const limit = 64 * 1024;

/** Returns the fields of a form. Throws a `Refusal` for another kind of body, and for one of more than 64 KiB. */
export async function readForm(ctx: PageContext): Promise<URLSearchParams> {
  if (!ctx.is('application/x-www-form-urlencoded'))
    throw new Refusal(415, 'This is not a form', 'Send the fields of the form as a browser does.');
  try {
    return new URLSearchParams(await getRawBody(ctx.req, { limit, encoding: 'utf8' }));
  } catch {
    throw new Refusal(413, 'The form is too long', `All fields together may have at most ${limit / 1024} KiB.`);
  }
}
