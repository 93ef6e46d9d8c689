// The workflows of a worker that has a version: those of index.ts, and which version runs each of their tasks
// (docs/changing-workflows.md). It is an entry of its own, because Temporal refuses a task from a worker without a
// version if the task states a behaviour.
import { setWorkflowOptions, workflowInfo } from '@temporalio/workflow';
import { feed, onboarding, paymentInitiation, reconcile, transfer } from './index.ts';

// The first run of a case stays on the version that began it. The run that continues it sleeps for weeks, so it wakes
// on the version that is current then: no old worker has to live until that day.
const ofCase = () => ({ versioningBehavior: isFirstRun() ? ('PINNED' as const) : ('AUTO_UPGRADE' as const) });
const isFirstRun = () => workflowInfo().continuedFromExecutionRunId === undefined;
for (const process of [onboarding, paymentInitiation, transfer]) setWorkflowOptions(ofCase, process);
// A feed never ends.
setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, feed);
setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, reconcile);

export { feed, onboarding, paymentInitiation, reconcile, transfer };
