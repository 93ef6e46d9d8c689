// Finds what in a document of the API would break its callers: against the document of the last release.
import { changesOf, type Schema } from './schema-changes.ts';

type Parameter = { name: string; in: string; required?: boolean; schema: Schema };
type Media = Record<string, { schema: Schema }>;
type Response = { $ref?: string; content?: Media };
type Operation = {
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Media };
  responses: Record<string, Response>;
};
export type Document = {
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** Returns a sentence for each breaking change. */
export function breakingChanges(released: Document, now: Document): string[] {
  const operations = (of: Document['paths']) =>
    Object.entries(of).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
    );
  const [current, sent] = [new Map(operations(now.paths)), new Map(operations(now.webhooks))];
  return [
    ...operations(released.paths).flatMap(([name, before]) => {
      const after = current.get(name);
      return after ? changesOfOperation(name, before, after) : [`${name} is gone`];
    }),
    ...operations(released.webhooks).flatMap(([name, before]) => {
      const after = sent.get(name);
      return after ? changesOfContent(name, 'output', before.requestBody, after.requestBody) : [`${name} is gone`];
    }),
  ];

  function changesOfOperation(name: string, before: Operation, after: Operation): string[] {
    const scope = ({ security }: Operation) => JSON.stringify(security ?? []);
    return [
      ...(scope(before) === scope(after) ? [] : [`${name} asks for another scope`]),
      ...changesOfParameters(name, before.parameters ?? [], after.parameters ?? []),
      ...(after.requestBody?.required && !before.requestBody?.required ? [`${name} requires a body`] : []),
      ...changesOfContent(`${name}, request`, 'input', before.requestBody, after.requestBody),
      ...Object.entries(before.responses).flatMap(([status, response]) => {
        // Callers have to cope with every error. Its codes are words, and may change.
        if (!status.startsWith('2')) return [];
        const then = after.responses[status];
        return then
          ? changesOfContent(`${name}, ${status}`, 'output', response, then)
          : [`${name} answers no ${status}`];
      }),
    ];
  }

  function changesOfParameters(name: string, before: Parameter[], after: Parameter[]): string[] {
    const same = (one: Parameter) => (other: Parameter) => one.name === other.name && one.in === other.in;
    return [
      ...before.flatMap((parameter) => {
        const then = after.find(same(parameter));
        if (!then) return [`${name} refuses the parameter ${parameter.name}`];
        const place = `${name}, parameter ${parameter.name}`;
        return changesOf({ released, now, place, side: 'input' }, parameter.schema, then.schema);
      }),
      ...after
        .filter((parameter) => parameter.required && !before.find(same(parameter))?.required)
        .map((parameter) => `${name} requires the parameter ${parameter.name}`),
    ];
  }

  function changesOfContent(
    place: string,
    side: 'input' | 'output',
    before: { content?: Media } | undefined,
    after: { content?: Media } | undefined,
  ): string[] {
    return Object.entries(before?.content ?? {}).flatMap(([type, media]) => {
      const then = after?.content?.[type];
      return then ? changesOf({ released, now, place, side }, media.schema, then.schema) : [`${place}: no ${type}`];
    });
  }
}
