// Turns the errors of a schema into Plaid's INVALID_REQUEST errors.
import type { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { invalidRequest, notSimulated, type PlaidError } from './errors.ts';
import { fieldsLeftOut } from './fields-left-out.ts';

/** Returns the request as the endpoint reads it. Throws Plaid's error for the worst mistake in it. */
export function strictly<Request extends z.ZodType>(
  { path, request }: Pick<Endpoint<Request>, 'path' | 'request'>,
  body: unknown,
): z.output<Request> {
  const parsed = request.safeParse(body);
  if (parsed.success) return parsed.data;
  throw refusal(path, parsed.error.issues, body);
}

function refusal(path: string, issues: z.core.$ZodIssue[], body: unknown): PlaidError {
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].join('.')) : [],
  );
  const leftOut = unknown.filter((name) => fieldsLeftOut[path]?.includes(name));
  if (leftOut.length > 0) return notSimulated(`${path} with ${list(leftOut)}`);
  const missing = issues.filter((issue) => issue.path.length > 0 && valueAt(body, issue.path) === undefined);
  if (missing.length > 0) {
    return invalidRequest('MISSING_FIELDS', `the following required fields are missing: ${list(missing.map(nameOf))}`);
  }
  if (unknown.length > 0) {
    return invalidRequest(
      'UNKNOWN_FIELDS',
      `the following fields are not recognized by this endpoint: ${list(unknown)}`,
    );
  }
  return invalidRequest('INVALID_FIELD', issues.map((issue) => `${nameOf(issue)}: ${issue.message}`).join('; '));
}

const nameOf = (issue: z.core.$ZodIssue) => issue.path.join('.') || 'body';
const list = (names: string[]) => [...new Set(names)].join(', ');

function valueAt(body: unknown, path: PropertyKey[]): unknown {
  return path.reduce((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], body);
}
