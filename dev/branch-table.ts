// The table of every branch in docs/product.md, made from the stories that the demo plays and the journeys check.
import { about, allStories } from './demo/about.ts';

const begin = '<!-- table: npm run docs:branches -->';
const end = '<!-- /table -->';

/** The page with its table as the stories have it now. */
export function withBranchTable(page: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end, from);
  if (from < 0 || to < from) throw new Error(`docs/product.md needs the lines ${begin} and ${end}.`);
  return `${page.slice(0, from + begin.length)}\n\n${branchTable()}\n\n${page.slice(to)}`;
}

function branchTable(): string {
  const head = ['Branch', 'What happens', 'Ends', 'Signs in as', 'Workflow test'];
  const rows = allStories.map(({ name, username, again, ends }) => {
    const { about: text, test } = about[name] ?? { about: '', test: ['', ''] };
    const who = [username, ...(again ? [again] : [])].map((one) => `\`${one}\``).join(', then ');
    return [name, text, `\`${ends}\``, who, `\`${test[0]}.test.ts\``];
  });
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  // Padded as the formatter would.
  const line = (row: string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
