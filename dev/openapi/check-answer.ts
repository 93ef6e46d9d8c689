// Checks answers of the API against its document, docs/openapi.json: in tests and in the demo, and never in production.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export type Answered = { method: string; path: string; status: number; contentType: string | null; body: unknown };
export type CheckAnswer = (answer: Answered) => void;

type Json = Record<string, unknown>;
type Response = { content?: Record<string, unknown> };
type Document = { paths: Record<string, Record<string, { responses: Record<string, Response | { $ref: string }> }>> };

/** Plaid's door answers Plaid, under any spelling. The document is for tenants and operators. */
const door = /^\/plaid\/webhooks/i;
/** The codes of answers without a route. */
const noRoute = ['not_found', 'method_not_allowed', 'bad_request_target'];

/** Returns a function that throws where an answer differs from the document, or has fields that are not there. */
export function createCheckAnswer(document: object): CheckAnswer {
  const closed = withoutOtherFields(document) as Document & Json;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(closed, 'api');
  const find = finderIn(closed);
  return (answer) => {
    const { method, path, status, body } = answer;
    if (door.test(path)) return;
    try {
      const pointer = find(answer);
      if (pointer === null) return;
      const check = ajv.getSchema(`api${pointer}`) ?? ajv.compile({ $ref: `api${pointer}` });
      if (!check(body)) throw new Error(wordsOf(check.errors ?? []));
    } catch (error) {
      const how = codeOf(body)
        ? `Add ${codeOf(body)} to problems of its operation`
        : 'Correct the schema of its operation';
      throw new Error(
        `${method} ${path} answered ${status}, against docs/openapi.json: ${(error as Error).message}. ` +
          `${how}, or mend the route; then run \`npm run docs\`. The body: ${JSON.stringify(body)?.slice(0, 2_000)}`,
      );
    }
  };
}

/**
 * Returns a function that finds the schema of an answer, as a pointer into the document. Null: the answer has no body
 * that a schema describes.
 */
function finderIn(document: Document & Json): (answer: Answered) => string | null {
  const routes = Object.keys(document.paths).map((template) => ({ template, matches: matcherOf(template) }));
  return ({ method, path, status, contentType, body }) => {
    if (noRoute.includes(codeOf(body))) return '#/components/schemas/Problem';
    const template = routes.find(({ matches }) => matches(path.split('?')[0] ?? ''))?.template ?? '';
    const verb = method.toLowerCase();
    const response = document.paths[template]?.[verb]?.responses[status];
    if (!response) throw new Error(template ? `it lists no ${status} for this route` : 'it has no such route');
    const place = '$ref' in response ? response.$ref : `#/paths/${part(template)}/${verb}/responses/${status}`;
    const { content } = lookUp(document, place);
    return content ? schemaIn(content, contentType?.split(';')[0] ?? '', place) : nothingIn(body);
  };
}

function schemaIn(content: Record<string, unknown>, type: string, place: string): string | null {
  if (!content[type]) throw new Error(`it has ${Object.keys(content)}, not the Content-Type ${type}`);
  return type.endsWith('json') ? `${place}/content/${part(type)}/schema` : null;
}

function nothingIn(body: unknown): null {
  if (body === '' || body === null) return null;
  throw new Error('it says that the answer has no body');
}

const codeOf = (body: unknown): string => (body as { code?: string } | null)?.code ?? '';

const wordsOf = (errors: { instancePath: string; message?: string; params: unknown }[]): string =>
  errors
    .map(({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`)
    .join('; ');

/** For all callers of this process. */
export const checkAnswer: CheckAnswer = lazy(() =>
  createCheckAnswer(JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'))),
);

function lazy(make: () => CheckAnswer): CheckAnswer {
  let made: CheckAnswer | undefined;
  return (answer) => {
    made ??= make();
    made(answer);
  };
}

/** An answer may get fields in a later release. In this one, each of its fields has to stand in the document. */
function withoutOtherFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutOtherFields);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Json = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutOtherFields(inner)]));
  return copy.type === 'object' && copy.properties && copy.additionalProperties === undefined
    ? { ...copy, additionalProperties: false }
    : copy;
}

/** A path with fixed words is found before one with a parameter, because the document lists it first. */
function matcherOf(template: string): (path: string) => boolean {
  const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}/?$`);
  return (path) => pattern.test(path);
}

/** One step of a pointer in a fragment. */
const part = (key: string): string => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));

const lookUp = (document: Json, pointer: string): Response =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((within, key) => (within as Json)[key], document) as Response;
