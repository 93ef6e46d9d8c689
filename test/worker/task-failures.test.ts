import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { problemOf } from '../../api/http/problem.ts';
import { newId } from '../../db/ids.ts';
import { createCaseClient } from '../../temporal/case-client.ts';
import { temporalLog } from '../../worker/runtime.ts';
import { cancel, caseWorkflowId, processTypes } from '../../workflows/messages.ts';
import { eventually, happy } from '../support/cases/workflow-cases.ts';
import { logTemporalTo, sdkMetrics, withWorkerOnRealServer } from '../support/temporal/temporal.ts';

describe('a workflow whose tasks fail', () => {
  it('is logged with its case and cause, found by a filter, counted, and answered with 503', async () => {
    const lines: Record<string, unknown>[] = [];
    const onboardingId = newId('onb');
    const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const failures = () => lines.filter(({ msg }) => msg === 'workflow task failed');
    const workflowsPath = fileURLToPath(new URL('../support/temporal/planted-workflows.ts', import.meta.url));
    const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
    await logTemporalTo(temporalLog(log), () =>
      withWorkerOnRealServer(happy(), async (env) => {
        const { nativeConnection: connection } = env;
        const worker = await Worker.create({ connection, taskQueue: 'planted', workflowBundle });
        await worker.runUntil(async () => {
          const workflowId = caseWorkflowId(onboardingId);
          const handle = await env.client.workflow.start(processTypes.ach, { workflowId, taskQueue: 'planted' });
          const query =
            `TemporalReportedProblems IN ('category=WorkflowTaskFailed') AND ExecutionStatus = 'Running' ` +
            `AND WorkflowId = '${workflowId}'`;
          await eventually(env, async () => (await env.client.workflow.count(query)).count === 1);
          await eventually(env, async () => failures().length > 0);
          // Between two tries of the task Temporal waits for a worker first.
          await eventually(env, async () => {
            const asked = createCaseClient(env.client).update(onboardingId, cancel, [{ by: 'tenant' }], 'cancel');
            const { status, code, message } = problemOf(await asked.catch((error: unknown) => error));
            assert.equal(status, 503);
            return code === 'case_failing' && /until an operator repairs it/.test(message);
          });
          assert.match(await sdkMetrics(), /^temporal_workflow_task_execution_failed\{.*"onboarding".*\} [1-9]/m);
          await handle.terminate();
        });
      }),
    );
    const [failure = assert.fail('nothing was logged')] = failures();
    assert.equal(failure.workflow_id, caseWorkflowId(onboardingId));
    assert.deepEqual([failure.onboarding_id, failure.cause, failure.level], [onboardingId, 'TypeError', 50]);
    assert.match(String((failure.at as string[])[0]), /onboarding \(.*planted-workflows\.ts:\d+:\d+\)/);
    assert.doesNotMatch(JSON.stringify(lines), /Canary/);
  });
});
