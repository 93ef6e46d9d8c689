// Builds the workflow bundle ahead, beside the compiled worker: no webpack at start, and the same code on every worker.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const { code } = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
});
await writeFile(new URL('../dist/worker/workflow-bundle.js', import.meta.url), code);
