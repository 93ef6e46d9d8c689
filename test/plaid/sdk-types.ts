// The types that Plaid's SDK declares. They are generated from Plaid's OpenAPI document, so Plaid itself promises their
// shapes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type Field = { name: string; type: string; optional: boolean; doc: string };

const sdk = dirname(createRequire(import.meta.url).resolve('plaid'));
const declarations = readFileSync(join(sdk, 'api.d.ts'), 'utf8');
const interfaces = bodies(/^export interface (\w+) \{\n([\s\S]*?)^\}/gm);
const enums = bodies(/^export declare enum (\w+) \{\n([\s\S]*?)^\}/gm);

function bodies(declaration: RegExp): Map<string, string> {
  return new Map([...declarations.matchAll(declaration)].map(([, name = '', body = '']) => [name, body]));
}

export const interfaceNames: string[] = [...interfaces.keys()];
export const isInterface = (name: string): boolean => interfaces.has(name);

export function fieldsOf(name: string): Field[] {
  const documented = /\/\*\*\n {5}\* ?(.*)\n(?: {5}\*.*\n)*? {5}\*\/\n {4}'?(\w+)'?(\?)?: (.+);/g;
  return [...(interfaces.get(name) ?? '').matchAll(documented)].map(
    ([, doc = '', field = '', optional, type = '']) => ({ name: field, type, optional: optional === '?', doc }),
  );
}

/** The values of an enum; undefined if there is no enum of this name. */
export function enumValues(name: string): string[] | undefined {
  const members = enums.get(name);
  return members === undefined ? undefined : [...members.matchAll(/= "(.*)"/g)].map(([, value = '']) => value);
}

/** The interface of the answer to a method of the SDK's client. */
export function answerOf(method: string): string {
  const declared = new RegExp(`^ {4}${method}\\(.*Promise<.*AxiosResponse<(\\w+)`, 'm').exec(declarations)?.[1];
  if (!declared) throw new TypeError(`the SDK has no method ${method}`);
  return declared;
}
