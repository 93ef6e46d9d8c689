// Renders the schemas of the document: the type of a value in words, and the fields of an object as a list.
import { code, escaped, inline, slug } from './html.ts';
import type { Schema } from './schemas.ts';

const schemasIn = (schema: Schema, keyword: string): Schema[] => (schema[keyword] as Schema[] | undefined) ?? [];

/** `#/components/schemas/Refund` → "Refund". Null for a schema that stands in its place. */
const nameOf = ({ $ref }: Schema): string | null =>
  typeof $ref === 'string' ? ($ref.split('/').at(-1) ?? null) : null;

/** Returns the type of a value, in words. */
export function typeOf(schema: Schema): string {
  const name = nameOf(schema);
  if (name) return `<a href="#${slug(name)}">${escaped(name)}</a>`;
  const choices = [...schemasIn(schema, 'anyOf'), ...schemasIn(schema, 'oneOf')];
  if (choices.length > 0) return [...new Set(choices.map(typeOf))].join(' or ');
  if ('const' in schema) return code(JSON.stringify(schema.const));
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => code(JSON.stringify(one))).join(' or ');
  if (schema.type === 'array') return `list of ${typeOf((schema.items ?? {}) as Schema)}`;
  return escaped(String(schema.format ?? [schema.type ?? 'any JSON'].flat().join(' or ')));
}

/** Returns the limits of a value. */
function limitsOf(schema: Schema): string {
  const words = Object.entries({
    ...{ minimum: 'at least', maximum: 'at most', maxLength: 'length at most', minItems: 'entries at least' },
    ...{ maxItems: 'entries at most', pattern: 'matches', default: 'default' },
  });
  const said = words.flatMap(([keyword, word]) => {
    const limit = schema[keyword];
    if (limit === undefined || (keyword === 'pattern' && schema.format !== undefined)) return [];
    return `${word} ${code(typeof limit === 'string' ? limit : JSON.stringify(limit))}`;
  });
  return said.join(', ');
}

/** Returns the fields of an object, or those of each of its forms. Empty for other values. */
export function fieldsOf(schema: Schema): string {
  const forms = [...schemasIn(schema, 'anyOf'), ...schemasIn(schema, 'oneOf')].filter(({ type }) => type !== 'null');
  if (forms.length > 1 && forms.every(({ properties }) => properties))
    return forms.map((form) => `<p>${formOf(form)}:</p>${fieldsOf(form)}`).join('');
  if (forms.length > 0) return forms.map(fieldsOf).join('');
  if (schema.type === 'array') return fieldsOf((schema.items ?? {}) as Schema);
  if (!schema.properties) return '';
  const required = (schema.required ?? []) as string[];
  const fields = Object.entries(schema.properties as Record<string, Schema>);
  return `<ul class="fields">${fields.map(([name, field]) => fieldOf(name, field, required.includes(name))).join('\n')}</ul>`;
}

/** Forms differ by the words of a field. */
function formOf({ properties }: Schema): string {
  const words = Object.entries(properties as Record<string, Schema>).find(
    ([, field]) => 'const' in field || field.enum,
  );
  return words ? `With ${code(words[0])} ${typeOf(words[1])}` : 'One form';
}

export function fieldOf(name: string, schema: Schema, isRequired: boolean): string {
  const about = [typeOf(schema), limitsOf(schema), isRequired ? '' : 'optional'].filter(Boolean).join(', ');
  const { description } = schema;
  const text = typeof description === 'string' ? `<p>${inline(description)}</p>` : '';
  return `<li><code class="name">${escaped(name)}</code> <span class="type">${about}</span>${text}${fieldsOf(schema)}</li>`;
}
