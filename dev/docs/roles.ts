// Makes the table of the console's roles from their list.
import { roleRows } from '../../domain/operators/roles.ts';
import { table } from './table.ts';

export const roleTable = (): string =>
  table([
    ['Role', 'A person with it', 'Scopes at a tenant'],
    ...Object.entries(roleRows).map(([role, { words, scopes }]) => [
      `\`${role}\``,
      words,
      scopes.map((scope) => `\`${scope}\``).join(' '),
    ]),
  ]);
