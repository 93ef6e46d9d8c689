import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createWorld } from '../../simulator/state.ts';
import { credentials, link, linkTokenRequest, runSimulator, sdk } from './running-simulator.ts';

describe('the state of the simulator', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'gangway-simulator-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  it('survives a restart', async () => {
    const file = join(home, 'simulator.json');
    const first = await runSimulator(file);
    const { access_token } = await link(first, 'user_good');
    await first.control('/clock', { seconds: 86_400 });
    const keyId = first.world.state.webhooks.keys.at(-1)?.kid;
    await first.stop();

    const second = await runSimulator(file);
    assert.equal((await second.plaid.authGet({ access_token })).status, 200);
    assert.ok(second.world.now().getTime() - Date.now() > 86_000_000);
    assert.equal(second.world.state.webhooks.keys.at(-1)?.kid, keyId);
    await second.stop();
  });

  it('loses nothing that was answered when the process is killed', async () => {
    const port = await freePort();
    const first = await startProcess(home, port);
    const { data } = await first.plaid.linkTokenCreate(linkTokenRequest());
    await first.end('SIGKILL');

    const second = await startProcess(home, port);
    const read = await second.plaid.linkTokenGet({ link_token: data.link_token });
    assert.equal(read.data.metadata.client_name, 'Gangway');
    assert.equal(await second.end('SIGTERM'), 0);
  });

  it('says what to do when the file is not a state', async () => {
    const file = join(home, 'simulator.json');
    await writeFile(file, '{"clockOffset":');
    assert.throws(() => createWorld(file), /simulator\.json is not a state of the simulator. Delete it/);
    assert.equal(await readFile(file, 'utf8'), '{"clockOffset":');
  });

  it('says what to do when another version wrote the file', async () => {
    const file = join(home, 'simulator.json');
    await writeFile(file, '{"clockOffset":0}');
    assert.throws(() => createWorld(file), /a state of another version of the simulator. Delete it/);
  });
});

describe('simulator/main.ts', () => {
  it('says which setting to change when its port is taken', async () => {
    const home = await mkdtemp(join(tmpdir(), 'gangway-simulator-'));
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { child } = run(home, port);
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const [code] = await once(child, 'close');
    assert.equal(code, 1);
    assert.match(said, /is taken. Set GANGWAY_SIMULATOR_PORT to a free one/);
    other.close();
    await rm(home, { recursive: true });
  });
});

function run(home: string, port: number) {
  const child = spawn(process.execPath, ['--import=tsx', 'simulator/main.ts'], {
    env: { PATH: process.env.PATH, GANGWAY_HOME: home, GANGWAY_SIMULATOR_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, lines: createInterface(child.stdout) };
}

async function startProcess(home: string, port: number) {
  const { child, lines } = run(home, port);
  await once(lines, 'line');
  return {
    plaid: sdk(`http://127.0.0.1:${port}`, credentials.secret),
    /** Resolves with the exit code. */
    async end(signal: NodeJS.Signals): Promise<number | null> {
      const exited = once(child, 'exit');
      child.kill(signal);
      const [code] = await exited;
      return code as number | null;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
