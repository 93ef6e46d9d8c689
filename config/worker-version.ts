// The worker's version in Temporal. Temporal's Worker Controller for Kubernetes sets these names.
import { z } from 'zod';

export const workerVersion = {
  TEMPORAL_DEPLOYMENT_NAME: z
    .string()
    .regex(/^[\w/-]{1,100}$/, 'must be 1 to 100 letters, digits, -, _ and /')
    .optional()
    .describe("Name of the workers' deployment in Temporal, such as gangway. Worker versioning is off if unset."),
  TEMPORAL_WORKER_BUILD_ID: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'must be 1 to 100 letters, digits, ., - and _')
    .optional()
    .describe("Name of the worker's version in that deployment, such as 0.2.0. Needed with TEMPORAL_DEPLOYMENT_NAME."),
};

export const workerVersionKeys = ['TEMPORAL_DEPLOYMENT_NAME', 'TEMPORAL_WORKER_BUILD_ID'] as const;

type Given = { [K in (typeof workerVersionKeys)[number]]: string | undefined };

/** Null: the worker has no version. */
export function workerVersionOf(given: Given): { deploymentName: string; buildId: string } | null {
  const { TEMPORAL_DEPLOYMENT_NAME: deploymentName, TEMPORAL_WORKER_BUILD_ID: buildId } = given;
  if (!deploymentName && !buildId) return null;
  if (deploymentName && buildId) return { deploymentName, buildId };
  const missing = deploymentName ? 'TEMPORAL_WORKER_BUILD_ID' : 'TEMPORAL_DEPLOYMENT_NAME';
  throw new Error(`${missing} is not set. A worker with a version needs ${workerVersionKeys.join(' and ')}.`);
}
