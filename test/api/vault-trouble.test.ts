// A missing or wrong key of the vault is an outage: it passes, and no row may be given up because of it. A damaged
// ciphertext is lost, but nothing else is lost with it.
import assert from 'node:assert/strict';
import { createVault } from '../../db/vault.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { storedTransactions } from '../support/cases/stored-transactions.ts';
import { urlAs } from '../support/database/pool-as.ts';
import { createdCase, startApi } from '../support/http/api.ts';
import { inboxRow, storedWebhook } from '../support/http/inbox.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { aTransaction } from '../support/plaid/strict-transactions.ts';
import { runCommand } from '../support/stack/run-command.ts';

const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const missing = key('another', 1);
const wrong = key('test-1', 9);

describe('a missing or wrong key of the vault', () => {
  const [database, api] = forAllTests(startApi);
  before(async () => {
    await createdCase(api);
  });

  for (const [what, keys, code] of [
    ['missing', missing, 'vault_key_unknown'],
    ['wrong', wrong, 'vault_key_wrong'],
  ] as const) {
    it(`makes the API not ready, answer 503 and leave webhooks waiting until the key is there, when ${what}`, async () => {
      const locked = await startApi(database.pool, { key: api.key, vault: createVault(keys) });
      const ready = await locked.send('GET', '/readyz', { key: '' });
      assert.deepEqual([ready.status, ready.body.checks.database], [503, code]);

      const kinds = { webhook_type: 'WEATHER', webhook_code: 'RAIN' };
      const rows = await Promise.all(Array.from({ length: 25 }, () => storedWebhook(database.pool, kinds)));
      for (let turns = 0; turns < 20; turns++) await locked.relay.turn();
      const untouched = { status: 'waiting', result: null, attempts: 0 };
      for (const row of rows) assert.deepEqual(await inboxRow(database.pool, row), untouched);

      const person = await locked.send('POST', '/v1/onboardings', { idempotencyKey: what, body: {} });
      assert.ok([422, 503].includes(person.status), `${person.status}`);
      await locked.stop();
      await api.relay.turn();
      for (const row of rows) assert.equal((await inboxRow(database.pool, row))?.status, 'done');
    });

    for (const [process, role] of [
      ['api/main.ts', 'gangway_api'],
      ['worker/main.ts', 'gangway_worker'],
      ['api/commands/review-main.ts', 'gangway_api'],
    ] as const) {
      it(`keeps ${process} from starting, with a sentence, when ${what}`, async () => {
        const { code, complaint } = await runCommand(process, ['onb_1', 'approve', '--reviewer', 'ops-1'], {
          ...{
            PATH: globalThis.process.env.PATH ?? '',
            DATABASE_URL: urlAs(database.url, role),
            GANGWAY_VAULT_KEYS: keys,
          },
          ...{ GANGWAY_API_KEY: api.key, PLAID_CLIENT_ID: 'id', PLAID_SECRET: 'secret' },
          ...{ PLAID_BASE_URL: 'http://127.0.0.1:1', TEMPORAL_ADDRESS: '127.0.0.1:1', GANGWAY_API_PORT: '1' },
        });
        assert.equal(code, 1);
        assert.match(complaint, /^The key-encryption key [a-z0-9-]+ .*GANGWAY_VAULT_KEYS.*\.\n$/);
      });
    }
  }
});

describe('a damaged ciphertext', () => {
  const [database, api] = forAllTests(startApi);

  const damage = (table: string, column: string, where: string, value: string) =>
    database.pool.query(
      `update ${table} set ${column} = set_byte(${column}, length(${column}) - 1,
         get_byte(${column}, length(${column}) - 1) # 1) where ${where} = $1`,
      [value],
    );

  it('of a Link token hides no other case of the list, and a request for a new token replaces it', async () => {
    const whole = await createdCase(api);
    const hurt = await createdCase(api);
    await damage('link_sessions', 'token_sealed', 'onboarding_id', hurt);
    const { status, body } = await api.send('GET', '/v1/onboardings');
    assert.equal(status, 200);
    const shown = new Map(body.data.map(({ id, next_action }: Record<string, unknown>) => [id, next_action]));
    assert.match(JSON.stringify(shown.get(whole)), /"link_token":"link-sandbox-/);
    assert.match(JSON.stringify(shown.get(hurt)), /"link_token":null.*"renew":\{"method":"POST"/);
    assert.match(api.logs.join(''), new RegExp(`${hurt}.*vault_unreadable`));
  });

  it('of a transaction hides no other one', async () => {
    const id = await storedCase(database.pool, { tenantId: 'default', products: ['transactions'] });
    await storedTransactions(database.pool, id, [
      aTransaction({ transactionId: 'whole' }),
      aTransaction({ transactionId: 'hurt' }),
    ]);
    await damage('bank_transactions', 'details_sealed', 'id', 'hurt');
    const { status, body } = await api.send('GET', `/v1/onboardings/${id}/transactions`);
    const shown = body.data.map(({ id, name, amount, unreadable }: Record<string, unknown>) => ({
      id,
      name,
      amount,
      unreadable,
    }));
    assert.deepEqual(
      [status, shown],
      [
        200,
        [
          { id: 'whole', name: 'GREENGROCER 12', amount: '12.50', unreadable: undefined },
          { id: 'hurt', name: null, amount: '12.50', unreadable: true },
        ],
      ],
    );
  });
});
