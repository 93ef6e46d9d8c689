// Checks input against a schema and names every bad field, with what to do about it.
import type { z } from 'zod';
import { type BadField, Problem } from './problem.ts';

/** The parsed input. Throws a 422 `Problem` that lists every bad field; no message quotes a value. */
export function checkInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input, { error: plainWords });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap(badFields);
  throw new Problem(422, 'invalid_input', 'Some fields need a correction; see errors.', { errors });
}

// Only where a schema has no words of its own.
function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is required';
      return `must be ${issue.expected === 'int' ? 'a whole number' : `a JSON ${issue.expected}`}`;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters long' : ''}`;
    case 'too_small':
      if (issue.origin === 'string') return 'must not be empty';
      return `must be at least ${issue.minimum}`;
    default:
      return undefined;
  }
}

function badFields(issue: z.core.$ZodIssue): BadField[] {
  if (issue.code !== 'unrecognized_keys') return [{ pointer: pointerTo(issue.path), message: issue.message }];
  return issue.keys.map((key) => ({
    pointer: pointerTo([...issue.path, key]),
    message: 'is not a field of this request; remove it',
  }));
}

// Keys are the caller's words: long ones are cut, because the answer and nobody's log should grow by them.
const pointerTo = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${String(part).slice(0, 64).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
