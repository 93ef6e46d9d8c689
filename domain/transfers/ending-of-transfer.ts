import { reasonOfCancel } from '../case/payloads.ts';
import { type Ending, foreignReason } from '../case/reasons.ts';
import type { Standing } from './transfer.ts';

/** Returns the ending that a transfer's standing causes. `code` is the bank's, if it gave one. */
export function endingOfTransfer(standing: Exclude<Standing, 'moving'>, code: string | null): Ending {
  if (standing === 'cancelled') return { outcome: standing, reason: reasonOfCancel('tenant') };
  return { outcome: standing, reason: code === null ? null : foreignReason(code) };
}
