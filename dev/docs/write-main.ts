// `npm run docs`: writes the generated parts of docs/, and the types of the client.
import { readFile, writeFile } from 'node:fs/promises';
import { generated } from './generated.ts';

for (const [name, made] of Object.entries(generated)) {
  const page = new URL(`../../${name}`, import.meta.url);
  await writeFile(page, await made(await readFile(page, 'utf8')));
}
