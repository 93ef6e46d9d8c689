// Makes parts of docs/, and the types of the client, from the code, so that they cannot differ from it.
import { openApiTypes } from '../../packages/client/dev/openapi-types.ts';
import { branchTable } from './branches.ts';
import { currencyTable } from './currencies.ts';
import { delayTable } from './delays.ts';
import { filterTable } from './filters.ts';
import { itemChangeTable } from './item-changes.ts';
import { openApiFile } from './openapi.ts';
import { problemsPage } from './problems.ts';
import { reasonTable } from './reasons.ts';
import { reviewReasonTable } from './review-reasons.ts';
import { roleTable } from './roles.ts';
import { scopeTable } from './scopes.ts';
import { waitTable } from './waits.ts';
import { webhookTable } from './webhooks.ts';

/** Returns, by file, its text with the generated parts as the code has them now. */
export const generated: Record<string, (page: string) => string | Promise<string>> = {
  'docs/console.md': (page) => withTable(page, 'roles', roleTable()),
  'docs/openapi.json': openApiFile,
  'packages/client/src/openapi.ts': () => openApiTypes(openApiFile()),
  'docs/operating.md': (page) => withTable(withTable(page, 'scopes', scopeTable()), 'filters', filterTable()),
  'docs/problems.md': problemsPage,
  'docs/product.md': (page) =>
    Object.entries({
      'changes of an Item': itemChangeTable(),
      delays: delayTable(),
      waits: waitTable(),
      reasons: reasonTable(),
      'review reasons': reviewReasonTable(),
      currencies: currencyTable(),
      branches: branchTable(),
    }).reduce((text, [name, table]) => withTable(text, name, table), page),
  'docs/webhooks.md': (page) => withTable(page, 'webhooks', webhookTable()),
};

function withTable(page: string, name: string, table: string): string {
  const [begin, end] = [`<!-- table of ${name}: npm run docs -->`, '<!-- /table -->'];
  const from = page.indexOf(begin);
  const to = page.indexOf(end, from);
  if (from < 0 || to < from) throw new Error(`The page needs the lines ${begin} and ${end}.`);
  return `${page.slice(0, from + begin.length)}\n\n${table}\n\n${page.slice(to)}`;
}
