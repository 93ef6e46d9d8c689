// Finds the program on this machine that runs in place of each image, and gives it the environment, command and mounts
// of the compose file.
import { mkdir } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { type Service, volumesOf } from './compose-file.ts';
import { readDockerfile } from './dockerfile.ts';
import { postgresImageAnswers, preparePostgresImage } from './postgres-image.ts';

export type Process = {
  command: string;
  args: string[];
  options: { env?: NodeJS.ProcessEnv; cwd?: string; uid?: number; gid?: number };
  /** Null when the service has no health check. */
  healthy: Process | (() => Promise<boolean>) | null;
};

export type Place = {
  /** The folder that holds the volumes as folders. */
  home: string;
  /** The folder of Temporal's programs (temporal-images.ts), and that of programs that stand in for an image's. */
  temporal: string;
  programs: string;
};

/** Null when the program exists only in its image. */
export async function processOf(
  name: string,
  service: Service,
  address: string,
  place: Place,
): Promise<Process | null> {
  const folders = await foldersOf(service, place);
  const image = service.image.split(':')[0];
  if (image === 'postgres') {
    const [data] = [...folders.values()];
    if (data === undefined) throw new Error(`${name} has no volume for its data.`);
    const server = await preparePostgresImage(data, address, service.environment);
    return { ...server, healthy: () => postgresImageAnswers(address, service.environment) };
  }
  const own = await imageOf(image ?? '', place);
  if (!own) return null;
  const env = {
    PATH: [place.programs, place.temporal, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
    ...own.environment,
    ...service.environment,
  };
  const paths = new Map([...folders, ['/etc/temporal/schema', join(place.temporal, 'schema')]]);
  const mounted = (text: string) => [...paths].reduce((all, [path, folder]) => all.replaceAll(path, folder), text);
  const here = (words: readonly string[]): Process => {
    const [command = '', ...args] = words.map(mounted);
    const mountedEnv = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, mounted(value)]));
    return { command, args, options: { env: mountedEnv }, healthy: null };
  };
  const command = service.command ?? (service.entrypoint ? [] : own.command);
  return { ...here([...(service.entrypoint ?? []), ...command]), healthy: healthOf(service, here) };
}

function healthOf({ healthcheck }: Service, here: (words: string[]) => Process): Process | null {
  if (!healthcheck) return null;
  const [kind, ...words] = healthcheck.test;
  return here(kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...words] : words);
}

type Image = { command: string[]; environment: Record<string, string> };

async function imageOf(image: string, { temporal }: Place): Promise<Image | null> {
  if (image === 'gangway') return readDockerfile();
  // The image's `#!/bin/sh` is BusyBox, which supports `pipefail` as bash does.
  if (image === 'temporalio/server') return { command: ['bash', join(temporal, 'entrypoint.sh')], environment: {} };
  if (image === 'temporalio/admin-tools') return { command: [], environment: {} };
  if (image === 'temporalio/ui') return null;
  throw new Error(`Nothing here stands in for the image ${image}: add it to dev/compose/images.ts.`);
}

/** Returns a folder for each volume, by its path in the container. */
async function foldersOf(service: Service, { home }: Place): Promise<Map<string, string>> {
  const folders = new Map(volumesOf(service).map(({ source, target }) => [target, join(home, 'volumes', source)]));
  for (const folder of folders.values()) await mkdir(folder, { recursive: true });
  return folders;
}
