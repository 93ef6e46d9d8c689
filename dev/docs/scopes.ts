// Makes the table of scopes from their list.
import { tenantScopes } from '../../domain/scopes.ts';
import { table } from './table.ts';

export const scopeTable = (): string =>
  table([['Scope', 'The key may'], ...Object.entries(tenantScopes).map(([scope, words]) => [`\`${scope}\``, words])]);
