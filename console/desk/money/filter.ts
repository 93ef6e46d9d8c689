// The filter of a list of transfers, as it stands in the address of a page and in a request to the API.
import type { paths } from '../../../packages/client/src/index.ts';
import { givenIn } from '../answers.ts';
import type { Desk } from '../desk.ts';

export type TransferQuery = Omit<
  NonNullable<paths['/v1/transfers']['get']['parameters']['query']>,
  'tenant' | 'metadata'
>;

/** The fields of the form. The others are in the addresses to which the numbers of a board lead. */
const formFields = ['status', 'direction', 'network', 'attention', 'from', 'to'] as const;
export const otherFields = [
  ...['account_id', 'user_id', 'unchanged_since', 'returned_from', 'returned_to', 'return_code'],
] as const;

const dayMs = 86_400_000;
/** The longest period that the API adds up or exports. */
export const longestDays = 366;

export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The day as people mean it is the last one that counts; the API takes the first one that does not. */
function dayAfter(day: string): string {
  const midnight = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day) : Number.NaN;
  return Number.isNaN(midnight) ? day : dayOf(midnight + dayMs);
}

/** Returns what the page was asked for, without empty fields. */
export const filterIn = (desk: Desk): URLSearchParams =>
  new URLSearchParams(givenIn(desk, [...formFields, ...otherFields]));

/** Returns the same for the API, which checks every value. */
export function queryOf(filter: URLSearchParams): TransferQuery {
  const query = Object.fromEntries(filter);
  return { ...query, ...(query.to && { to: dayAfter(query.to) }) };
}

/** Returns the filter with a period: the one that it has, or the longest one that ends today. */
export function withPeriod(filter: URLSearchParams, days = longestDays - 1): URLSearchParams {
  const to = filter.get('to') ?? dayOf(Date.now());
  const end = Date.parse(to);
  const from = filter.get('from') ?? dayOf((Number.isNaN(end) ? Date.now() : end) - (days - 1) * dayMs);
  return new URLSearchParams({ ...Object.fromEntries(filter), from, to });
}

/** True for a period, with its last day, that the API adds up or exports. */
export const isShortEnough = (filter: URLSearchParams): boolean =>
  Date.parse(filter.get('to') ?? '') + dayMs - Date.parse(filter.get('from') ?? '') <= longestDays * dayMs;

/** Returns the query of a period, for the sums and the export. */
export function periodQueryOf(filter: URLSearchParams): TransferQuery & { from: string; to: string } {
  const query = queryOf(filter);
  return { ...query, from: query.from ?? '', to: query.to ?? '' };
}
