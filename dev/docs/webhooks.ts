// Makes the table of Plaid's webhooks from the catalog.
import { catalog } from '../../plaid/webhooks.ts';
import { table } from './table.ts';

export const webhookTable = (): string =>
  table([
    ['Webhook', 'Meaning, and what Gangway does'],
    ...Object.entries(catalog).map(([kind, { meaning }]) => [`\`${kind}\``, meaning]),
  ]);
