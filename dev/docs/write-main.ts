// `npm run docs`: writes the generated parts of docs/.
import { readFile, writeFile } from 'node:fs/promises';
import { generated } from './generated.ts';

for (const [name, made] of Object.entries(generated)) {
  const page = new URL(`../../docs/${name}`, import.meta.url);
  await writeFile(page, made(await readFile(page, 'utf8')));
}
