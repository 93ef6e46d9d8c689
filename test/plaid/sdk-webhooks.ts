// Every webhook that Plaid's SDK declares.
import fc from 'fast-check';
import { enumValues, type Field, fieldsOf, interfaceNames, isInterface } from './sdk-types.ts';

/** The constant in the documentation of the field, as `ITEM` or `\"ITEM\"`. */
const constantOf = ({ doc }: Field): string | undefined => /^`(?:\\")?([A-Z_0-9]+)(?:\\")?`$/.exec(doc)?.[1];

function drawn(type: string, depth: number): fc.Arbitrary<unknown> {
  if (type.endsWith(' | null')) return fc.option(drawn(type.slice(0, -' | null'.length), depth));
  const element = /^Array<(.+)>$/.exec(type)?.[1];
  if (element) return fc.array(drawn(element, depth), { maxLength: 3 });
  const values = enumValues(type);
  if (values) return fc.constantFrom(...values);
  if (isInterface(type) && depth > 0) return recordOf(fieldsOf(type), depth - 1);
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
  interfaceNames
    .filter((name) => name.endsWith('Webhook') && fieldsOf(name).some((field) => field.name === 'webhook_code'))
    .map((name) => [name, recordOf(fieldsOf(name), 3).map((body) => ({ ...body, environment: 'sandbox' }))]),
);

/** A body that Plaid may send after changes: more, less, null, or another value at any place. */
export function drifted(body: Record<string, unknown>): fc.Arbitrary<Record<string, unknown>> {
  // A body of another environment is refused, whatever it holds (W1).
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
