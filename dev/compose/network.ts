// A network of its own for the check, as Compose makes one. Each service has an address and a name, and its ports are
// free whatever else runs on this machine. Linux only.
import { writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

export type Network = Readonly<Record<string, string>>;

/** Returns an address for each service. */
export const networkOf = (services: string[]): Network =>
  Object.fromEntries(services.map((name, index) => [name, `127.0.1.${index + 1}`]));

/**
 * Returns the command that runs another one in this network. It has process ids of its own too, so every process in it
 * ends with it. Its machine is called `temporal`, because Temporal's image looks up its own name.
 */
export async function inNetwork(network: Network, home: string, command: string[]): Promise<string[]> {
  const hosts = join(home, 'hosts');
  const lines = Object.entries(network).map(([name, address]) => `${address} ${name}`);
  await writeFile(hosts, ['127.0.0.1 localhost', ...lines, ''].join('\n'));
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  const spaces = ['--net', '--mount', '--uts', '--pid', '--fork', '--kill-child', '--mount-proc'];
  // A user who is not root becomes root in the namespaces while setting them up. PostgreSQL refuses to run as root.
  const asRoot = uid === 0 ? [] : ['--user', '--map-root-user'];
  const asBefore = uid === 0 ? [] : ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`];
  const setUp = 'ip link set lo up && mount --bind "$0" /etc/hosts && hostname temporal && exec "$@"';
  return ['unshare', ...asRoot, ...spaces, 'sh', '-c', setUp, hosts, ...asBefore, ...command];
}

/** Publishes a port of a service on this machine, as `ports` does. Resolves when the port listens. */
export function publish(published: number, address: string, target: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer((from) => {
      const to = connect(target, address);
      for (const end of [from, to]) end.on('error', () => [from, to].map((each) => each.destroy()));
      from.pipe(to).pipe(from);
    });
    server.once('error', reject).listen(published, '127.0.0.1', resolve);
  });
}
