// What a step takes for granted. Where it is missing, we are wrong: a `bug`, tried again slowly until a deploy heals it.
import { Failure } from '../domain/failure.ts';

export async function known<T>(what: string, found: Promise<T | null>): Promise<T> {
  const value = await found;
  if (value === null) throw new Failure('bug', `The case has no ${what} on record.`, { code: 'record_missing' });
  return value;
}
