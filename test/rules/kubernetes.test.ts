import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import * as limits from '../../config/limits.ts';
import * as version from '../../config/worker-version.ts';
import * as config from '../../config.ts';
import { readCompose } from '../../dev/compose/compose-file.ts';
import { newcomersEnv } from '../../dev/compose/settings.ts';
import { run } from '../../dev/processes.ts';

type Probe = { httpGet: { path: string; port: string } };
type Container = {
  command: string[];
  env: { name: string; value: string }[];
  ports?: { name: string; containerPort: number }[];
} & Partial<Record<'startupProbe' | 'livenessProbe' | 'readinessProbe', Probe>>;
type Pod = {
  containers: [Container];
  volumes: { secret?: { secretName: string } }[];
  terminationGracePeriodSeconds: number;
};
type Resource = {
  kind: string;
  metadata: { name: string };
  data?: Record<string, string>;
  spec: { replicas?: number; maxReplicas?: number; template: { spec: Pod } };
};

const example = 'deploy/kubernetes/example';
const read = (file: string) => readFileSync(file, 'utf8');

describe('deploy/kubernetes; skipped where kustomize is not installed', () => {
  let built = '';
  let resources: Resource[] = [];
  before(async function () {
    const ended = await run('kustomize', ['build', example]);
    if (!ended) return this.skip();
    assert.equal(ended.code, 0, ended.output);
    built = ended.output;
    resources = parseAllDocuments(built).map((document) => document.toJS() as Resource);
  });

  const of = (kind: string, name: string): Resource =>
    resources.find((one) => one.kind === kind && one.metadata.name === `gangway-${name}`) ??
    assert.fail(`there is no ${kind} gangway-${name}`);
  const podOf = (name: string) => of(name === 'migrate' ? 'Job' : 'Deployment', name).spec.template.spec;
  const containerOf = (name: string) => podOf(name).containers[0];
  const settings = () => resources.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
  const processes = { api: 'api/main.ts', worker: 'worker/main.ts', migrate: 'db/migrate-main.ts' };

  it('runs the commands of docker-compose.yml', () => {
    const { services } = readCompose(read('docker-compose.yml'), newcomersEnv());
    const image = JSON.parse(/^CMD (.*)$/m.exec(read('Dockerfile'))?.[1] ?? '');
    for (const name of Object.keys(processes))
      assert.deepEqual(containerOf(name).command, services[name]?.command ?? image, name);
  });

  for (const [name, entry] of Object.entries(processes)) {
    it(`${name}: sets nothing but settings, and all that production needs`, () => {
      const env = { ...settings(), ...Object.fromEntries(containerOf(name).env.map((one) => [one.name, one.value])) };
      const known = [...read('.env.example').matchAll(/^# (\w+)=/gm)].map(([, setting]) => setting);
      assert.deepEqual(
        Object.keys(env).filter((setting) => !known.includes(setting) && !ofTemporal.includes(setting)),
        [],
      );
      const accepts = (given: NodeJS.ProcessEnv) => acceptedBy(entry, withFiles(given));
      assert.doesNotThrow(() => accepts(env));
      for (const { name: file } of containerOf(name).env) {
        const { [file]: _, ...others } = env;
        if (file !== 'GANGWAY_OPERATOR_KEY_FILE') assert.throws(() => accepts(others), /is not set|are not set/, file);
      }
    });
  }

  it('probes ports and paths that the process serves, and gives each process a Secret of its own', () => {
    const served = {
      api: { http: [settings().GANGWAY_API_PORT, '/healthz', '/readyz'], metrics: [settings().GANGWAY_METRICS_PORT] },
      worker: {
        ready: [settings().GANGWAY_WORKER_READY_PORT, '/readyz'],
        metrics: [settings().GANGWAY_WORKER_METRICS_PORT, '/metrics'],
      },
    };
    for (const [name, ports] of Object.entries(served)) {
      const { ports: declared, ...container } = containerOf(name);
      assert.deepEqual(
        declared?.map((port) => [port.name, `${port.containerPort}`]),
        Object.entries(ports).map(([port, [number]]) => [port, number]),
      );
      for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'] as const) {
        const { port = '', path = '' } = container[probe]?.httpGet ?? {};
        assert.ok((ports as Record<string, (string | undefined)[]>)[port]?.slice(1).includes(path), `${name} ${probe}`);
      }
    }
    for (const name of Object.keys(processes))
      assert.deepEqual(
        podOf(name).volumes.flatMap(({ secret }) => secret?.secretName ?? []),
        [`gangway-${name}`],
      );
  });

  it("shares Plaid's limits among as many processes as it may run", () => {
    const most =
      (of('Deployment', 'api').spec.replicas ?? 0) + (of('HorizontalPodAutoscaler', 'worker').spec.maxReplicas ?? 0);
    assert.equal(settings().GANGWAY_PLAID_PROCESSES, `${most}`);
  });

  it('waits for the activities of a worker that stops', () => {
    const [, grace] = /shutdownGraceTime: '(\d+) seconds'/.exec(read('worker/main.ts')) ?? [];
    const [, longest] = /startToCloseTimeout: '(\d+) seconds'/.exec(read('workflows/activities.ts')) ?? [];
    assert.ok(podOf('worker').terminationGracePeriodSeconds >= Number(grace) + Number(longest));
  });

  it('scales by the metric that prometheus-adapter makes', () => {
    const { externalRules } = parse(read('deploy/prometheus/adapter.yml')) as {
      externalRules: { name: { as: string } }[];
    };
    assert.ok(externalRules.some(({ name }) => built.includes(`name: ${name.as}\n`)));
  });

  for (const kubernetes of ['1.25', '1.37'])
    it(`fits the API of Kubernetes ${kubernetes}; skipped where kubernetes-validate is not installed`, async function () {
      const folder = mkdtempSync(join(tmpdir(), 'gangway-kubernetes-'));
      try {
        const file = join(folder, 'built.yml');
        writeFileSync(file, `${built}\n`);
        const ended = await run('kubernetes-validate', ['--strict', '-k', kubernetes, file]);
        if (!ended) return this.skip();
        assert.equal(ended.code, 0, ended.output);
        assert.equal(ended.output.match(/ passed for resource /g)?.length, resources.length);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
});

/** Temporal's own tools read these. */
const ofTemporal = ['TEMPORAL_NAMESPACE', 'TEMPORAL_TLS'];

const key = (seed: number) => `gw_${`${seed}`.repeat(8)}_nP3vXkq8ZtR2mLw7YcB5sJd9HfGa4KeU1oVi6TxQzMy`;
const secrets: Record<string, string> = {
  DATABASE_URL: 'postgresql://gangway:secret@db.example.com/gangway?sslmode=verify-full',
  GANGWAY_VAULT_KEYS: 'main:nP3vXkq8ZtR2mLw7YcB5sJd9HfGa4KeU1oVi6TxQzMw=',
  GANGWAY_API_KEY: key(1),
  GANGWAY_OPERATOR_KEY: key(2),
  PLAID_SECRET: 'a-secret-of-the-dashboard',
};

/** Returns the environment with the content of each file that the Secret mounts under the name of the setting. */
function withFiles(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => {
      const setting = name.replace(/_FILE$/, '');
      if (setting === name) return [name, value];
      assert.equal(value, `/run/secrets/gangway/${setting}`);
      return [setting, secrets[setting]];
    }),
  );
}

/** Throws as the process does that finds these settings. */
function acceptedBy(entry: string, env: NodeJS.ProcessEnv): void {
  const [, list = ''] = /(?:settings = |readConfig\(process\.env, )\[([^\]]*)\]/.exec(read(entry)) ?? [];
  const lists = { ...config, ...limits, ...version } as unknown as Record<string, string[]>;
  const keys = [...list.matchAll(/\.\.\.(\w+)|'(\w+)'/g)].flatMap(([, spread, one = '']) =>
    spread ? lists[spread] : one,
  );
  const given = config.readConfig(env, keys as config.Setting[]) as never;
  if (!keys.includes('PLAID_SECRET')) return;
  config.plaidSettings(given);
  config.webhookUrl(given);
}
