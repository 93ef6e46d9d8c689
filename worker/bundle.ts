// The sources of the code in the sandbox, for Temporal's bundler: in the worker, in its build, and in tests.
import { fileURLToPath } from 'node:url';

const pathOf = (file: string) => fileURLToPath(new URL(`../workflows/${file}`, import.meta.url));

const workflowsPath = pathOf('index.ts');

export const bundleOptions = {
  workflowsPath,
  // Loaded once for all runs, and not again for each. So none of these modules may hold a state, which a rule checks.
  preloadModules: [workflowsPath],
  payloadConverterPath: pathOf('payload-converter.ts'),
};
