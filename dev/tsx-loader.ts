import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * The value of `--import` for our processes. (`import.meta.resolve` is missing when mocha requires a file through tsx.)
 */
export const tsxLoader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Returns Node's arguments for one of our entry points. The `tsx` command would start a second process. */
export const fromSources = (entry: string): string[] => [
  '--import',
  tsxLoader,
  fileURLToPath(new URL(`../${entry}`, import.meta.url)),
];
