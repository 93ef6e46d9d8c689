// The table in docs/webhooks.md, made from the catalog, so that the document cannot tell another story than the code.
import { catalog } from '../plaid/webhooks.ts';

const begin = '<!-- table: npm run docs:webhooks -->';
const end = '<!-- /table -->';

/** The page with its table as the catalog has it now. */
export function withWebhookTable(page: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/webhooks.md needs the lines ${begin} and ${end}.`);
  return `${page.slice(0, from + begin.length)}\n\n${webhookTable()}\n\n${page.slice(to)}`;
}

function webhookTable(): string {
  const kinds = Object.entries(catalog).map(([kind, { meaning }]) => [`\`${kind}\``, meaning] as const);
  const head = ['Webhook', 'What it means, and what happens then'] as const;
  const rows = [head, ...kinds];
  const kindWidth = Math.max(...rows.map(([kind]) => kind.length));
  const meaningWidth = Math.max(...rows.map(([, meaning]) => meaning.length));
  // Padded as the formatter would.
  const lines = rows.map(([kind, meaning]) => `| ${kind.padEnd(kindWidth)} | ${meaning.padEnd(meaningWidth)} |`);
  return lines.toSpliced(1, 0, `| ${'-'.repeat(kindWidth)} | ${'-'.repeat(meaningWidth)} |`).join('\n');
}
