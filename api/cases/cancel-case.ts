import type { CaseToEnd } from '../../db/people/erasures.ts';
import { stageRows } from '../../domain/case/stages.ts';
import { cancel } from '../../workflows/messages.ts';
import type { Deps } from '../context.ts';
import { askCase } from './ask-case.ts';
import { cancelTransfer } from './cancel-transfer.ts';
import { closeUnstarted } from './close-unstarted.ts';

/** Cancels a case in the way of its stage. The case closes within moments. */
export async function cancelCase(
  deps: Pick<Deps, 'db' | 'plaid' | 'cases' | 'log'>,
  { id, stage }: CaseToEnd,
): Promise<void> {
  const { cancel: by } = stageRows[stage];
  if (by === 'transfer') await cancelTransfer(deps, id);
  // All cancellations of a case have one update id, so that a second one repeats the first.
  else if (by === 'case' && !(await closeUnstarted(deps.db, id))) {
    await askCase(deps, id, cancel, [{ by: 'tenant' }], 'cancel');
  }
}
