// The Temporal UI, in which operators look at the workflow of a case.
import { caseWorkflowId } from '../workflows/messages.ts';

/** Returns a function that gives the address of the list of a case's runs, or null if `ui` is not set. */
export const caseInTemporal =
  (ui: string | undefined, namespace: string) =>
  (caseId: string): string | null =>
    ui
      ? `${ui.replace(/\/$/, '')}/namespaces/${namespace}/workflows?query=${encodeURIComponent(`WorkflowId="${caseWorkflowId(caseId)}"`)}`
      : null;
