// Makes the table of the reasons of a review from their rows.
import { reviewReasonRows } from '../../domain/case/review.ts';
import { table } from './table.ts';

export const reviewReasonTable = (): string =>
  table([
    ['`reason`', '`decision`', 'Meaning'],
    ...Object.entries(reviewReasonRows).map(([reason, row]) => [
      `\`${reason}\``,
      row.for.map((decision) => `\`${decision}\``).join(', '),
      row.words,
    ]),
  ]);
