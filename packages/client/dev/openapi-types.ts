// Makes the types of the client from the document of the API (docs/openapi.json).
import openapiTS, { astToString } from 'openapi-typescript';

type Parameter = { name?: string; required?: boolean };
type Operation = { parameters?: Parameter[] };
type Document = { paths: Record<string, Record<string, Operation>> };

const key = 'Idempotency-Key';

/** Returns src/openapi.ts: the types, and the list of the POSTs that take an `Idempotency-Key`. */
export async function openApiTypes(text: string): Promise<string> {
  const document: Document = JSON.parse(text);
  const keyed: string[] = [];
  for (const [path, { post }] of Object.entries(document.paths)) {
    const parameter = post?.parameters?.find(({ name }) => name === key);
    if (!parameter) continue;
    keyed.push(path);
    // The client makes one where the caller gives none.
    delete parameter.required;
  }
  const types = astToString(await openapiTS(document as never, { alphabetize: false, defaultNonNullable: false }));
  return [
    '// Generated from docs/openapi.json by `npm run docs`.\n',
    types,
    `/** The POSTs that take an \`${key}\`. */`,
    `export const keyedPosts: readonly string[] = ${JSON.stringify(keyed, null, 2)};\n`,
  ].join('\n');
}
