import { readdirSync } from 'node:fs';

const notSources = ['node_modules', 'dist', 'coverage', 'docs'];

/** Written by `npm run docs`. */
const generated = 'packages/client/src/openapi.ts';

/** Every TypeScript file of the repository that people write, as a path from its root. */
export function sourceFiles(): string[] {
  return readdirSync('.', { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !notSources.includes(name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(entry.name, { recursive: true, encoding: 'utf8' }).map((file) => `${entry.name}/${file}`)
        : [entry.name],
    )
    .filter((file) => /\.tsx?$/.test(file) && file !== generated && !/\/(node_modules|dist)\//.test(file));
}

/** The rooms of the product, without the simulator and the tools around it. */
const rooms = ['activities', 'api', 'cases', 'console', 'db', 'domain', 'plaid', 'temporal', 'worker', 'workflows'];

/** Every TypeScript file of the product's rooms. */
export const roomFiles = (): string[] => sourceFiles().filter((file) => rooms.includes(file.split('/')[0] ?? ''));
