// Every webhook that Plaid's SDK declares. The declarations are generated from Plaid's OpenAPI document, so what is drawn
// here has the shape that Plaid itself gives it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fc from 'fast-check';

type Field = { name: string; type: string; optional: boolean; doc: string };

const sdk = dirname(createRequire(import.meta.url).resolve('plaid'));
const declarations = readFileSync(join(sdk, 'api.d.ts'), 'utf8');
const interfaces = new Map([...declarations.matchAll(/^export interface (\w+) \{\n([\s\S]*?)^\}/gm)].map(bodyOfName));
const enums = new Map([...declarations.matchAll(/^export declare enum (\w+) \{\n([\s\S]*?)^\}/gm)].map(bodyOfName));

function bodyOfName([, name = '', body = '']: RegExpMatchArray): [string, string] {
  return [name, body];
}

function fieldsOf(name: string): Field[] {
  const documented = /\/\*\*\n {5}\* ?(.*)\n(?: {5}\*.*\n)*? {5}\*\/\n {4}'?(\w+)'?(\?)?: (.+);/g;
  return [...(interfaces.get(name) ?? '').matchAll(documented)].map(
    ([, doc = '', field = '', optional, type = '']) => ({
      name: field,
      type,
      optional: optional === '?',
      doc,
    }),
  );
}

/** What the documentation of the field fixes it to, as `ITEM` or `\"ITEM\"`. */
const constantOf = ({ doc }: Field): string | undefined => /^`(?:\\")?([A-Z_0-9]+)(?:\\")?`$/.exec(doc)?.[1];

function drawn(type: string, depth: number): fc.Arbitrary<unknown> {
  if (type.endsWith(' | null')) return fc.option(drawn(type.slice(0, -' | null'.length), depth));
  const element = /^Array<(.+)>$/.exec(type)?.[1];
  if (element) return fc.array(drawn(element, depth), { maxLength: 3 });
  const members = enums.get(type);
  if (members) return fc.constantFrom(...[...members.matchAll(/= "(.*)"/g)].map(([, value]) => value));
  if (interfaces.has(type) && depth > 0) return recordOf(fieldsOf(type), depth - 1);
  if (type === 'string') return fc.oneof(fc.uuid(), fc.string(), fc.constant('2026-03-02T15:00:00Z'));
  if (type === 'number') return fc.double({ noNaN: true, noDefaultInfinity: true });
  if (type === 'boolean') return fc.boolean();
  return fc.object({ maxDepth: 1, maxKeys: 3 });
}

function recordOf(fields: Field[], depth: number): fc.Arbitrary<Record<string, unknown>> {
  const values = fields.map((field): [string, fc.Arbitrary<unknown>] => {
    const constant = /^webhook_(type|code)$/.test(field.name) ? constantOf(field) : undefined;
    return [field.name, constant === undefined ? drawn(field.type, depth) : fc.constant(constant)];
  });
  const requiredKeys = fields.filter(({ optional }) => !optional).map(({ name }) => name);
  return fc.record(Object.fromEntries(values), { requiredKeys });
}

/** By the name of their declaration. */
export const sdkWebhooks: Record<string, fc.Arbitrary<Record<string, unknown>>> = Object.fromEntries(
  [...interfaces.keys()]
    .filter((name) => name.endsWith('Webhook') && fieldsOf(name).some((field) => field.name === 'webhook_code'))
    .map((name) => [name, recordOf(fieldsOf(name), 3).map((body) => ({ ...body, environment: 'sandbox' }))]),
);

/** As it comes when Plaid has gone on since: more, less, null, or something else at any place. */
export function drifted(body: Record<string, unknown>): fc.Arbitrary<Record<string, unknown>> {
  // A body of another environment is refused, whatever else it holds (W1).
  const name = fc.constantFrom(...Object.keys(body).filter((key) => key !== 'environment'), 'a_new_field');
  const change = fc.oneof(
    fc.tuple(name, fc.constantFrom(null, undefined)),
    fc.tuple(name, fc.constantFrom('A_NEW_VALUE', 'a\u0000b', '', 'x'.repeat(5000), 1e308, [])),
    fc.tuple(name, fc.jsonValue()),
    fc.tuple(fc.constantFrom('webhook_type', 'webhook_code'), fc.constantFrom('NEVER_SEEN', 'ITEM', 'ERROR')),
  );
  return fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) => ({ ...body, ...Object.fromEntries(changes) }));
}
