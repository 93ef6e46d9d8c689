// Lets the SDK download one program into a folder: `sdk-download-main.ts <program> <version> <folder>`.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [program, version, downloadDir] = process.argv.slice(2) as [string, string, string];
const server = { executable: { type: 'cached-download', version: `v${version}`, downloadDir } } as const;
const started =
  program === 'temporal'
    ? await TestWorkflowEnvironment.createLocal({ server })
    : await TestWorkflowEnvironment.createTimeSkipping({ server });
await started.teardown();
