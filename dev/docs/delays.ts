// Makes the table of the reasons of a delay from their list.
import { delayReasons } from '../../domain/case/delay.ts';
import { table } from './table.ts';

export const delayTable = (): string =>
  table([['Reason', 'Meaning'], ...Object.entries(delayReasons).map(([reason, words]) => [`\`${reason}\``, words])]);
