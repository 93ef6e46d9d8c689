// Finds entries of a collection by a function of the entry, without going through all of them. Each function has an
// index of its own, so it must be a constant, and it may read nothing but the entry.
import { listenTo } from './tracked.ts';

/** Returns the entries for which `says` returns this value, the first added first. */
export function lookUp<Entry extends object>(
  collection: Record<string, Entry>,
  says: (entry: Entry) => string | null,
  value: string,
): Entry[] {
  const index = indexOf(collection, says, createGroups);
  if (!index) return Object.values(collection).filter((entry) => says(entry) === value);
  return index(value).flatMap((key) => collection[key] ?? []);
}

/** Returns the entries whose next moment has come. `next` returns it in ISO's form, or null when there is none. */
export function dueBy<Entry extends object>(
  collection: Record<string, Entry>,
  now: string,
  next: (entry: Entry) => string | null,
): Entry[] {
  const index = indexOf(collection, next, createAgenda);
  if (!index) return Object.values(collection).filter((entry) => (next(entry) ?? later) <= now);
  return index(now).flatMap((key) => collection[key] ?? []);
}

/** Sorts after every instant in ISO's form. */
export const later = 'later';

export const earliestOf = (instants: (string | null)[]): string | null =>
  instants.reduce((least, at) => (at !== null && (least === null || at < least) ? at : least), null);

export const after = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();

type Says = (entry: object) => string | null;
/** Returns the keys of the entries that belong to this value. */
type Index = (value: string) => string[];
/** Returns the keys that have changed since the last call, each with the value of its entry now. */
type Changes = () => Iterable<[key: string, says: string | null]>;

const indexes = new WeakMap<object, Map<unknown, Index>>();

/** Null when the collection is not tracked. */
function indexOf<Entry extends object>(
  collection: Record<string, Entry>,
  says: (entry: Entry) => string | null,
  create: (changes: Changes) => Index,
): Index | null {
  const known = indexes.get(collection) ?? new Map<unknown, Index>();
  indexes.set(collection, known);
  const index = known.get(says);
  if (index) return index;
  const changes = changesOf(collection, says as Says);
  if (!changes) return null;
  const created = create(changes);
  known.set(says, created);
  return created;
}

function changesOf(collection: Record<string, object>, says: Says): Changes | null {
  let changed = new Set(Object.keys(collection));
  if (!listenTo(collection, (key) => changed.add(key))) return null;
  return () => {
    const keys = changed;
    changed = new Set();
    return [...keys].map((key) => {
      const entry = collection[key];
      return [key, entry ? says(entry) : null];
    });
  };
}

function createGroups(changes: Changes): Index {
  const said = new Map<string, { value: string | null; place: number }>();
  const keys = new Map<string | null, Set<string>>();
  const place = (key: string) => said.get(key)?.place ?? 0;
  return (wanted) => {
    for (const [key, value] of changes()) {
      const before = said.get(key);
      if (before?.value === value) continue;
      keys.get(before?.value ?? null)?.delete(key);
      keys.set(value, (keys.get(value) ?? new Set()).add(key));
      said.set(key, { value, place: before?.place ?? said.size });
    }
    return [...(keys.get(wanted) ?? [])].sort((a, b) => place(a) - place(b));
  };
}

function createAgenda(changes: Changes): Index {
  const planned = new Map<string, string>();
  /** No entry is planned before this instant. */
  let earliest = later;
  return (now) => {
    for (const [key, at] of changes()) {
      if (at === null) planned.delete(key);
      else planned.set(key, at);
      if (at !== null && at < earliest) earliest = at;
    }
    if (earliest > now) return [];
    earliest = earliestOf([...planned.values()]) ?? later;
    return [...planned].flatMap(([key, at]) => (at <= now ? [key] : []));
  };
}
