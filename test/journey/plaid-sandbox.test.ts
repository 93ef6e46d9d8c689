// Plays the cases of docs/plaid-sandbox.md: each command line of the page, against the simulator over HTTP.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { atSimulator, createCase, goThroughLink, post, read, reads, type View } from '../support/stack/journeys.ts';
import { runCommand } from '../support/stack/run-command.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';

const debit = { rail: 'ach', direction: 'debit', amount: '25.00' };
const recipient = { name: 'Wonder Wallet', bacs: { account: '26207729', sort_code: '560029' } };
const payment = { rail: 'payment-initiation', amount: '25.30', currency: 'GBP', recipient };

describe('docs/plaid-sandbox.md', () => {
  let page: string;
  let env: Record<string, string>;
  const played = new Set<string>();

  before(async () => {
    page = await readFile('docs/plaid-sandbox.md', 'utf8');
    const { home, addresses } = sharedStack();
    const { GANGWAY_VAULT_KEYS } = JSON.parse(await readFile(join(home, 'dev-secrets.json'), 'utf8'));
    env = {
      ...{ DATABASE_URL: addresses.database_url, GANGWAY_VAULT_KEYS, PLAID_BASE_URL: addresses.plaid },
      ...{ PLAID_CLIENT_ID: 'simulator-client', PLAID_SECRET: 'simulator-secret' },
      GANGWAY_PUBLIC_URL: addresses.api,
    };
  });

  const sandbox = (args: string[], more: Record<string, string> = {}) =>
    runCommand('api/commands/plaid-sandbox-main.ts', args, { ...env, ...more });
  /** Runs a command line of the page, with this id for the variable in it. */
  async function plays(line: string, id = '') {
    const whole = `npm run plaid-sandbox -- ${line}`;
    assert.ok(page.split('\n').includes(whole), `the page has no line ${whole}`);
    played.add(whole);
    const { code, complaint } = await sandbox(line.split(' ').map((word) => (word.startsWith('$') ? id : word)));
    assert.deepEqual([code, complaint], [0, ''], whole);
  }
  async function begin(username: string, funding: object | undefined) {
    const { id } = await createCase({ funding });
    await goThroughLink(id, { username });
    return id as string;
  }
  const reaches = (id: string, what: string, check: (view: View) => boolean) =>
    reads(`/v1/onboardings/${id}`, what, check);
  const isSent = ({ stage }: View) => stage === 'transferring';

  it('plays a debit, and its refund', async () => {
    const id = await begin('user_good', debit);
    await reaches(id, 'sent', isSent);
    for (const move of ['posted', 'settled', 'funds_available']) {
      await plays(`transfer $ID ${move}`, id);
      await reaches(id, move, ({ transfer }) => transfer.status === move);
    }
    await reaches(id, 'funded', ({ outcome }) => outcome === 'funded');
    const [{ id: refund }] = (await post(`/v1/onboardings/${id}/refunds`, { amount: '10.00' })).refunds;
    for (const move of ['posted', 'settled']) {
      await plays(`refund $REFUND ${move}`, refund);
      await reaches(id, `refund ${move}`, ({ refunds }) => refunds[0].status === move);
    }
    const { code, complaint } = await sandbox(['refund', refund, 'posted']);
    assert.deepEqual([code, complaint], [1, 'The refund is settled at Plaid: that is its end.\n']);
  });

  it('makes the balance of the Ledger available', async () => {
    const id = await begin('user_good', debit);
    await reaches(id, 'sent', isSent);
    for (const move of ['posted', 'settled']) await plays(`transfer $ID ${move}`, id);
    await plays('ledger available');
    await reaches(id, 'funded', ({ outcome }) => outcome === 'funded');
  });

  it('plays a return, and refuses a move that Plaid does not make', async () => {
    const id = await begin('user_good', debit);
    await reaches(id, 'sent', isSent);
    await plays('transfer $ID posted', id);
    const refused = await sandbox(['transfer', id, 'funds_available']);
    assert.deepEqual(
      [refused.code, refused.complaint],
      [1, 'The transfer is posted at Plaid: from there it goes to settled or returned.\n'],
    );
    await plays('transfer $ID returned --code R10', id);
    const { reason } = await reaches(id, 'returned', ({ outcome }) => outcome === 'returned');
    assert.equal(reason, 'R10');
    assert.match((await sandbox(['transfer', id, 'settled'])).complaint, /is returned at Plaid: that is its end/);
  });

  it('plays what a bank changes', async () => {
    const id = await begin('user_good', undefined);
    const { account } = await reaches(id, 'verified', ({ outcome }) => outcome === 'verified');
    const becomes = (status: string) => reads(`/v1/accounts/${account.id}`, status, (view) => view.status === status);
    await plays('webhook $ID PENDING_DISCONNECT --type ITEM', id);
    await becomes('consent_ending');
    await plays('login $ID broken', id);
    await becomes('repair_needed');
  });

  it('plays micro-deposits', async () => {
    const automatic = await begin('user_automated_micro_deposits', undefined);
    await reaches(automatic, 'waiting', ({ stage }) => stage === 'awaiting_micro_deposits');
    await plays('verification $ID automatically_verified', automatic);
    await reaches(automatic, 'on its way', ({ stage }) => stage !== 'awaiting_micro_deposits');
    const typed = await begin('user_micro_deposits', undefined);
    await reaches(typed, 'waiting', ({ stage }) => stage === 'awaiting_micro_deposits');
    await atSimulator('/simulator/micro-deposits', { client_user_id: typed, status: 'pending' });
    await plays('micro-deposit $ID posted', typed);
    await plays('micro-deposit $ID reversed --code R03', typed);
    await reaches(typed, 'to be linked again', ({ stage }) => stage === 'awaiting_link');
  });

  it('plays a payment', async () => {
    const { id } = await createCase({ funding: payment });
    await goThroughLink(id, { username: 'user_payment_unanswered' });
    for (const status of ['INITIATED', 'EXECUTED']) await plays(`payment $ID ${status}`, id);
    await reaches(id, 'funded', ({ outcome, stage }) => outcome === 'funded' && stage === 'closed');
  });

  it('sends webhooks alone', async () => {
    await plays('events transfers');
    await plays('events micro-deposits');
  });

  it('has no other command line, and sets up what the command needs', () => {
    const lines = page.split('\n').filter((line) => line.startsWith('npm run plaid-sandbox'));
    assert.deepEqual([...new Set(lines)].sort(), [...played].sort());
    for (const name of Object.keys(env)) assert.ok(page.includes(name), name);
  });

  it('says how to correct what it is given', async () => {
    const nobody = `onb_${'0'.repeat(32)}`;
    const { id } = await createCase({ funding: debit });
    assert.equal((await read(`/v1/onboardings/${id}`)).stage, 'awaiting_link');
    for (const [args, complaint] of [
      [['transfer', id], /^Usage/],
      [['fly', id, 'away'], /^Usage/],
      [['transfer', id, 'posted', '--age', '3'], /--age(.|\n)*Usage/],
      [['transfer', id, 'gone'], /^gone must be one of posted, settled, funds_available, failed, returned\.$/m],
      [['transfer', id, 'posted'], /has no transfer at Plaid yet/],
      [['payment', id, 'EXECUTED'], /has no payment at Plaid/],
      [['login', id, 'broken'], /has no Item at Plaid/],
      [['micro-deposit', id, 'posted'], /has sent no micro-deposit/],
      [['webhook', id, 'ERROR', '--type', 'MONEY'], /--type must be one of ITEM/],
      [['transfer', nobody, 'posted'], /There is no case onb_0+ in this database/],
      [['transfer', 'acct_1', 'posted'], /acct_1 is no id of a case/],
      [['refund', 'rfd_1', 'posted'], /rfd_1 is no refund/],
    ] as const) {
      const answer = await sandbox([...args]);
      assert.deepEqual([answer.code, answer.out], [1, []], args.join(' '));
      assert.match(answer.complaint, complaint);
    }
  });

  it("explains Plaid's refusal by its code", async () => {
    const id = await begin('user_good', undefined);
    await reaches(id, 'verified', ({ outcome }) => outcome === 'verified');
    const { code, complaint } = await sandbox(['verification', id, 'automatically_verified']);
    assert.equal(code, 1);
    assert.match(complaint, /^Plaid answered \/sandbox\/item\/set_verification_status with INVALID_FIELD/);
  });

  it('does nothing against production, and shows help without any setting', async () => {
    for (const production of [{ PLAID_ENV: 'production' }, { PLAID_BASE_URL: 'https://production.plaid.com' }]) {
      const { code, complaint } = await sandbox(['ledger', 'available'], production);
      assert.deepEqual([code, /lead to production: it does nothing/.test(complaint)], [1, true]);
    }
    const help = await runCommand('api/commands/plaid-sandbox-main.ts', ['--help'], {});
    assert.deepEqual([help.code, help.complaint], [0, '']);
    assert.match(help.out[0] ?? '', /^Usage/);
  });
});
