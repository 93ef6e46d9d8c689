// Turns what a schema refuses into Plaid's INVALID_REQUEST errors.
import type { z } from 'zod';
import { invalidRequest, type PlaidError } from './errors.ts';

/** The request as the schema reads it; throws Plaid's error for the worst of what is wrong with it. */
export function strictly<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw refusal(parsed.error.issues, body);
}

function refusal(issues: z.core.$ZodIssue[], body: unknown): PlaidError {
  const missing = issues.filter((issue) => issue.path.length > 0 && valueAt(body, issue.path) === undefined);
  if (missing.length > 0) {
    return invalidRequest('MISSING_FIELDS', `the following required fields are missing: ${list(missing.map(nameOf))}`);
  }
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].join('.')) : [],
  );
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
