// Turns zod schemas into the schemas of the document. A schema with an id becomes a component, which stands there once.
import { z } from 'zod';

export type Schema = { [keyword: string]: unknown };

/** `input`: as a caller sends the value; `output`: as the API answers it. */
export type Side = 'input' | 'output';

export type Components = { components: Record<string, Schema>; schemaOf: (schema: z.ZodType, side: Side) => Schema };

export function collectSchemas(): Components {
  const components: Record<string, Schema> = {};
  const known = { input: new Map<z.ZodType, Schema>(), output: new Map<z.ZodType, Schema>() };
  return {
    components,
    schemaOf(schema, side) {
      const before = known[side].get(schema);
      if (before) return before;
      // Inside of an object, the schema itself becomes a reference if it has an id.
      const made = z.toJSONSchema(z.object({ schema }), { io: side, unrepresentable: 'any', override: plain(side) });
      const text = JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/');
      const { properties, $defs = {} } = JSON.parse(text) as {
        properties: { schema: Schema };
        $defs?: typeof components;
      };
      for (const [id, { id: _, ...component }] of Object.entries($defs)) {
        if (components[id] && JSON.stringify(components[id]) !== JSON.stringify(component))
          throw new Error(`Two schemas have the id ${id}, or requests and answers see one differently. Rename one.`);
        components[id] = component;
      }
      known[side].set(schema, properties.schema);
      return properties.schema;
    },
  };
}

function plain(side: Side) {
  return ({ jsonSchema }: { jsonSchema: Schema }): void => {
    // Callers have to accept fields that a later release adds to an answer.
    if (side === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    // The format says it, and nobody can read the pattern.
    if (jsonSchema.format === 'date-time' || jsonSchema.format === 'date') delete jsonSchema.pattern;
    // Set by a schema for the text of a query, which `pattern` describes too.
    if (jsonSchema.type === 'integer') delete jsonSchema.pattern;
    for (const limit of ['minimum', 'maximum'])
      if (Math.abs(Number(jsonSchema[limit])) === safe) delete jsonSchema[limit];
  };
}

/** zod writes the limits of whole numbers in JavaScript into every schema of one. */
const safe = Number.MAX_SAFE_INTEGER;
