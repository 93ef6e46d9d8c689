// Checks input against a schema, and says for every bad field what to correct.
import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { type BadField, Problem } from './problem.ts';

/** Returns the parsed input. Throws a 422 `Problem` that lists every bad field. No message quotes a value. */
export function checkInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  // For each object with unknown keys, by its pointer: the fields that the object may have and that are not given.
  const missing = new Map<string, string[]>();
  const error = (issue: z.core.$ZodRawIssue) => {
    if (issue.code === 'unrecognized_keys') missing.set(pointerTo(issue.path ?? []), fieldsNotGiven(issue));
    return plainWords(issue);
  };
  const parsed = schema.safeParse(input, { error, reportInput: true });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => badFields(issue, missing));
  throw new Problem(422, 'invalid_input', 'Some fields are wrong. Correct each one that errors names.', { errors });
}

// Used only where a schema has no message of its own.
function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${issue.expected === 'int' ? 'a whole number' : `a JSON ${issue.expected}`}`;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'invalid_key':
      return issue.issues[0]?.message;
    case 'too_big':
      return `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters long' : ''}`;
    case 'too_small':
      if (issue.origin === 'string') return 'must not be empty';
      return `must be at least ${issue.minimum}`;
    default:
      return undefined;
  }
}

function badFields(issue: z.core.$ZodIssue, missing: Map<string, string[]>): BadField[] {
  if (issue.code === 'unrecognized_keys') {
    const fields = missing.get(pointerTo(issue.path)) ?? [];
    return issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), message: unknownField(key, fields) }));
  }
  return [{ pointer: pointerTo(issue.path), message: isMissing(issue) ? 'is required' : issue.message }];
}

/** A missing field gets "is required", and not the schema's message for a wrong value. */
function isMissing({ code, input, path }: z.core.$ZodIssue): boolean {
  if (code === 'invalid_type' || code === 'invalid_value') return input === undefined;
  // zod reports a union at the field that tells its shapes apart, together with the whole object.
  const name = path.at(-1);
  return code === 'invalid_union' && typeof name === 'string' && isObject(input) && input[name] === undefined;
}

function fieldsNotGiven({ inst, input }: z.core.$ZodRawIssue): string[] {
  const fields = inst instanceof z.ZodObject ? Object.keys(inst.shape) : [];
  return fields.filter((field) => !isObject(input) || input[field] === undefined);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function unknownField(key: string, fields: string[]): string {
  const meant = fields.toSorted((a, b) => unlike(key, a) - unlike(key, b))[0];
  const isNear = meant !== undefined && unlike(key, meant) <= Math.max(1, Math.round(meant.length * 0.4));
  return `is not a field of this request; ${isNear ? `did you mean "${meant}"?` : 'remove it'}`;
}

/** Returns how many letters differ. "legalName" and "Legal-Name" equal "legal_name". */
const unlike = (key: string, field: string): number => distance(plain(key.slice(0, 64)), plain(field));
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

// Callers choose the keys. Long ones are cut, so that they cannot swell the answer.
export const pointerTo = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${String(part).slice(0, 64).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
