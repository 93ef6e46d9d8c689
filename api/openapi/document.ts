// Makes the document of the API (OpenAPI 3.1.1) from the route table: from the very schemas that check requests, and
// from those that give answers their types.

import { isForNamedTenant, type Route } from '../http/operation.ts';
import { problemSchema } from '../http/problem.ts';
import { byStatus, codesOf, phraseOf } from './problem-codes.ts';
import { type Components, collectSchemas, type Schema } from './schemas.ts';
import { type WebhookItem, webhooks } from './webhooks.ts';

type Media = Record<string, { schema: Schema; example?: unknown }>;
type Ref = { $ref: string };
export type Parameter = {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  style?: string;
  explode?: boolean;
  schema: Schema;
};
export type Answered = { description: string; headers?: Record<string, unknown>; content?: Media };
export type DocumentedOperation = {
  tags: string[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Media };
  responses: Record<string, Answered | Ref>;
};
export type OpenApi = {
  openapi: '3.1.1';
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, DocumentedOperation>>;
  webhooks: Record<string, WebhookItem>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, Answered>;
    headers: Record<string, unknown>;
    securitySchemes: unknown;
  };
};

/** The first sentence about Gangway. */
export const aboutGangway = 'Gangway takes one person from "I want to connect my bank" to "the money has moved".';

const description = `${aboutGangway}

- Send an API key as \`Authorization: Bearer gw_…\`. Each request names the scope that its key needs.
- Amounts are decimal strings such as \`"25.00"\`, and times are in UTC.
- A request refuses fields that it does not know. An answer may get further fields, and its lists of words further
  words: ignore those that you do not know.
- Every error answer is a problem (RFC 9457). Its \`code\` is on the page \`/problems\`. At an address without a route, the
  code is \`not_found\`, \`method_not_allowed\` or \`bad_request_target\`.
- Under an \`Idempotency-Key\` the API does the work of a request once, and a repeat gets the first answer.
- Requests have limits. \`RateLimit\` says what is left of them; past a limit the answer is 429, with \`Retry-After\`.
- You may send a \`X-Request-Id\` of your own; every answer has one.`;

export function documentOf(routes: readonly Route[]): OpenApi {
  const schemas = collectSchemas();
  schemas.schemaOf(problemSchema, 'output');
  const paths: OpenApi['paths'] = {};
  for (const route of routes) {
    const [method, path] = route;
    const templated = path.replace(/:(\w+)/g, '{$1}');
    paths[templated] = { ...paths[templated], [method.toLowerCase()]: describe(route, schemas) };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Gangway', version: '1', description },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(([, path]) => tagOf(path)))].map((name) => ({ name })),
    paths,
    webhooks: webhooks(schemas),
    components: {
      schemas: Object.fromEntries(Object.entries(schemas.components).sort(([a], [b]) => (a < b ? -1 : 1))),
      responses: sharedResponses(routes),
      headers,
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: gw_<id>_<secret>.' } },
    },
  };
}

const headers = {
  RequestId: { description: 'The id of the request, as in the log.', required: true, schema: { type: 'string' } },
  RetryAfter: { description: 'Seconds to wait before a repeat.', schema: { type: 'integer' } },
  Replayed: { description: '"true" if an earlier request had this answer.', schema: { type: 'string' } },
  ETag: { description: 'Stands for this answer. Send it as If-None-Match.', schema: { type: 'string' } },
  RateLimit: {
    description: 'What is left of the limits, and the seconds until it is full again.',
    schema: { type: 'string' },
  },
  RateLimitPolicy: {
    description: 'The limits of requests a minute: of the key, and of its tenant.',
    schema: { type: 'string' },
  },
  Location: { description: 'The path of what was made.', schema: { type: 'string' } },
};
const header = (name: keyof typeof headers) => ({ $ref: `#/components/headers/${name}` });
const limitHeaders = { RateLimit: header('RateLimit'), 'RateLimit-Policy': header('RateLimitPolicy') };

/** `/v1/notification_endpoints/:id` → "Notification endpoints". */
function tagOf(path: string): string {
  const [, version, name = ''] = path.split('/');
  const words = name.replace(/\..*/, '').replaceAll('_', ' ');
  return version === 'v1' ? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}` : 'Service';
}

function describe(route: Route, schemas: Components): DocumentedOperation {
  const [, path, scope, { operation }] = route;
  const parameters = parametersOf(route, schemas);
  const { body } = operation;
  return {
    tags: [tagOf(path)],
    summary: operation.summary,
    ...(operation.description && { description: operation.description }),
    security: scope === null ? [] : [{ apiKey: [scope] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: !body.optional,
        content: { 'application/json': { schema: schemas.schemaOf(body.schema, 'input'), example: body.example } },
      },
    }),
    responses: responsesOf(route, schemas),
  };
}

function parametersOf(route: Route, { schemaOf }: Components): Parameter[] {
  const [, path, , { operation }] = route;
  const { query, idempotencyKey, headers: read = {} } = operation;
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: text,
  }));
  const { properties = {}, required = [] } = (query ? schemaOf(query, 'input') : {}) as QuerySchema;
  const inHeader = [
    ...(idempotencyKey ? [{ ...keyHeader, required: idempotencyKey === 'required' }] : []),
    ...Object.entries(read).map(([name, description]) => ({ name, in: 'header', description, schema: text })),
  ];
  const inQuery = Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...{ name, in: 'query', required: required.includes(name) },
    // Such as metadata[order]=7.
    ...(schema.type === 'object' && { style: 'deepObject', explode: true }),
    ...(typeof description === 'string' && { description }),
    schema,
  }));
  return [...inPath, ...inQuery, ...(isForNamedTenant(route) ? [tenantNamed] : []), ...inHeader];
}

type QuerySchema = { properties?: Record<string, Schema>; required?: string[] };
const text = { type: 'string' };
const tenantNamed = {
  name: 'tenant',
  in: 'query',
  description: "Only with an operator's key, which needs it: the id of the tenant for whom it reads.",
  schema: text,
};
const keyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'A value of your own, a new one for each operation. A repeat under it gets the first answer.',
  schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
};

function responsesOf(route: Route, { schemaOf }: Components): DocumentedOperation['responses'] {
  const [, path, scope, { operation }] = route;
  const { answer, mediaType = 'application/json', otherwise = {}, idempotencyKey } = operation;
  const status = operation.status ?? (answer === null ? 204 : 200);
  const schema = answer && schemaOf(typeof answer === 'function' ? answer(path) : answer, 'output');
  const responses: DocumentedOperation['responses'] = {
    [status]: {
      description: phraseOf(status),
      headers: {
        'X-Request-Id': header('RequestId'),
        ...(idempotencyKey && { 'Idempotent-Replayed': header('Replayed') }),
        ...(scope !== null && limitHeaders),
        ...(operation.etag && { ETag: header('ETag') }),
        ...(operation.location && { Location: header('Location') }),
      },
      ...(schema && { content: { [mediaType]: { schema } } }),
    },
  };
  for (const [other, of] of Object.entries(otherwise)) {
    const content = of && { 'application/json': { schema: schemaOf(of, 'output') } };
    responses[other] = { description: phraseOf(Number(other)), ...(content && { content }) };
  }
  for (const [other, codes] of Object.entries(byStatus(codesOf(route)))) {
    const name = sharedName(other, codes);
    responses[other] ??= name ? { $ref: `#/components/responses/${name}` } : problemResponse(other, codes);
  }
  return responses;
}

/** Many routes share a response with one code, and all keyed routes share that of the limits. Null: one of its own. */
const sharedName = (status: string, codes: string[]): string | null =>
  status === '429' ? 'limits' : codes.length === 1 ? String(codes[0]) : null;

function sharedResponses(routes: readonly Route[]): Record<string, Answered> {
  const all = routes.flatMap((route) => Object.entries(byStatus(codesOf(route))));
  const named = all.map(([status, codes]) => [sharedName(status, codes), problemResponse(status, codes)]);
  return Object.fromEntries(named.filter(([name]) => name !== null));
}

const problemResponse = (status: string, codes: string[]): Answered => ({
  description: phraseOf(Number(status)),
  ...(['409', '429', '503'].includes(status) && { headers: { 'Retry-After': header('RetryAfter') } }),
  content: { 'application/problem+json': { schema: problemWith(codes) } },
});

function problemWith(codes: string[]): Schema {
  const own = codes.filter((code) => code !== 'PLAID');
  const listed = own.length > 0 ? [{ enum: own }] : [];
  const all = codes.includes('PLAID') ? [...listed, { pattern: '^[A-Z][A-Z0-9_]*$' }] : listed;
  const code = all.length > 1 ? { anyOf: all } : all[0];
  return { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code } }] };
}
