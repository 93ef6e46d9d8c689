import type { WorkerDeploymentVersion } from '@temporalio/common';
import type { WorkerOptions } from '@temporalio/worker';
import type { builtBundles } from './bundle.ts';
import { buildIdOf } from './names.ts';

type Versioning = {
  bundle: keyof typeof builtBundles;
  optionsFor: (code: string) => Pick<WorkerOptions, 'buildId' | 'workerDeploymentOptions'>;
};

/** Returns how the worker takes part in Worker Deployment Versioning. Without a version its build id is only a name. */
export function versioning(version: WorkerDeploymentVersion | null): Versioning {
  if (!version) return { bundle: 'workflow-bundle.js', optionsFor: (code) => ({ buildId: buildIdOf(code) }) };
  const workerDeploymentOptions = {
    version,
    useWorkerVersioning: true,
    // The SDK asks for it. Each of our types states its own (workflows/versioned.ts).
    defaultVersioningBehavior: 'AUTO_UPGRADE',
  } as const;
  return { bundle: 'versioned-workflow-bundle.js', optionsFor: () => ({ workerDeploymentOptions }) };
}
