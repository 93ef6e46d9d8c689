// The sources of the code in the sandbox, for Temporal's bundler: in the worker, in its build, and in tests.
import { fileURLToPath } from 'node:url';

const pathOf = (file: string) => fileURLToPath(new URL(`../workflows/${file}`, import.meta.url));

const interceptorsPath = pathOf('interceptors.ts');

const bundleOf = (entry: string) => ({
  workflowsPath: pathOf(entry),
  // Loaded once for all runs, and not again for each. So none of these modules may hold a state, which a rule checks.
  preloadModules: [pathOf(entry), interceptorsPath],
  workflowInterceptorModules: [interceptorsPath],
  payloadConverterPath: pathOf('payload-converter.ts'),
});

export const bundleOptions = bundleOf('index.ts');
/** For a worker that has a version. */
export const versionedBundleOptions = bundleOf('versioned.ts');

/** The bundles that `npm run build` makes, by their files beside worker/main.js. */
export const builtBundles = {
  'workflow-bundle.js': bundleOptions,
  'versioned-workflow-bundle.js': versionedBundleOptions,
} as const;
