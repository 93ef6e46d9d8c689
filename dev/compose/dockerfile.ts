// Reads the command and the environment of our own image from the Dockerfile's last stage.
import { readFile } from 'node:fs/promises';

export type OwnImage = { command: string[]; environment: Record<string, string> };

export async function readDockerfile(path = 'Dockerfile'): Promise<OwnImage> {
  const stage = (await readFile(path, 'utf8')).split(/^FROM /m).at(-1) ?? '';
  const command = /^CMD (\[.*\])$/m.exec(stage)?.[1];
  if (command === undefined) throw new Error(`${path} has no CMD in the form of a list.`);
  const pairs = [...stage.matchAll(/^ENV (\w+)=(\S+)$/gm)].map(([, name = '', value = '']) => [name, value]);
  return { command: JSON.parse(command), environment: Object.fromEntries(pairs) };
}
