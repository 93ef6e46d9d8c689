// How a page asks the API, and what it does with the answer.
import { isTransferId } from '../../domain/transfers/transfer-id.ts';
import { GangwayError } from '../../packages/client/src/index.ts';
import { Refusal } from '../refusal.ts';
import type { Desk, DeskPage } from './desk.ts';

/** Why the API refused what a person asked for. */
export type Refused = Required<Pick<DeskPage, 'status' | 'errors'>>;

/**
 * Resolves with the data of the answer, or with the reasons that the person can act on. `labels`: the words of the
 * page's fields, by the names of the API. Throws for a thing that does not exist, and for errors of ours.
 */
export async function ask<T>(
  call: Promise<{ data: T }>,
  labels: Record<string, string> = {},
): Promise<{ data: T; refused: null } | { data: null; refused: Refused }> {
  try {
    return { data: (await call).data, refused: null };
  } catch (error) {
    if (!(error instanceof GangwayError) || !error.problem || error.status === null) throw error;
    if (error.status === 404 || error.status >= 500) throw error;
    return { data: null, refused: refusedBy(error, error.status, labels) };
  }
}

function refusedBy({ problem, errors }: GangwayError, status: number, labels: Record<string, string>): Refused {
  const fields = Object.entries(errors).map(([pointer, message]) => {
    const [, field = ''] = pointer.split('/');
    const label = labels[field];
    return { field: label ? field : null, message: `${label ?? field} ${message}` };
  });
  return { status, errors: fields.length > 0 ? fields : [{ field: null, message: problem?.detail ?? '' }] };
}

/** A refusal that the page itself decides. */
export const refuse = (field: string | null, message: string, status = 422): Refused => ({
  status,
  errors: [{ field, message }],
});

export const errorAt = (refused: Refused | null, field: string): string | undefined =>
  refused?.errors.find((error) => error.field === field)?.message;

/** Shows a page. If something was refused, its title, its status and a summary on top say so. */
export const showPage = (
  desk: Desk,
  { title, ...page }: Omit<DeskPage, 'status' | 'errors'>,
  refused?: Refused | null,
): void => desk.show(refused ? { ...page, ...refused, title: `Error: ${title}` } : { ...page, title });

/** Leads the browser to the page that says what a form has done. */
export function seeOther({ ctx }: Desk, address: string): void {
  ctx.redirect(address);
  ctx.status = 303;
}

/** Returns the parameters of the address that have these names and a value. */
export const givenIn = <N extends string>({ ctx }: Desk, names: readonly N[]): Partial<Record<N, string>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = ctx.query[name];
      return typeof value === 'string' && value.trim() ? [[name, value.trim()]] : [];
    }),
  ) as Partial<Record<N, string>>;

/**
 * Returns the header with the key of the form, so that a second click does nothing more. Throws a 403 for a key that no
 * page of ours gives.
 */
export function onceIn({ form }: Desk): { 'Idempotency-Key': string } {
  const once = form.get('once') ?? '';
  if (/^[\w-]*$/.test(once)) return { 'Idempotency-Key': once };
  throw new Refusal(403, 'This form is out of date', 'Go back, load the page again, and send the form once more.');
}

/** Returns the text if it is one of these. */
export const oneOf = <T extends string>(all: readonly T[], text: string | undefined): T | undefined =>
  all.find((one) => one === text);

/** Returns the filter of a list by its case. */
export const ofCase = (id: string | undefined): { transfer_id: string } | { onboarding_id: string } | undefined =>
  id === undefined ? undefined : isTransferId(id) ? { transfer_id: id } : { onboarding_id: id };

/** Returns the time of a field whose label says UTC: browsers send it without seconds and zone. */
export const inUtc = (local: string) => (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) ? `${local}:00Z` : local);
