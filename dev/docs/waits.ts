// Makes the table of waits from their rows.
import { waitRows } from '../../domain/case/stages.ts';
import { table } from './table.ts';

/** `worker` is no wait of the record: `next_action` shows it while the record has none. */
const worker = ['`worker`', 'a worker, while a step runs (only in `next_action.for`)'];

export const waitTable = (): string =>
  table([
    ['Code', 'The case waits for'],
    ...Object.entries(waitRows).map(([code, { words }]) => [`\`${code}\``, words]),
    worker,
  ]);
