// Instants that PostgreSQL itself writes into JSON. By default it writes them with an offset, in the session's time
// zone. All our answers have them in UTC with a Z, as JavaScript does.

const utc = (instant: string, form: string) => `to_char(${instant} at time zone 'utc', '${form}')`;

export const isoMillis = (instant: string): string => utc(instant, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
/** For columns that order a page: a Date drops PostgreSQL's microseconds. */
export const isoMicros = (instant: string): string => utc(instant, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
