import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { deliverAndHandle, verifyCase } from '../support/cases/funded-case.ts';
import { consent, debit, transfersOnAccounts } from '../support/http/transfers-on-accounts.ts';

describe('transfers on a linked account', () => {
  const { database, door, parts, activities, ask, account: shown, paid } = transfersOnAccounts();

  it('after the date of the consent are not sent', async () => {
    const { account } = await verifyCase(parts());
    const { id } = (await ask(account, { ...debit, consent: { ...consent, until: '2100-01-01' } })).body;
    await database.pool.query(`update onboardings set consent_until = now() - interval '1 second' where id = $1`, [id]);
    const moved = await activities().moveMoney({ onboardingId: id, step: 1 });
    assert.deepEqual(moved, { result: 'declined', reason: 'consent_over' });
    assert.equal(parts().plaid.transfersOf(id).length, 0);
  });

  it('are asked for once also by a repeat that comes after the date of the consent', async () => {
    const { account } = await verifyCase(parts());
    const until = new Date(Date.now() + 400).toISOString();
    const body = { ...debit, consent: { ...consent, until } };
    const first = await ask(account, body, 'repeated');
    await setTimeout(500);
    const repeat = await ask(account, body, 'repeated');
    assert.deepEqual([first.status, repeat.status, repeat.body.id], [201, 201, first.body.id]);
  });

  it('wait for the login, and one new login lets all of them go on', async () => {
    const { account, itemId } = await verifyCase(parts());
    const { id: one } = (await ask(account)).body;
    const { id: other } = (await ask(account)).body;
    const { link } = (await door.send('POST', `/v1/accounts/${account}/link_token`)).body;
    await deliverAndHandle(door, {
      ...{ webhook_type: 'LINK', webhook_code: 'SESSION_FINISHED', status: 'SUCCESS' },
      ...{ link_token: link.link_token, public_tokens: [] },
    });
    const repaired = door.temporal.signals.filter(({ name }) => name === 'itemChanged');
    assert.deepEqual(repaired.map(({ workflowId }) => workflowId).sort(), [one, other].map(caseWorkflowId).sort());
    assert.ok(repaired.every(({ args }) => (args[0] as { change: string }).change === 'repaired'));
    await deliverAndHandle(door, {
      ...{ webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: itemId },
      error: { error_code: 'ITEM_LOGIN_REQUIRED' },
    });
    const broken = door.temporal.signals.filter(({ args }) => (args[0] as { change?: string })?.change === 'broken');
    assert.deepEqual(broken.map(({ workflowId }) => workflowId).sort(), [one, other].map(caseWorkflowId).sort());
  });

  it('end as abandoned if the person revokes the account meanwhile, and no other may be asked for', async () => {
    const { account, itemId } = await verifyCase(parts());
    const { id } = (await ask(account)).body;
    await deliverAndHandle(door, {
      ...{ webhook_type: 'ITEM', webhook_code: 'USER_PERMISSION_REVOKED', item_id: itemId, error: null },
    });
    assert.equal(door.temporal.signals.at(-1)?.workflowId, caseWorkflowId(id));
    const moved = await activities().moveMoney({ onboardingId: id, step: 1 });
    assert.deepEqual(moved, { result: 'abandoned', reason: 'permission_revoked' });
    const { status, body } = await ask(account);
    assert.deepEqual([status, body.code], [409, 'account_unusable']);
    assert.equal(parts().plaid.transfersOf(id).length, 0);
  });

  it('keep the Item of a removed account until the money has moved', async () => {
    const { account } = await verifyCase(parts());
    const { id } = (await ask(account)).body;
    assert.equal((await door.send('DELETE', `/v1/accounts/${account}`)).body.status, 'removed');
    assert.equal(parts().plaid.removed.size, 0);
    assert.deepEqual([(await ask(account)).status, (await ask(account)).body.code], [409, 'account_unusable']);
    const { result } = await activities().moveMoney({ onboardingId: id, step: 1 });
    assert.equal(result, 'sent');
  });

  it('are stopped by a hold on the account, also those that wait', async () => {
    const { account } = await verifyCase(parts());
    const first = await paid(account);
    const { id } = (await ask(account)).body;
    const { rows } = await database.pool.query('select account_id as "accountId" from onboardings where id = $1', [id]);
    await database.pool.query(
      `insert into account_holds (tenant_id, numbers_index, debits_only, transfer_id, code)
       select 'default', numbers_index, false, $2, 'R16' from accounts where id = $1`,
      [rows[0]?.accountId, first.transferId],
    );
    const moved = await activities().moveMoney({ onboardingId: id, step: 1 });
    assert.deepEqual(moved, { result: 'declined', reason: 'account_on_hold' });
    const { status, reason } = await shown(account);
    assert.deepEqual([status, reason], ['on_hold', 'R16']);
    assert.equal((await ask(account)).status, 409);
  });

  it('are compared by the rules of the onboarding, unless they bring their own', async () => {
    const { account } = await verifyCase(parts(), { policy: { identity: { thresholds: { legal_name: 91 } } } });
    const nameOf = async (policy?: object) => {
      const { id } = (await ask(account, { direction: 'credit', amount: '1.00', ...(policy && { policy }) })).body;
      const { rows } = await database.pool.query('select policy from onboardings where id = $1', [id]);
      return rows[0].policy.identity.thresholds.legal_name;
    };
    assert.equal(await nameOf(), 91);
    assert.equal(await nameOf({ identity: { thresholds: { legal_name: 99 } } }), 99);
  });

  it('offer no other accounts, which are a matter of the account', async () => {
    const { account, itemId } = await verifyCase(parts());
    const { id } = (await ask(account)).body;
    await database.pool.query('update items set new_accounts_at = now() where id = $1', [itemId]);
    const refused = await door.send('POST', `/v1/transfers/${id}/link_token`, { body: { for: 'select_accounts' } });
    assert.deepEqual([refused.status, refused.body.code], [409, 'not_offered']);
  });

  describe('after the bank has changed the account', () => {
    async function changed() {
      const linked = await verifyCase(parts());
      const { id } = (await ask(linked.account)).body;
      await deliverAndHandle(door, {
        ...{ webhook_type: 'IDENTITY', webhook_code: 'DEFAULT_UPDATE', item_id: linked.itemId, error: null },
        account_ids_with_updated_identity: { [parts().plaid.accounts[0]?.accountId ?? '']: ['NAMES'] },
      });
      const { moveMoney } = activities();
      await assert.rejects(moveMoney({ onboardingId: id, step: 1 }), /has changed this account/);
      return { ...linked, id, ...activities() };
    }

    it('go on if the owner is still the person', async () => {
      const { id, account, rereadAccount, moveMoney } = await changed();
      assert.deepEqual(await rereadAccount({ onboardingId: id, step: 2 }), { accepted: true });
      assert.equal((await moveMoney({ onboardingId: id, step: 3 })).result, 'sent');
      assert.equal((await shown(account)).status, 'usable');
    });

    it('are rejected if not, and so is every later one', async () => {
      const { id, account, rereadAccount } = await changed();
      parts().plaid.scores = { legal_name: 10, email: null, phone: null, address: null };
      const again = await rereadAccount({ onboardingId: id, step: 2 });
      assert.deepEqual(again, { accepted: false, ended: { outcome: 'rejected', reason: 'identity_conflict' } });
      const { status, reason } = await shown(account);
      assert.deepEqual([status, reason], ['on_hold', 'identity_conflict']);
      assert.equal((await ask(account)).status, 409);
      assert.equal(parts().plaid.transfersOf(id).length, 0);
    });

    it('are rejected if the bank does not have the account any more', async () => {
      const { id, rereadAccount } = await changed();
      parts().plaid.accounts = [];
      const again = await rereadAccount({ onboardingId: id, step: 2 });
      assert.deepEqual(again, { accepted: false, ended: { outcome: 'rejected', reason: 'account_not_confirmed' } });
    });
  });

  it('end before the person can be erased, and are erased with them', async () => {
    const { account, onboardingId } = await verifyCase(parts());
    const { id } = (await ask(account)).body;
    const erase = () => door.send('DELETE', `/v1/onboardings/${onboardingId}/applicant`);
    assert.deepEqual([(await erase()).status, (await erase()).body.code], [409, 'case_open']);
    await door.send('POST', `/v1/transfers/${id}/cancel`, { body: {} });
    await activities().closeCase({
      ...{ onboardingId: id, step: 1, outcome: 'cancelled', reason: 'cancelled_by_tenant' },
    });
    assert.equal((await erase()).status, 204);
    const { rows } = await database.pool.query(
      'select from applicants where onboarding_id = $1 and data_key_id is null',
      [id],
    );
    assert.equal(rows.length, 1);
    assert.equal((await shown(account)).status, 'removed');
  });
});
