// Reads Plaid's SDK: the paths of the API, and the fields of each request.
import { readFileSync } from 'node:fs';

const read = (file: string) => readFileSync(new URL(`../../node_modules/plaid/dist/${file}`, import.meta.url), 'utf8');
const code = read('api.js');
const types = read('api.d.ts');

export const paths: string[] = [...code.matchAll(/localVarPath = `(\/[^`]+)`/g)].map(([, path]) => path ?? '');

type Fields = Record<string, { optional: boolean; type: string }>;

/** Returns the fields without the credentials, which every request has. */
export function fieldsOf(path: string): Fields {
  const before = code.slice(0, code.indexOf(`localVarPath = \`${path}\``));
  const method = [...before.matchAll(/\n {8}(\w+): \(.*=> __awaiter/g)].at(-1)?.[1];
  const request = types.match(new RegExp(`\n    ${method}: \\(\\w+: (\\w+),`))?.[1] ?? '';
  const { client_id: _, secret: __, ...fields } = membersOf(request) ?? {};
  return fields;
}

/** Null when the type has no members of its own. */
export function membersOf(type: string): Fields | null {
  const body = types.match(new RegExp(`export interface ${type.replace(' | null', '')} {([\\s\\S]*?)\n}`))?.[1];
  if (body === undefined) return null;
  const members = [...body.matchAll(/^ {4}(\w+)(\??): ([^;]+);/gm)];
  return Object.fromEntries(members.map(([, name, mark, of]) => [name, { optional: mark === '?', type: of ?? '' }]));
}
