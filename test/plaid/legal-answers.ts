// The answers that Plaid's document allows, one change at a time: an optional field left out, null where it may be, a
// value that an enum does not have yet, an empty list, a field that we have never seen. And each value of an enum.
import { enumValues, type Field, fieldsOf, isInterface } from './sdk-types.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Path = (string | number)[];
/** `value` undefined: the field is left out. */
type Change = { path: Path; value: Json | undefined };
export type LegalAnswer = { what: string; body: Json };

/** As deep as Gangway reads: `accounts.owners.addresses.data.street`. */
const deepest = 4;

export function legalAnswers(type: string): LegalAnswer[] {
  const full = objectOf(type, deepest);
  const changes = [...changesOf(type, [], deepest)];
  const words = wordsOf(type, [], deepest);
  const mostWords = Math.max(0, ...words.map(({ values }) => values.length));
  const sparse = changes.filter(({ value }) => value === undefined);
  const empty = changes.filter(({ value }) => value === null);
  return [
    { what: 'every field', body: full },
    { what: 'no optional field', body: changed(full, sparse) },
    { what: 'null wherever it may be', body: changed(full, empty) },
    ...Array.from({ length: mostWords }, (_, nth) => ({
      what: `number ${nth} of each enum`,
      body: changed(
        full,
        words.map(({ path, values }) => ({ path, value: values[nth % values.length] })),
      ),
    })),
    ...changes.map((change) => ({ what: wordsFor(change), body: changed(full, [change]) })),
  ];
}

const wordsFor = ({ path, value }: Change) =>
  `${path.join('.')} ${value === undefined ? 'left out' : JSON.stringify(value)}`;

function* changesOf(type: string, path: Path, depth: number): Generator<Change> {
  yield { path: [...path, 'a_new_field'], value: { deep: [1] } };
  for (const field of fieldsOf(type)) {
    const at = [...path, field.name];
    const { element, isList, mayBeNull, values } = shapeOf(field);
    if (values) yield { path: at, value: isList ? ['A_NEW_VALUE'] : 'A_NEW_VALUE' };
    if (field.optional) yield { path: at, value: undefined };
    if (mayBeNull) yield { path: at, value: null };
    if (isList) yield { path: at, value: [] };
    if (isInterface(element) && depth > 0) yield* changesOf(element, isList ? [...at, 0] : at, depth - 1);
  }
}

/** The fields with enums, and their values. */
function wordsOf(type: string, path: Path, depth: number): { path: Path; values: Json[] }[] {
  return fieldsOf(type).flatMap((field) => {
    const at = [...path, field.name];
    const { element, isList, values } = shapeOf(field);
    if (values) return [{ path: at, values: isList ? values.map((value) => [value]) : values }];
    return isInterface(element) && depth > 0 ? wordsOf(element, isList ? [...at, 0] : at, depth - 1) : [];
  });
}

function objectOf(type: string, depth: number): { [name: string]: Json } {
  return Object.fromEntries(fieldsOf(type).map((field) => [field.name, usual(field, depth)]));
}

function usual(field: Field, depth: number): Json {
  const { element, isList, mayBeNull, values } = shapeOf(field);
  // With the next page this answer would come again, for ever.
  if (field.name === 'next_cursor' && mayBeNull) return null;
  const one =
    values?.[0] ?? (isInterface(element) ? (depth > 0 ? objectOf(element, depth - 1) : {}) : scalar(element, field));
  return isList ? [one] : one;
}

/** An enum shows by a value of that name that it may be null. */
function shapeOf({ type }: Field) {
  const bare = type.replace(/ \| null$/, '');
  const inList = /^(?:Array|Set)<(.+?)(?: \| null)?>$/.exec(bare)?.[1];
  const element = inList ?? bare;
  const declared = enumValues(element);
  return {
    element,
    isList: inList !== undefined,
    mayBeNull: type !== bare || (declared?.includes('null') ?? false),
    values: declared?.filter((value) => value !== 'null'),
  };
}

/** The content of a string follows from its name and the documentation. */
function scalar(type: string, { name, doc }: Field): Json {
  if (type === 'boolean') return false;
  if (type === 'number') return 70;
  if (/decimal string/.test(doc)) return '25.00';
  if (/(^|_)(date|window)$/.test(name)) return '2026-03-02';
  return /IS[O0] 8601|datetime|timestamp/.test(doc) ? '2026-03-02T15:00:00Z' : `${name}-1`;
}

function changed(body: Json, changes: Change[]): Json {
  const copy = structuredClone(body);
  for (const { path, value } of changes) {
    const parent = path.slice(0, -1).reduce<Json | undefined>(within, copy);
    const name = String(path.at(-1));
    // A change further up may have removed it.
    if (typeof parent !== 'object' || parent === null || Array.isArray(parent)) continue;
    if (value === undefined) delete parent[name];
    else parent[name] = value;
  }
  return copy;
}

function within(value: Json | undefined, step: string | number): Json | undefined {
  return (value as Record<string | number, Json> | null | undefined)?.[step];
}
