// The imports that each room may make, checked on the source itself: a second opinion beside the linter, which cannot
// distinguish an `import type` from an import that runs.
import { dirname, join, normalize } from 'node:path';

type Rule = {
  /** Folders (ending in a slash) and files of ours. The room's own files are always allowed. */
  ours: string[];
  /** As `ours`, but by `import type` only. */
  types?: string[];
  /** Packages; all are allowed where this is missing. */
  packages?: string[];
  typePackages?: string[];
};

export const rules: Record<string, Rule> = {
  'domain/': { ours: [], packages: [] },
  // Pure packages, in files that no workflow imports.
  'domain/owner/compare-phones.ts': { ours: [], packages: ['libphonenumber-js'] },
  'domain/owner/spelling.ts': { ours: [], packages: ['any-ascii'] },
  'telemetry/': { ours: ['domain/'] },
  'db/': { ours: ['domain/'] },
  'db/migrate-main.ts': { ours: ['domain/', 'config.ts'] },
  'db/roles-main.ts': { ours: ['domain/', 'config.ts'] },
  'plaid/': { ours: ['domain/'] },
  'workflows/': {
    ours: ['domain/'],
    types: ['activities/types.ts'],
    packages: ['@temporalio/workflow', '@temporalio/common'],
  },
  'temporal/': {
    ours: ['domain/', 'workflows/messages.ts', 'workflows/search-attributes.ts'],
    types: ['telemetry/tracing.ts'],
  },
  'cases/': { ours: ['domain/', 'db/', 'plaid/gateway.ts'] },
  'activities/': { ours: ['domain/', 'db/', 'plaid/gateway.ts', 'cases/'], types: ['temporal/case-client.ts'] },
  'api/': {
    ours: [
      'domain/',
      'db/',
      'cases/',
      'temporal/',
      'workflows/messages.ts',
      'plaid/caller.ts',
      'plaid/gateway.ts',
      'plaid/webhooks.ts',
      'plaid/signature.ts',
    ],
    types: ['telemetry/tracing.ts'],
  },
  // The pages use the API as a client does, and keep only their own sessions.
  'console/': {
    ours: ['domain/', 'db/console/', 'packages/client/src/index.ts'],
    types: ['api/http/insiders.ts', 'db/pool.ts'],
  },
  'api/main.ts': {
    ours: [
      'domain/',
      'console/pages.tsx',
      'console/sign-in/provider.ts',
      'db/',
      'cases/',
      'temporal/',
      'workflows/messages.ts',
      'plaid/',
      'telemetry/',
      'config.ts',
      'config/limits.ts',
      'config/node-version.ts',
    ],
  },
  'api/commands/webhooks-main.ts': { ours: ['domain/', 'db/', 'config.ts'] },
  'api/commands/review-main.ts': { ours: ['domain/', 'db/', 'config.ts'] },
  'api/commands/vault-main.ts': { ours: ['domain/', 'db/', 'config.ts'] },
  'api/commands/holds-main.ts': { ours: ['domain/', 'db/', 'config.ts'] },
  'api/commands/cases-main.ts': { ours: ['domain/', 'db/', 'temporal/', 'config.ts'] },
  'api/commands/audit-main.ts': { ours: ['domain/', 'db/', 'config.ts'] },
  'api/commands/keys-main.ts': { ours: ['domain/', 'db/', 'config.ts'] },
  'api/commands/plaid-sandbox-main.ts': { ours: ['domain/', 'db/', 'plaid/', 'config.ts', 'config/production.ts'] },
  'api/commands/plaid-events-main.ts': { ours: ['domain/', 'db/', 'plaid/', 'config.ts'] },
  'api/commands/reconcile-main.ts': { ours: ['domain/', 'db/', 'cases/', 'temporal/', 'plaid/', 'config.ts'] },
  'worker/': {
    ours: ['domain/', 'db/', 'plaid/', 'telemetry/', 'temporal/', 'workflows/', 'activities/'],
  },
  'worker/main.ts': {
    ours: ['domain/', 'db/', 'plaid/', 'telemetry/', 'temporal/', 'workflows/', 'activities/', 'config.ts', 'config/'],
  },
  'worker/check-temporal-main.ts': { ours: ['temporal/', 'config.ts'] },
  'simulator/': { ours: [], typePackages: ['plaid'] },
  'simulator/main.ts': { ours: ['config.ts'], typePackages: ['plaid'] },
  'dev/': {
    ours: [
      'config.ts',
      'config/node-version.ts',
      'domain/',
      'workflows/messages.ts',
      'workflows/search-attributes.ts',
      'api/main.ts',
      'worker/main.ts',
      'simulator/main.ts',
      'db/migrate-main.ts',
      'db/roles-main.ts',
      'packages/client/src/index.ts',
    ],
  },
  // Each writes a document: from the routes, from the list of codes, from the catalog.
  'dev/docs/openapi.ts': { ours: ['api/context.ts', 'api/openapi/document.ts', 'api/routes.ts'] },
  'dev/docs/problems.ts': { ours: ['api/http/problem-page.ts', 'api/http/problems.ts'] },
  'dev/docs/webhooks.ts': { ours: ['plaid/webhooks.ts'] },
  'dev/docs/generated.ts': { ours: ['packages/client/dev/openapi-types.ts'] },
  'bench/': {
    ours: [
      'config.ts',
      'config/limits.ts',
      'domain/',
      'workflows/',
      'activities/',
      'plaid/',
      'db/',
      'cases/',
      'telemetry/',
      'temporal/',
      'api/',
      'worker/',
      'simulator/',
      'dev/',
    ],
  },
  // The client knows the API by its document alone.
  'packages/': { ours: [], packages: ['openapi-fetch', 'standardwebhooks', 'node:crypto', 'node:timers', 'node:util'] },
  'packages/client/dev/openapi-types.ts': { ours: [], packages: ['openapi-typescript'] },
  'config.ts': { ours: ['config/'] },
  'config/': { ours: [] },
};

export type Import = { line: number; target: string; typeOnly: boolean };

const staticImport = /^[ \t]*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\bfrom\s*)?['"]([^'"]+)['"]/gm;
const dynamicImport = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

export function importsOf(source: string): Import[] {
  const lineOf = (at: number) => source.slice(0, at).split('\n').length;
  const seen = (match: RegExpExecArray, target: string | undefined, typeOnly: boolean): Import[] =>
    target === undefined ? [] : [{ line: lineOf(match.index + match[0].lastIndexOf(target)), target, typeOnly }];
  return [
    ...[...source.matchAll(staticImport)].flatMap((match) => seen(match, match[2], match[1] !== undefined)),
    ...[...source.matchAll(dynamicImport)].flatMap((match) => seen(match, match[1], false)),
  ];
}

const roomOf = (file: string) => (file.includes('/') ? file.slice(0, file.indexOf('/') + 1) : file);
const packageOf = (target: string) =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
const covers = (allowed: string[], path: string) =>
  allowed.some((entry) => (entry.endsWith('/') ? path.startsWith(entry) : path === entry));

/** One line per broken rule, `file:line: what is wrong`. `file` is relative to the root of the repository. */
export function brokenRules(file: string, source: string): string[] {
  const room = roomOf(file);
  const rule = rules[file] ?? rules[room];
  if (rule === undefined) return [`${file}:1: has no import rule; add its room to test/rules/import-rules.ts`];
  return importsOf(source).flatMap(({ line, target, typeOnly }) => {
    const types = typeOnly ? (rule.types ?? []) : [];
    if (target.startsWith('.')) {
      const path = normalize(join(dirname(file), target));
      if (path.startsWith(room) || covers([...rule.ours, ...types], path)) return [];
      const may =
        [...rule.ours, ...(rule.types ?? []).map((type) => `types of ${type}`)].join(', ') || 'nothing of ours';
      return [`${file}:${line}: imports ${path}, but may import only its own room and ${may}`];
    }
    const name = packageOf(target);
    if (rule.typePackages?.includes(name) && !typeOnly) return [`${file}:${line}: may import only types of ${name}`];
    if (rule.packages === undefined || rule.packages.includes(name)) return [];
    return [`${file}:${line}: imports ${target}, but may import only ${rule.packages.join(', ') || 'no package'}`];
  });
}
