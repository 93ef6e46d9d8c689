// The sources of the code in the sandbox, for Temporal's bundler: in the worker, in its build, and in tests.
import { fileURLToPath } from 'node:url';

const pathOf = (file: string) => fileURLToPath(new URL(`../workflows/${file}`, import.meta.url));

export const bundleOptions = {
  workflowsPath: pathOf('index.ts'),
  payloadConverterPath: pathOf('payload-converter.ts'),
};
