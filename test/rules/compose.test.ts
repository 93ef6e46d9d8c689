import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { portsOf, readCompose, type Service, volumesOf } from '../../dev/compose/compose-file.ts';
import { readDockerfile } from '../../dev/compose/dockerfile.ts';
import { newcomersEnv } from '../../dev/compose/settings.ts';

describe('docker-compose.yml', () => {
  const source = readFileSync('docker-compose.yml', 'utf8');
  const env = newcomersEnv();
  const { services, volumes } = readCompose(source, env);
  const ours = Object.entries(services).filter(([, { image }]) => image === 'gangway');
  const of = (name: string): Service => services[name] ?? assert.fail(`there is a service ${name}`);

  it('asks for each secret, and its head shows how to make it', () => {
    const [head = ''] = source.split('\n\n');
    for (const name of Object.keys(env).filter((name) => !name.endsWith('_PORT') && name !== 'PLAID_BASE_URL')) {
      assert.throws(() => readCompose(source, { ...env, [name]: '' }), new RegExp(`^Error: ${name} is missing`));
      assert.match(head, new RegExp(`^# {3}${name}=`, 'm'));
    }
  });

  it('sets nothing for a service of ours but settings', () => {
    const settings = [...readFileSync('.env.example', 'utf8').matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name);
    assert.ok(settings.includes('TEMPORAL_ADDRESS'), 'the settings were found');
    for (const [name, { environment }] of ours) {
      const unknown = Object.keys(environment).filter((key) => !settings.includes(key));
      assert.deepEqual([name, unknown], [name, []]);
    }
  });

  it('runs entry points that exist', async () => {
    const image = await readDockerfile();
    const entries = ours.flatMap(([, { command }]) =>
      (command ?? image.command).filter((word) => word.startsWith('dist/')),
    );
    assert.equal(entries.length, ours.length - 1, 'all but one, whose program stands in the file');
    for (const entry of entries) {
      assert.ok(existsSync(entry.replace('dist/', '').replace(/\.js$/, '.ts')), entry);
    }
  });

  it('checks the health of each service that keeps running, except for one that no other waits for', () => {
    const without = Object.entries(services).filter(([, { restart, healthcheck }]) => restart && !healthcheck);
    assert.deepEqual(
      without.map(([name]) => name),
      ['temporal-ui'],
    );
    const awaited = Object.values(services).flatMap(({ depends_on }) => Object.entries(depends_on));
    for (const [name, { condition }] of awaited) {
      assert.equal(condition === 'service_healthy', of(name).healthcheck !== undefined, name);
    }
  });

  it('keeps the state that has to survive a restart on volumes that it declares, in folders that only their user enters', () => {
    const kept = Object.values(services).flatMap((service) => volumesOf(service));
    assert.deepEqual(kept.map(({ source }) => source).sort(), Object.keys(volumes).sort());
    const dockerfile = readFileSync('Dockerfile', 'utf8');
    const [bank] = volumesOf(of('simulator'));
    assert.equal(bank?.target, of('simulator').environment.GANGWAY_HOME);
    for (const { target } of ours.flatMap(([, service]) => volumesOf(service))) {
      assert.match(dockerfile, new RegExp(`^RUN install -d -m 700 -o node -g node ${target}$`, 'm'));
    }
  });

  it('lets the simulator serve its pages at the published port', () => {
    for (const GANGWAY_SIMULATOR_PORT of ['4100', undefined]) {
      const { simulator } = readCompose(source, { ...env, GANGWAY_SIMULATOR_PORT }).services;
      assert.ok(simulator);
      const [port] = portsOf(simulator);
      assert.equal(simulator.environment.GANGWAY_SIMULATOR_URL, `http://localhost:${port?.published}`);
      assert.deepEqual(port, { published: Number(GANGWAY_SIMULATOR_PORT ?? 3100), target: 3100 });
    }
  });

  it('gives Temporal a dynamic configuration, without which it does not start', () => {
    const path = of('temporal').environment.DYNAMIC_CONFIG_FILE_PATH ?? '';
    assert.equal(readFileSync(path, 'utf8'), '');
  });
});
