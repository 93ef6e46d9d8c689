// Makes docs/openapi.json from the route table, so that a change of the API shows in review.
import type { Deps } from '../../api/context.ts';
import { documentOf } from '../../api/openapi/document.ts';
import { allRoutes } from '../../api/routes.ts';

/** Handlers use their parts only once a request comes. */
export const openApiFile = (): string => `${written(documentOf(allRoutes({} as Deps)))}\n`;

const columns = 120;

/** As JSON.stringify with two spaces, but a value that fits into a line stands in one: a sixth of the lines. */
function written(value: unknown, indent = '', before = 0): string {
  const line = JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return line;
  if (indent.length + before + line.length <= columns) return line;
  const deeper = `${indent}  `;
  const [open, close, parts] = Array.isArray(value)
    ? ['[', ']', value.map((one) => written(one, deeper))]
    : ['{', '}', Object.entries(value).map(([key, one]) => member(key, one, deeper))];
  return `${open}\n${parts.map((part) => deeper + part).join(',\n')}\n${indent}${close}`;
}

function member(key: string, value: unknown, indent: string): string {
  const name = `${JSON.stringify(key)}: `;
  return name + written(value, indent, name.length);
}
