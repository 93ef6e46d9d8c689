import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** For `--import` of a process of ours. (`import.meta.resolve` is missing where mocha requires a file through tsx.) */
export const tsxLoader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
