import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { listensInPublic } from '../../config/hosts.ts';
import { isWeakKey } from '../../config/weak-keys.ts';
import { type Config, readConfig, type Setting } from '../../config.ts';

const randomKey = () => `gw_a1b2c3d4_${randomBytes(32).toString('base64url')}`;
const keyOf = (bytes: Iterable<number> | string) => `gw_a1b2c3d4_${Buffer.from(bytes as string).toString('base64url')}`;
const vaultKey = (bytes: Iterable<number> | string) => `main:${Buffer.from(bytes as string).toString('base64')}`;

const good: NodeJS.ProcessEnv = {
  PLAID_ENV: 'production',
  PLAID_CLIENT_ID: '5fbe1c6d3a2b4c0012345678',
  PLAID_SECRET: randomBytes(15).toString('hex'),
  DATABASE_URL: 'postgresql://gangway:p@db.example.com/gangway?sslmode=verify-full',
  TEMPORAL_ADDRESS: 'temporal.example.com:7233',
  TEMPORAL_TLS: 'true',
  TEMPORAL_CONFIG_FILE: '/nowhere/profiles.toml',
  GANGWAY_VAULT_KEYS: vaultKey(randomBytes(32)),
  GANGWAY_API_KEY: randomKey(),
  GANGWAY_OPERATOR_KEY: randomKey(),
  GANGWAY_PUBLIC_URL: 'https://gangway.example.com',
  GANGWAY_METRICS_PORT: '9464',
  GANGWAY_WORKER_METRICS_PORT: '9465',
  GANGWAY_TRUSTED_PROXIES: '10.0.0.0/8',
};
const keys: Setting[] = [
  ...(['DATABASE_URL', 'GANGWAY_DIRECT_DATABASE_URL', 'GANGWAY_VAULT_KEYS'] as const),
  ...(['GANGWAY_API_KEY', 'GANGWAY_OPERATOR_KEY', 'GANGWAY_HOST'] as const),
  ...(['GANGWAY_METRICS_HOST', 'GANGWAY_METRICS_PORT', 'GANGWAY_WORKER_METRICS_PORT'] as const),
  ...(['GANGWAY_PUBLIC_URL', 'GANGWAY_TRUSTED_PROXIES', 'GANGWAY_NOTIFY_INTERNAL'] as const),
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  ...(['PLAID_SECRET', 'PLAID_BASE_URL', 'PLAID_ENV', 'TEMPORAL_ADDRESS', 'GANGWAY_OIDC_ISSUER'] as const),
];
const read = (env: NodeJS.ProcessEnv): Config<Setting> => readConfig({ ...good, ...env }, keys);

describe('production', () => {
  function refused(env: NodeJS.ProcessEnv, sentence: RegExp): void {
    const about = JSON.stringify(env);
    assert.throws(
      () => read(env),
      ({ message }: Error) => {
        const [heading, ...lines] = message.split('\n');
        assert.equal(heading, 'Settings to correct:', about);
        assert.equal(lines.length, 1, `${about}: ${message}`);
        assert.match(lines[0] ?? '', sentence, about);
        return true;
      },
    );
    const sandbox = { PLAID_ENV: 'sandbox', NODE_TLS_REJECT_UNAUTHORIZED: undefined };
    assert.doesNotThrow(() => read({ ...env, ...sandbox }), `${about}: only production refuses it`);
  }

  it('starts with a good configuration', () => {
    assert.equal(read({}).GANGWAY_PUBLIC_URL, 'https://gangway.example.com');
  });

  it('is where Plaid is the real one, whatever PLAID_ENV says', () => {
    const unsafe = { GANGWAY_PUBLIC_URL: 'http://gangway.example.com' };
    for (const url of [
      'https://production.plaid.com',
      'https://Production.Plaid.com/',
      'https://production.plaid.com:443',
    ]) {
      assert.throws(() => read({ ...unsafe, PLAID_ENV: 'sandbox', PLAID_BASE_URL: url }), /GANGWAY_PUBLIC_URL/, url);
      assert.throws(() => read({ ...unsafe, PLAID_ENV: undefined, PLAID_BASE_URL: url }), /GANGWAY_PUBLIC_URL/, url);
    }
    assert.doesNotThrow(() => read({ ...unsafe, PLAID_ENV: undefined }));
  });

  it('names everything that is unsafe at once, and shows no value', () => {
    const env = { GANGWAY_PUBLIC_URL: 'http://canary.example.com', DATABASE_URL: 'postgres://u:canary@db.example/x' };
    assert.throws(
      () => read(env),
      ({ message }: Error) => /DATABASE_URL .*\n {2}GANGWAY_PUBLIC_URL /.test(message) && !/canary/.test(message),
    );
  });

  it('refuses only what a process reads', () => {
    const env = { ...good, GANGWAY_PUBLIC_URL: 'http://gangway.example.com' };
    assert.doesNotThrow(() => readConfig(env, ['DATABASE_URL']));
  });

  it('refuses an http:// address', () => {
    for (const url of ['http://gangway.example.com', 'HTTP://gangway.example.com'])
      refused({ GANGWAY_PUBLIC_URL: url }, /GANGWAY_PUBLIC_URL begins with http:\/\/.* https:\/\/ address\.$/);
    refused(
      { GANGWAY_OIDC_ISSUER: 'http://id.example.com' },
      /GANGWAY_OIDC_ISSUER begins with http:\/\/.* https:\/\/ address\.$/,
    );
    refused({ PLAID_BASE_URL: 'http://plaid-proxy.example' }, /PLAID_BASE_URL begins with http:\/\/.* Unset it/);
    for (const here of ['http://127.0.0.1:3100', 'http://[::1]:3100', 'https://plaid-proxy.example'])
      assert.doesNotThrow(() => read({ PLAID_BASE_URL: here }), here);
  });

  const weak: [string, Iterable<number> | string][] = [
    ['zeros', Buffer.alloc(32)],
    ['one byte again and again', Buffer.alloc(32, 0xa7)],
    ['half of the bytes twice', Buffer.concat(Array(2).fill(randomBytes(16)))],
    ['a word again and again', 'change-me'.repeat(4).slice(0, 32)],
    ['a text', 'correct horse battery staple 123'],
    ['hexadecimal digits', randomBytes(16).toString('hex')],
    ['0, 1, 2, …', Array.from({ length: 32 }, (_, index) => index)],
    ['255, 254, 253, …', Array.from({ length: 32 }, (_, index) => 255 - index)],
    ['0, 7, 14, …', Array.from({ length: 32 }, (_, index) => (index * 7) % 256)],
    ['the alphabet', Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq', 'base64')],
  ];
  for (const [what, bytes] of weak) {
    it(`refuses a key of ${what}`, () => {
      refused({ GANGWAY_VAULT_KEYS: vaultKey(bytes) }, /GANGWAY_VAULT_KEYS begins with .*`openssl rand -base64 32`/);
      refused({ GANGWAY_API_KEY: keyOf(bytes) }, /GANGWAY_API_KEY does not end in 32 random bytes\. Make/);
      refused({ GANGWAY_OPERATOR_KEY: keyOf(bytes) }, /GANGWAY_OPERATOR_KEY does not end in 32 random bytes/);
    });
  }

  it('takes each of 10,000 random keys', () => {
    const drawn = Array.from({ length: 10_000 }, () => randomBytes(32));
    for (const encoding of ['base64', 'base64url'] as const)
      assert.ok(!drawn.some((bytes) => isWeakKey(bytes.toString(encoding))), encoding);
  });

  it('lets a weak vault key stay behind a good one, because it has to until it is rotated away', () => {
    assert.doesNotThrow(() => read({ GANGWAY_VAULT_KEYS: `${good.GANGWAY_VAULT_KEYS},old:${'A'.repeat(43)}=` }));
    assert.doesNotThrow(() => read({ GANGWAY_VAULT_KEYS: 'kms-1:https://kms.example/keys' }));
  });

  it('finds in no document a key that would start: each is a command that draws one', () => {
    const shown = (text: string) => [
      ...(text.match(/gw_[a-z0-9]{8}_[A-Za-z0-9_-]{43}/g) ?? []),
      ...(text.match(/[a-z0-9-]+:[A-Za-z0-9+/]{43}=/g) ?? []),
    ];
    assert.equal(shown(`x ${randomKey()} ${vaultKey(randomBytes(32))}`).length, 2, 'it would find one');
    for (const page of ['README.md', '.env.example', 'docker-compose.yml', 'docs/operating.md', 'docs/product.md'])
      assert.deepEqual([page, shown(readFileSync(page, 'utf8'))], [page, []]);
  });

  it("refuses the simulator's secret, which docker-compose.yml shows", () => {
    assert.match(readFileSync('docker-compose.yml', 'utf8'), /PLAID_SECRET=simulator-secret/);
    refused({ PLAID_SECRET: 'simulator-secret' }, /PLAID_SECRET is the simulator's\. Set it to .* Dashboard/);
  });

  it('refuses a connection to PostgreSQL on another machine that checks no certificate', () => {
    const at = (rest: string) => ({ DATABASE_URL: `postgresql://u:p@db.example.com/x${rest}` });
    for (const rest of [
      ...['', '?sslmode=disable', '?sslmode=prefer', '?sslmode=require', '?sslmode=verify-ca', '?sslmode=no-verify'],
      ...['?ssl=true', '?sslmode=verify-full&sslmode=disable', '?sslmode=verify-full&sslmode=no-verify'],
      ...['?sslmode=disable&sslmode=verify-full', '?uselibpqcompat=true&sslmode=require'],
    ])
      refused(at(rest), /DATABASE_URL reaches PostgreSQL on another machine .* Add sslmode=verify-full to it\.$/);
    refused(
      { GANGWAY_DIRECT_DATABASE_URL: 'postgresql://u:p@db.example.com/x' },
      /^ *GANGWAY_DIRECT_DATABASE_URL reach/,
    );
    refused({ DATABASE_URL: 'postgresql://localhost/x?host=db.example.com' }, /DATABASE_URL/);
    const lost = at('?sslmode=verify-full&sslrootcert=/nowhere/ca.pem');
    refused(lost, /DATABASE_URL names a certificate or key that this process cannot read \(ENOENT\)\. Correct ssl/);
    for (const rest of ['?sslmode=verify-full', '?sslmode=verify-full&application_name=x'])
      assert.doesNotThrow(() => read(at(rest)), rest);
    for (const here of ['localhost', '127.0.0.1', '[::1]', '%2Fvar%2Frun%2Fpostgresql'])
      assert.doesNotThrow(() => read({ DATABASE_URL: `postgresql://u:p@${here}/x` }), here);
  });

  it('refuses a plain connection to Temporal on another machine', () => {
    const sentence = /TEMPORAL_ADDRESS is on another machine, and the connection is plain\. Set TEMPORAL_TLS=true, or/;
    for (const TEMPORAL_ADDRESS of ['temporal:7233', '10.0.0.7:7233', '[2001:db8::7]:7233']) {
      refused({ TEMPORAL_ADDRESS, TEMPORAL_TLS: undefined }, sentence);
      refused({ TEMPORAL_ADDRESS, TEMPORAL_TLS: 'false', TEMPORAL_API_KEY: 'key' }, sentence);
      assert.doesNotThrow(() => read({ TEMPORAL_ADDRESS, TEMPORAL_TLS: undefined, TEMPORAL_API_KEY: 'key' }));
    }
    for (const here of ['localhost:7233', '127.0.0.1:7233', '[::1]:7233', undefined])
      assert.doesNotThrow(() => read({ TEMPORAL_ADDRESS: here, TEMPORAL_TLS: undefined }), here);
  });

  it('refuses traces that others can read, and not those to a collector in a private network', () => {
    const to = (OTEL_EXPORTER_OTLP_ENDPOINT: string) => ({ OTEL_EXPORTER_OTLP_ENDPOINT });
    refused(to('http://collector.example.com:4318'), /OTEL_EXPORTER_OTLP_ENDPOINT begins with http:\/\/.*https/);
    for (const url of ['https://collector.example.com', 'http://127.0.0.1:4318', 'http://otel.internal:4318'])
      assert.doesNotThrow(() => read(to(url)), url);
  });

  it('refuses metrics on a public address', () => {
    for (const host of ['8.8.8.8', '2600::7', 'metrics.example.com', '::ffff:8.8.8.8']) {
      const one = { GANGWAY_METRICS_HOST: host, GANGWAY_WORKER_METRICS_PORT: undefined };
      refused(one, /GANGWAY_METRICS_PORT shows metrics to the internet\. Set GANGWAY_METRICS_HOST to a private/);
      refused({ ...one, GANGWAY_METRICS_HOST: undefined, GANGWAY_HOST: host }, /GANGWAY_METRICS_PORT shows/);
      const worker = { GANGWAY_METRICS_HOST: host, GANGWAY_METRICS_PORT: undefined };
      refused(worker, /GANGWAY_WORKER_METRICS_PORT shows metrics/);
      const off = { GANGWAY_METRICS_PORT: undefined, GANGWAY_WORKER_METRICS_PORT: undefined };
      assert.doesNotThrow(() => read({ ...off, GANGWAY_HOST: host }), 'metrics are off');
    }
    for (const host of ['127.0.0.1', '10.0.0.7', '192.168.1.7', 'fd00::7', '::1', 'localhost'])
      assert.doesNotThrow(() => read({ GANGWAY_METRICS_HOST: host, GANGWAY_HOST: '8.8.8.8' }), host);
  });

  it('takes all addresses of a machine for metrics if none of them is public, as in a container', () => {
    const inside = { eth0: [{ family: 'IPv4', address: '172.18.0.3' }] } as never;
    const outside = { eth0: [{ family: 'IPv4', address: '8.8.8.8' }] } as never;
    const outside6 = { eth0: [{ family: 'IPv6', address: '2600::7' }] } as never;
    assert.deepEqual(
      ['0.0.0.0', '::'].map((host) => [inside, outside, outside6].map((machine) => listensInPublic(host, machine))),
      [
        [false, true, false],
        [false, true, true],
      ],
    );
  });

  it('refuses proxies that everybody could be', () => {
    for (const ranges of ['0.0.0.0/0', '10.0.0.0/8, ::/0'])
      refused({ GANGWAY_TRUSTED_PROXIES: ranges }, /GANGWAY_TRUSTED_PROXIES trusts every address.* your proxies only/);
  });

  it('refuses notifications to this machine', () => {
    refused({ GANGWAY_NOTIFY_INTERNAL: '1' }, /GANGWAY_NOTIFY_INTERNAL lets tenants reach this machine.* unset it/);
  });

  it('refuses to leave every certificate unchecked', () => {
    refused({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, /NODE_TLS_REJECT_UNAUTHORIZED is 0.* Unset it\.$/);
  });
});
