// Builds the workflow bundles ahead, beside the compiled worker, so that no worker runs webpack at its start, and all
// run equal code.
import { writeFile } from 'node:fs/promises';
import { bundleWorkflowCode } from '@temporalio/worker';
import { builtBundles } from './bundle.ts';

for (const [file, options] of Object.entries(builtBundles)) {
  const { code } = await bundleWorkflowCode(options);
  await writeFile(new URL(`../dist/worker/${file}`, import.meta.url), code);
}
