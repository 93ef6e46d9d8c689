import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  envExample,
  oidcKeys,
  oidcSettings,
  readConfig,
  smtpKeys,
  smtpSettings,
  webhookUrl,
  webhookUrlKeys,
} from '../config.ts';

describe('config', () => {
  const good = { DATABASE_URL: 'postgresql://localhost/gangway', GANGWAY_API_PORT: '8080' };

  it('gives what is set, and the default where nothing is', () => {
    const config = readConfig(good, ['DATABASE_URL', 'GANGWAY_API_PORT', 'GANGWAY_SIMULATOR_PORT', 'PLAID_BASE_URL']);
    assert.equal(config.DATABASE_URL, 'postgresql://localhost/gangway');
    assert.equal(config.GANGWAY_API_PORT, 8080);
    assert.equal(config.GANGWAY_SIMULATOR_PORT, 3100);
    assert.equal(config.PLAID_BASE_URL, undefined);
  });

  it('takes the address of a key service, by plain HTTP on this machine only', () => {
    const read = (GANGWAY_VAULT_KEYS: string) => readConfig({ GANGWAY_VAULT_KEYS }, ['GANGWAY_VAULT_KEYS']);
    for (const address of ['https://kms.example/a', 'http://127.0.0.1:9600/', 'http://[::1]:9600', 'http://localhost/'])
      assert.equal(read(`kms-1:${address}`).GANGWAY_VAULT_KEYS, `kms-1:${address}`);
    for (const address of ['http://kms.example/', 'http://127.0.0.1.example/', 'ftp://127.0.0.1/', 'https://'])
      assert.throws(() => read(`kms-1:${address}`), /GANGWAY_VAULT_KEYS must be id:base64/, address);
  });

  it('takes an empty value as not set', () => {
    assert.equal(readConfig({ GANGWAY_API_PORT: '' }, ['GANGWAY_API_PORT']).GANGWAY_API_PORT, 3000);
  });

  it('names every missing and every bad setting at once, without its value', () => {
    const canary = 'canary-vault-key';
    const env = { ...good, GANGWAY_API_PORT: '70000', GANGWAY_VAULT_KEYS: canary };
    assert.throws(
      () => readConfig(env, ['DATABASE_URL', 'GANGWAY_API_PORT', 'GANGWAY_VAULT_KEYS', 'GANGWAY_API_KEY']),
      ({ message }: Error) => {
        assert.doesNotMatch(message, /DATABASE_URL|canary/);
        assert.match(message, /GANGWAY_API_PORT .*65535/);
        assert.match(message, /GANGWAY_VAULT_KEYS must be id:base64 of 32 bytes/);
        assert.match(message, /GANGWAY_API_KEY is not set/);
        return true;
      },
    );
  });

  it('takes address ranges of both families, and refuses what is none', () => {
    const read = (ranges: string) => readConfig({ GANGWAY_WEBHOOK_SOURCES: ranges }, ['GANGWAY_WEBHOOK_SOURCES']);
    assert.deepEqual(read('203.0.113.0/24, 2001:db8::/32').GANGWAY_WEBHOOK_SOURCES, [
      '203.0.113.0/24',
      '2001:db8::/32',
    ]);
    for (const wrong of [
      '203.0.113.7',
      '10.0.0.0/33',
      '10/8',
      '010.0.0.0/8',
      '::ffff:10.0.0.0/104',
      '10.0.0.0/8,',
      'x',
    ]) {
      assert.throws(() => read(wrong), /GANGWAY_WEBHOOK_SOURCES must be the word plaid, or ranges such as/, wrong);
    }
    const both = { GANGWAY_WEBHOOK_SOURCES: 'x', GANGWAY_TRUSTED_PROXIES: 'y, z' };
    assert.throws(
      () => readConfig(both, ['GANGWAY_WEBHOOK_SOURCES', 'GANGWAY_TRUSTED_PROXIES']),
      /GANGWAY_WEBHOOK_SOURCES must.*\n {2}GANGWAY_TRUSTED_PROXIES must/,
    );
  });

  it("takes the word plaid for the addresses of Plaid's documentation, alone and beside others", () => {
    const read = (ranges: string) => readConfig({ GANGWAY_WEBHOOK_SOURCES: ranges }, ['GANGWAY_WEBHOOK_SOURCES']);
    const plaid = ['52.21.26.131/32', '52.21.47.157/32', '52.41.247.19/32', '52.88.82.239/32'];
    assert.deepEqual(read('plaid').GANGWAY_WEBHOOK_SOURCES, plaid);
    assert.deepEqual(read('203.0.113.7/32, plaid').GANGWAY_WEBHOOK_SOURCES, ['203.0.113.7/32', ...plaid]);
    for (const wrong of ['Plaid', 'plaid/32', 'plaid,'])
      assert.throws(() => read(wrong), /must be the word plaid/, wrong);
    const proxies = { GANGWAY_TRUSTED_PROXIES: 'plaid' };
    assert.throws(() => readConfig(proxies, ['GANGWAY_TRUSTED_PROXIES']), /GANGWAY_TRUSTED_PROXIES must be ranges/);
  });

  it('turns the console on with an OpenID provider, and then asks for the client', () => {
    const read = (env: NodeJS.ProcessEnv) => oidcSettings(readConfig(env, oidcKeys));
    const issuer = 'https://id.example.com/realms/staff';
    const client = { GANGWAY_OIDC_CLIENT_ID: 'gangway', GANGWAY_OIDC_CLIENT_SECRET: 'canary' };
    assert.equal(read(client), null);
    assert.deepEqual(read({ ...client, GANGWAY_OIDC_ISSUER: issuer }), {
      ...{ issuer: new URL(issuer), clientId: 'gangway', clientSecret: 'canary', rolesClaim: 'groups' },
    });
    for (const missing of Object.keys(client))
      assert.throws(() => read({ ...client, GANGWAY_OIDC_ISSUER: issuer, [missing]: '' }), /CLIENT_SECRET are not set/);
    assert.throws(() => read({ ...client, GANGWAY_OIDC_ISSUER: 'id.example.com' }), /GANGWAY_OIDC_ISSUER/);
  });

  it('turns emails on with a mail server, and then asks whom they are from', () => {
    const read = (env: NodeJS.ProcessEnv) => smtpSettings(readConfig(env, smtpKeys));
    const url = 'smtps://user:canary@mail.example:465';
    assert.equal(read({}), null);
    assert.equal(read({ GANGWAY_SMTP_FROM: 'a@b.example' }), null);
    assert.throws(() => read({ GANGWAY_SMTP_URL: url }), /GANGWAY_SMTP_FROM is not set/);
    for (const from of ['a@b.example', 'Ünder & Co <a@b.example>']) {
      assert.deepEqual(read({ GANGWAY_SMTP_URL: url, GANGWAY_SMTP_FROM: from }), { url, from });
    }
    for (const from of ['a', 'a@b@c', 'x <a>', 'a@b.example\r\nBcc: c@d.example', 'a b@c.example']) {
      assert.throws(
        () => read({ GANGWAY_SMTP_URL: url, GANGWAY_SMTP_FROM: from }),
        /must be name@example.com or/,
        from,
      );
    }
    for (const wrong of ['https://canary.example', 'mail.example', 'canary']) {
      assert.throws(
        () => read({ GANGWAY_SMTP_URL: wrong }),
        ({ message }: Error) => {
          assert.match(message, /GANGWAY_SMTP_URL/);
          assert.doesNotMatch(message, /canary/);
          return true;
        },
      );
    }
  });

  it('is what .env.example shows; `npm run env-example` writes it again', () => {
    assert.equal(readFileSync('.env.example', 'utf8'), envExample());
  });

  describe('where webhooks are sent', () => {
    const read = (env: NodeJS.ProcessEnv) => webhookUrl(readConfig(env, webhookUrlKeys));
    const simulator = { PLAID_BASE_URL: 'http://simulator:3100' };

    it('is the door at the public address', () => {
      for (const given of ['https://gangway.example.com', 'https://gangway.example.com/', 'http://8.8.8.8:3000']) {
        assert.equal(read({ GANGWAY_PUBLIC_URL: given }), new URL('/plaid/webhooks', given).href);
      }
      assert.equal(read({ ...simulator }), 'http://127.0.0.1:3000/plaid/webhooks');
      assert.equal(read({ ...simulator, GANGWAY_PUBLIC_URL: 'http://api:3000' }), 'http://api:3000/plaid/webhooks');
      assert.throws(() => read({ GANGWAY_PUBLIC_URL: 'ftp://gangway.example.com' }), /GANGWAY_PUBLIC_URL/);
    });

    for (const plaid of [{}, { PLAID_ENV: 'production' }, { PLAID_BASE_URL: 'https://sandbox.plaid.com' }]) {
      it(`is refused where Plaid cannot reach it: ${JSON.stringify(plaid)}`, () => {
        assert.throws(() => read(plaid), /GANGWAY_PUBLIC_URL is not set, .*plaid\.com cannot deliver webhooks there/);
        for (const host of [
          ...['localhost', 'localhost.', 'api', 'gangway.localhost', 'mac.local', 'api.svc.internal', 'nas.home.arpa'],
          ...['127.0.0.1', '127.1', '10.0.0.7', '172.16.0.1', '192.168.1.20', '169.254.0.1', '100.64.0.1', '0.0.0.0'],
          ...['[::1]', '[fd00::1]', '[fe80::1]', '[::ffff:10.0.0.7]'],
        ]) {
          assert.throws(
            () => read({ ...plaid, GANGWAY_PUBLIC_URL: `https://${host}:8443` }),
            /GANGWAY_PUBLIC_URL is an address of this machine or of a private network, .* Set it to/,
            host,
          );
        }
      });
    }
  });
});
