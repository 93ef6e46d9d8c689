// Reads query strings. If PostgreSQL cannot store a value, or the API never gave the cursor, that is a bad field and no
// internal error.
import { z } from 'zod';
import { checkInput, pointerTo } from './input.ts';
import { isStorable } from './json.ts';
import { Problem } from './problem.ts';
import type { Context } from './request.ts';

type Query = Record<string, string | Record<string, string>>;

/**
 * Returns the parameters of the request: `metadata[order]=7` as `{metadata: {order: '7'}}`. Throws a 422 `Problem` that
 * names each parameter that is not allowed.
 */
export function queryOf(ctx: Context): Query {
  const errors = Object.entries(ctx.query).flatMap(([name, value]) => {
    if (typeof value !== 'string')
      return [{ pointer: pointerTo([name]), message: 'is given more than once; give it once' }];
    return isStorable(name + value)
      ? []
      : [{ pointer: pointerTo([name]), message: 'contains a control character; remove it' }];
  });
  if (errors.length > 0)
    throw new Problem(422, 'invalid_input', 'Some parameters are wrong. Correct each one that errors names.', {
      errors,
    });
  const { tenant, ...query } = nested(ctx.query as Record<string, string>);
  // By it an operator's key has named the tenant for whom it reads.
  const isNamed = ctx.state.operator && ctx.state.tenantId !== undefined;
  return { ...query, ...(tenant !== undefined && !isNamed && { tenant }) };
}

function nested(flat: Record<string, string>): Query {
  const query: Query = {};
  for (const [name, value] of Object.entries(flat)) {
    const [, object, key = ''] = /^([a-z]+)\[(.*)\]$/.exec(name) ?? [];
    if (object === undefined) query[name] = value;
    else query[object] = { ...(typeof query[object] === 'object' && query[object]), [key]: value };
  }
  return query;
}

/** The schema for the number of entries on a page. */
export function pageLimit(most: number, usual: number) {
  const error = `must be a whole number from 1 to ${most}`;
  return z
    .string()
    .regex(/^\d{1,4}$/, error)
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= most, error)
    .default(usual)
    .meta({ type: 'integer', minimum: 1, maximum: most });
}

/** The filters of a list by its case: an onboarding, or a transfer on a linked account. */
export const ofCase = { onboarding_id: z.string().max(64).optional(), transfer_id: z.string().max(64).optional() };

type OfCase = z.output<z.ZodObject<typeof ofCase>>;

/** Refuses both filters together. `entry`: what the list holds. */
export const ofOneCase = (entry: string): [(query: OfCase) => boolean, { path: string[]; error: string }] => [
  ({ onboarding_id, transfer_id }) => onboarding_id === undefined || transfer_id === undefined,
  { path: ['transfer_id'], error: `cannot be combined with onboarding_id: a ${entry} is about one of them` },
];

const notOurs = 'must be the next_cursor of an earlier answer, unchanged';

/**
 * The schema for a cursor that names the last row of the page before: its instant or date, and its id. `id` matches a
 * whole id.
 */
export function placeCursor(id: RegExp) {
  return z
    .string()
    .max(400)
    .transform((text, context): { at: string; id: string } => {
      const [, at = '', row = ''] = /^(\S+) (\S+)$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
      if (isInstantOrDate(at) && id.test(row)) return { at, id: row };
      context.addIssue({ code: 'custom', message: notOurs });
      return z.NEVER;
    })
    .optional();
}

export const encodePlace = (at: string, id: string): string => Buffer.from(`${at} ${id}`).toString('base64url');

/** The schema for a cursor that is the number of a row: at most eighteen digits, because PostgreSQL counts to 2^63. */
export const numberCursor = z
  .string()
  .regex(/^[1-9][0-9]{0,17}$/, notOurs)
  .optional();

/** Accepts the form of our own answers, and only real days: PostgreSQL knows neither 30 February nor the year 0. */
function isInstantOrDate(text: string): boolean {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)\.\d{6}Z)?$/.exec(text) ?? [];
  if (!day || day < '0001') return false;
  const instant = new Date(`${day}T${time ?? '00:00:00'}Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(`${day}T${time ?? ''}`);
}

/** The parameters of a list that is short in PostgreSQL too, so that it may be cut into pages here. */
export const shortList = { limit: pageLimit(100, 100), cursor: numberCursor };

/** Returns one page of a short list. Its cursor is the number of the entries before it. */
export function onePage<T>(all: T[], { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  const from = Number(cursor ?? 0);
  const data = all.slice(from, from + limit);
  return { data, next_cursor: from + limit < all.length ? String(from + limit) : null };
}

export const shortListQuery = z.strictObject(shortList);

/** Returns the page of a short list that the request asks for. */
export const pageFor = <T>(ctx: Context, all: T[]) => onePage(all, checkInput(shortListQuery, queryOf(ctx)));
