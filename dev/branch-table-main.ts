// `npm run docs:branches`: writes the table of branches in docs/product.md anew.
import { readFile, writeFile } from 'node:fs/promises';
import { withBranchTable } from './branch-table.ts';

const page = new URL('../docs/product.md', import.meta.url);
await writeFile(page, withBranchTable(await readFile(page, 'utf8')));
