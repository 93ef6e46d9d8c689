import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { insertIdentityCheck } from '../../db/bank/identity-checks.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { deliverAndHandle, fundCase, verifyCase } from '../support/cases/funded-case.ts';
import { aMatch } from '../support/cases/stored-case.ts';
import { debit, transfersOnAccounts } from '../support/http/transfers-on-accounts.ts';
import { asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';

const again = { ...debit, policy: { reinitiate: 2 } };
const aDebit = { funding: { rail: 'ach', direction: 'debit', amount: '25.00' }, policy: { reinitiate: 2 } };

describe('the Item of a linked account', () => {
  const { database, door, parts, activities, ask, read, account: shown, paid } = transfersOnAccounts();
  const remove = async (account: string) => (await door.send('DELETE', `/v1/accounts/${account}`)).body;

  async function happens(transferId: string, type: string, code: string | null = null): Promise<void> {
    const eventId = (parts().plaid.events.at(-1)?.eventId ?? 0n) + 1n;
    parts().plaid.events.push(aTransferEvent({ eventId, transferId, type, failure: asTheBankSays(code) }));
    await activities().drainFeed('transfer');
  }
  const returned = (transferId: string) => happens(transferId, 'returned', 'R01');

  async function finishLink(linkToken: string): Promise<void> {
    await deliverAndHandle(door, {
      ...{ webhook_type: 'LINK', webhook_code: 'SESSION_FINISHED', status: 'SUCCESS' },
      ...{ link_token: linkToken, public_tokens: [] },
    });
  }

  /** Gives the onboarding another account at the same bank, which it has linked too. Returns its id. */
  async function secondAccount(onboardingId: string, decision: 'match' | 'conflict' = 'match'): Promise<string> {
    const [accountId, id] = [`account-${randomUUID()}`, `acct_${randomUUID().replaceAll('-', '')}`];
    await database.pool.query(
      `insert into accounts (id, item_id, onboarding_id) select $2, item_id, $1 from accounts where onboarding_id = $1`,
      [onboardingId, accountId],
    );
    await insertIdentityCheck(database.pool, { ...aMatch, decision, onboardingId, accountId });
    await database.pool.query(
      `insert into linked_accounts (id, tenant_id, account_id, verified_by) values ($1, 'default', $2, 'instant')`,
      [id, accountId],
    );
    return id;
  }

  describe('of an account that was removed', () => {
    it('makes no debit again that came back after the removal', async () => {
      const { account } = await verifyCase(parts());
      const { id, transferId } = await paid(account, again);
      await remove(account);
      await returned(transferId);
      const { status, reason } = await read(id);
      assert.deepEqual([status, reason], ['returned', 'R01']);
    });

    it('makes no debit again that had come back before', async () => {
      const { account } = await verifyCase(parts());
      const { id, transferId } = await paid(account, again);
      await returned(transferId);
      assert.equal((await read(id)).waiting.for, 'reinitiation');
      await remove(account);
      const moved = await activities().moveMoney({ onboardingId: id, step: 9, transferNumber: 2 });
      assert.deepEqual(moved, { result: 'returned', reason: 'R01' });
      assert.equal(parts().plaid.transfersOf(id).length, 1);
    });

    it('makes no debit of the onboarding again either', async () => {
      const { onboardingId, transferId } = await fundCase(parts(), { user_id: 'debited', ...aDebit });
      const { data } = (await door.send('GET', '/v1/accounts?user_id=debited')).body;
      await returned(transferId);
      await remove(data[0].id);
      const moved = await activities().moveMoney({ onboardingId, step: 9, transferNumber: 2 });
      assert.deepEqual(moved, { result: 'returned', reason: 'R01' });
      assert.equal(parts().plaid.transfersOf(onboardingId).length, 1);
    });

    it('stays while another account rests on it', async () => {
      const { onboardingId, account, itemId } = await verifyCase(parts());
      const isAtPlaid = () => !parts().plaid.removed.has(itemId.replace('item-', 'access-'));
      const other = await secondAccount(onboardingId);
      assert.equal((await remove(account)).status, 'removed');
      assert.deepEqual([(await shown(other)).status, isAtPlaid()], ['usable', true]);
      const { id } = (await ask(other)).body;
      await remove(other);
      await remove(account);
      assert.equal(isAtPlaid(), true);
      await activities().closeCase({
        ...{ onboardingId: id, step: 1, outcome: 'cancelled', reason: 'cancelled_by_tenant' },
      });
      await remove(other);
      assert.equal(isAtPlaid(), false);
    });

    it('ends a transfer as such, also where the policy of the onboarding removed it', async () => {
      const { account, itemId } = await verifyCase(parts());
      const { id } = (await ask(account)).body;
      await database.pool.query('update items set removed_at = now(), access_token_sealed = null where id = $1', [
        itemId,
      ]);
      const moved = await activities().moveMoney({ onboardingId: id, step: 1 });
      assert.deepEqual(moved, { result: 'abandoned', reason: 'account_removed' });
    });
  });

  it('is repaired by one transfer also for the onboarding, and wakes no case whose money has arrived', async () => {
    const { onboardingId, transferId } = await fundCase(parts(), { user_id: 'repaired', ...aDebit });
    const { data } = (await door.send('GET', '/v1/accounts?user_id=repaired')).body;
    await returned(transferId);
    const { id: arrived } = await paid(data[0].id);
    await database.pool.query(`update onboardings set stage = 'watching_returns', outcome = 'funded' where id = $1`, [
      arrived,
    ]);
    const { id } = (await ask(data[0].id)).body;
    await activities().offerRepair({ onboardingId: id, step: 1, repair: { mode: 'update' } });
    const { link_token } = (await read(id)).next_action;
    door.temporal.signals.length = 0;
    await finishLink(link_token);
    const signalled = door.temporal.signals.map(({ workflowId, name }) => [workflowId, name]);
    assert.deepEqual(signalled.sort(), [
      [caseWorkflowId(onboardingId), 'itemChanged'],
      [caseWorkflowId(id), 'linked'],
    ]);
  });

  describe('of a person who is erased', () => {
    const erase = (onboardingId: string) => door.send('DELETE', `/v1/onboardings/${onboardingId}/applicant`);

    it('takes no transfer while Plaid removes it', async () => {
      const { account, onboardingId } = await verifyCase(parts());
      const held = parts().plaid.holdNext('removeItem', 'before');
      const erased = erase(onboardingId);
      await held.reached;
      const { status, body } = await ask(account);
      held.letGo();
      assert.deepEqual([status, body.code, (await erased).status], [409, 'account_unusable', 204]);
      const { status: shows, reason } = await shown(account);
      assert.deepEqual([shows, reason], ['removed', 'removed_by_tenant']);
    });

    it('stays while a transfer is open, and so does the account', async () => {
      const { account, onboardingId } = await verifyCase(parts());
      await ask(account);
      assert.equal((await erase(onboardingId)).status, 409);
      assert.equal((await shown(account)).status, 'usable');
    });

    it('offers no login', async () => {
      const { account, onboardingId } = await verifyCase(parts());
      await door.send('POST', `/v1/accounts/${account}/link_token`);
      await erase(onboardingId);
      const { status, body } = await door.send('POST', `/v1/accounts/${account}/link_token`);
      assert.deepEqual([status, body.code], [409, 'account_unusable']);
    });

    it('leaves no proof of a debit that was cancelled', async () => {
      const { account, onboardingId } = await verifyCase(parts());
      const { id } = await paid(account, debit);
      await door.send('POST', `/v1/transfers/${id}/cancel`, { body: {} });
      await erase(onboardingId);
      const { rowCount } = await database.pool.query('select from authorization_proofs where onboarding_id = $1', [id]);
      assert.equal(rowCount, 0);
    });
  });

  it('stays unusable after the bank named another owner, also when the onboarding has its money for good', async () => {
    const { onboardingId, transferId, itemId } = await fundCase(parts(), { user_id: 'sold', ...aDebit });
    const { data } = (await door.send('GET', '/v1/accounts?user_id=sold')).body;
    const { id } = (await ask(data[0].id)).body;
    await deliverAndHandle(door, {
      ...{ webhook_type: 'IDENTITY', webhook_code: 'DEFAULT_UPDATE', item_id: itemId, error: null },
      account_ids_with_updated_identity: { [parts().plaid.accounts[0]?.accountId ?? '']: ['NAMES'] },
    });
    parts().plaid.scores = { legal_name: 10, email: null, phone: null, address: null };
    await activities().rereadAccount({ onboardingId: id, step: 1 });
    await activities().checkTransfer({ onboardingId, transferId, now: '2100-01-01T00:00:00Z' });
    assert.equal((await door.send('GET', `/v1/onboardings/${onboardingId}`)).body.stage, 'closed');
    const { status, reason } = await shown(data[0].id);
    assert.deepEqual([status, reason], ['on_hold', 'identity_conflict']);
  });

  it('stays when a debit of the onboarding fails that was made again, while transfers use the account', async () => {
    const { onboardingId, transferId } = await fundCase(parts(), { user_id: 'failed', ...aDebit });
    const { data } = (await door.send('GET', '/v1/accounts?user_id=failed')).body;
    await returned(transferId);
    await activities().moveMoney({ onboardingId, step: 9, transferNumber: 2 });
    const { id } = (await ask(data[0].id)).body;
    await happens(parts().plaid.transfersOf(onboardingId)[1]?.transferId ?? '', 'failed');
    assert.equal((await door.send('GET', `/v1/onboardings/${onboardingId}`)).body.outcome, 'failed');
    await activities().cleanUp({ onboardingId });
    assert.equal((await shown(data[0].id)).status, 'usable');
    assert.equal((await activities().moveMoney({ onboardingId: id, step: 1 })).result, 'sent');
  });

  it('may hold a second account, whose owner says nothing about transfers on the first', async () => {
    const { account, onboardingId } = await verifyCase(parts());
    const { id } = (await ask(account)).body;
    await secondAccount(onboardingId, 'conflict');
    assert.equal((await read(id)).identity.decision, 'match');
  });
});
