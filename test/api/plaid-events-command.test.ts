import assert from 'node:assert/strict';
import { authorize, credentials, link, type RunningSimulator, runSimulator } from '../simulator/running-simulator.ts';
import { ownDatabase } from '../support/database/database.ts';
import { urlAs } from '../support/database/pool-as.ts';
import { runCommand } from '../support/stack/run-command.ts';

describe('npm run plaid-events', () => {
  const database = ownDatabase();
  let simulator: RunningSimulator;
  before(async () => {
    simulator = await runSimulator();
  });
  after(() => simulator.stop());

  const plaidEvents = (args: string[], env: Record<string, string> = {}) =>
    runCommand('api/commands/plaid-events-main.ts', args, {
      DATABASE_URL: urlAs(database.url, 'gangway_api'),
      PLAID_CLIENT_ID: credentials.clientId,
      PLAID_SECRET: credentials.secret,
      PLAID_BASE_URL: simulator.origin,
      ...env,
    });

  it("prints Plaid's events of a transfer and of micro-deposits", async () => {
    const { plaid } = simulator;
    const { access_token } = await link(simulator, 'user_good');
    const { id: authorization_id } = await authorize(simulator, access_token);
    const account_id = (await plaid.accountsGet({ access_token })).data.accounts[0]?.account_id ?? '';
    const made = await plaid.transferCreate({ access_token, account_id, authorization_id, description: 'Gangway' });
    await simulator.control('/micro-deposits', { account_id });
    await simulator.control('/micro-deposits', { account_id, status: 'posted' });

    const transfer = await plaidEvents(['transfer', '--transfer-id', made.data.transfer.id]);
    assert.deepEqual([transfer.code, transfer.complaint], [0, '']);
    const [pending] = transfer.out.map((line) => JSON.parse(line));
    assert.deepEqual([pending.type, pending.amount, pending.account_id], ['pending', '25.00', account_id]);
    const deposits = await plaidEvents(['bank-transfer', '--account-id', account_id, '--limit', '1']);
    assert.deepEqual(
      deposits.out.map((line) => JSON.parse(line).type),
      ['posted'],
    );
    assert.equal(deposits.complaint, 'There are more. For the next page, add --cursor 1\n');
  });

  it('says how to correct wrong arguments and settings', async () => {
    for (const [args, complaint] of [
      [['transfers'], /^Usage:/],
      [['transfer', '--age', '3'], /--age(.|\n)*Usage:/],
      [
        ['transfer', '--limit', '0'],
        /--limit must be a whole number from 1 to 25(.|\n)*--transfer-id give exactly one of/,
      ],
    ] as const) {
      const answer = await plaidEvents([...args]);
      assert.deepEqual([answer.code, answer.out], [1, []]);
      assert.match(answer.complaint, complaint);
    }
    assert.match((await plaidEvents(['transfer'], { PLAID_SECRET: '' })).complaint, /PLAID_SECRET are not set/);
  });
});
