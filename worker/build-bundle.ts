// Builds the workflow bundle ahead, beside the compiled worker, so that no worker runs webpack at its start, and all
// run equal code.
import { writeFile } from 'node:fs/promises';
import { bundleWorkflowCode } from '@temporalio/worker';
import { bundleOptions } from './bundle.ts';

const { code } = await bundleWorkflowCode(bundleOptions);
await writeFile(new URL('../dist/worker/workflow-bundle.js', import.meta.url), code);
