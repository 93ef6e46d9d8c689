// Compares two schemas of one value. A request breaks where it takes less than before. An answer breaks where it gives
// less, or null where it gave none. An answer may get further fields and further words: the document says so.

export type Schema = { [keyword: string]: unknown };
type Components = { components: { schemas: Record<string, Schema> } };
export type Comparison = { released: Components; now: Components; place: string; side: 'input' | 'output' };

export function changesOf(about: Comparison, before: Schema, after: Schema, seen: readonly string[] = []): string[] {
  const pair = `${before.$ref} ${after.$ref}`;
  if (before.$ref && seen.includes(pair)) return [];
  const path = before.$ref ? [...seen, pair] : seen;
  const [forms, formsNow] = [formsOf(about.released, before), formsOf(about.now, after)];
  const kinds = new Set(forms.map(kindOf));
  const kindsNow = new Set(formsNow.map(kindOf));
  const lost = [...kinds].filter((kind) => !kindsNow.has(kind));
  const added = [...kindsNow].filter((kind) => !kinds.has(kind));
  const { place, side } = about;
  return [
    ...(side === 'input' ? lost.map((kind) => `${place} refuses ${kind}`) : []),
    ...(side === 'output' ? added.map((kind) => `${place} may be ${kind}`) : []),
    ...forms.flatMap((form) => {
      const then = counterpartOf(form, formsNow);
      if (!then) return kindsNow.has(kindOf(form)) ? [`${place} has lost a form`] : [];
      return changesOfForm(about, form, then, path);
    }),
  ];
}

/** Returns the alternatives of a schema, without references. */
function formsOf(document: Components, schema: Schema): Schema[] {
  const name = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined;
  if (name) return formsOf(document, document.components.schemas[name] ?? {});
  const choices = (schema.anyOf ?? schema.oneOf ?? (schema.allOf as Schema[] | undefined)?.slice(0, 1)) as
    | Schema[]
    | undefined;
  return choices ? choices.flatMap((choice) => formsOf(document, choice)) : [schema];
}

const kindOf = ({ type }: Schema): string => String(type ?? 'any');

/** Among several of a kind, the one that has a word in common: of its first field, of its values, or its format. */
function counterpartOf(form: Schema, formsNow: Schema[]): Schema | undefined {
  const alike = formsNow.filter((one) => kindOf(one) === kindOf(form));
  return alike.length > 1 ? alike.find((one) => wordsIn(form).some((word) => wordsIn(one).includes(word))) : alike[0];
}

function wordsIn(schema: Schema): string[] {
  const [first] = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  if (first) return wordsIn(first[1]).map((word) => `${first[0]} ${word}`);
  return valuesOf(schema)?.map((value) => JSON.stringify(value)) ?? [String(schema.format)];
}

const valuesOf = (schema: Schema): unknown[] | null =>
  'const' in schema ? [schema.const] : ((schema.enum as unknown[] | undefined) ?? null);

function changesOfForm(about: Comparison, before: Schema, after: Schema, seen: readonly string[]): string[] {
  const { place, side } = about;
  const items = (schema: Schema) => (schema.items ?? {}) as Schema;
  return [
    ...(side === 'input' ? narrowed(place, before, after) : []),
    ...(before.type === 'array' ? changesOf({ ...about, place: `${place}[]` }, items(before), items(after), seen) : []),
    ...changesOfFields(about, before, after, seen),
  ];
}

function narrowed(place: string, before: Schema, after: Schema): string[] {
  const values = valuesOf(after);
  const refused = values ? (valuesOf(before) ?? ['other values']).filter((value) => !values.includes(value)) : [];
  const limits = [
    ...(['minimum', 'minLength', 'minItems'] as const).filter((limit) => isBeyond(before[limit], after[limit])),
    ...(['maximum', 'maxLength', 'maxItems'] as const).filter((limit) => isBeyond(before[limit], after[limit], -1)),
  ];
  return [
    ...refused.map((value) => `${place} refuses ${JSON.stringify(value)}`),
    ...limits.map((limit) => `${place} has a narrower ${limit}`),
  ];
}

/** Whether a limit is new, or has moved upwards; downwards for a direction of -1. */
const isBeyond = (before: unknown, after: unknown, direction = 1): boolean =>
  typeof after === 'number' && (typeof before !== 'number' || direction * (after - before) > 0);

function changesOfFields(about: Comparison, before: Schema, after: Schema, seen: readonly string[]): string[] {
  const { place, side } = about;
  const fields = (schema: Schema) => (schema.properties ?? {}) as Record<string, Schema>;
  const required = (schema: Schema) => (schema.required ?? []) as string[];
  const [now, isRequired, wasRequired] = [fields(after), required(after), required(before)];
  const kept = Object.entries(fields(before)).flatMap(([name, schema]) => {
    const then = now[name];
    if (!then) return [`${place} has no ${name}`];
    return changesOf({ ...about, place: `${place}.${name}` }, schema, then, seen);
  });
  const strict =
    side === 'input'
      ? isRequired.filter((name) => !wasRequired.includes(name)).map((name) => `${place} requires ${name}`)
      : wasRequired
          .filter((name) => now[name] && !isRequired.includes(name))
          .map((name) => `${place} may leave ${name} out`);
  return [...kept, ...strict];
}
