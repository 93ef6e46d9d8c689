import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { fundCase, verifyCase } from '../support/cases/funded-case.ts';
import { storedKey } from '../support/http/api.ts';
import { consent, credit, debit, transfersOnAccounts } from '../support/http/transfers-on-accounts.ts';
import { aTransferEvent } from '../support/plaid/feed-events.ts';

describe('transfers on a linked account', () => {
  const { database, door, parts, activities, ask, read, paid } = transfersOnAccounts();

  it('begin where an onboarding authorizes, each as one workflow, with references only', async () => {
    const { account, itemId } = await verifyCase(parts());
    const { status, headers, body } = await ask(account);
    assert.equal(status, 201);
    assert.equal(headers.get('location'), `/v1/transfers/${body.id}`);
    const { id, created_at, updated_at, page_url, ...shown } = body;
    assert.match(page_url, /^https:\/\/gangway\.example\/p\/t/);
    assert.deepEqual(
      { ...shown, identity: shown.identity.decision },
      {
        account_id: account,
        onboarding_id: null,
        user_id: 'user-1',
        status: 'starting',
        reason: null,
        next_action: { type: 'wait', for: 'worker', until: null },
        delayed: null,
        waiting: null,
        funding: {
          ...{ rail: 'ach', direction: 'credit', amount: '12.50', currency: 'USD', network: 'ach' },
          ...{ ach_class: 'ppd', description: 'GANGWAY' },
        },
        authorization: null,
        transfer: null,
        refunds: [],
        identity: 'match',
        metadata: {},
        reviews: [],
      },
    );
    const options = door.temporal.started.get(caseWorkflowId(id));
    assert.equal(caseWorkflowId(id), `transfer/${id}`);
    const [start] = (options?.args ?? []) as Record<string, unknown>[];
    assert.deepEqual([start?.onboardingId, start?.itemId, start?.linkTokenExpiresAt], [id, itemId, null]);
    assert.doesNotMatch(JSON.stringify(options), /Canary/);
  });

  it('move money three times by one Link, each once', async () => {
    const { account, itemId } = await verifyCase(parts());
    const made = [await paid(account), await paid(account), await paid(account, debit)];
    assert.equal(new Set(made.map(({ transferId }) => transferId)).size, 3);
    assert.equal(parts().plaid.calls.filter((name) => name === 'exchangePublicToken').length, 1);
    for (const { id, transferId } of made) {
      const { status, transfer } = await read(id);
      assert.deepEqual([status, transfer.id], ['transferring', transferId]);
    }
    assert.equal((await door.send('GET', `/v1/accounts/${account}`)).body.status, 'usable');
    assert.ok(itemId);
  });

  it('are asked for once under one key, and not by a hundred requests at once either', async () => {
    const { account } = await verifyCase(parts());
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(account, credit, key)));
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id));
    assert.equal(ids.size, 1);
    assert.ok(answers.every(({ status }) => status === 201 || status === 409));
    const { rows } = await database.pool.query(
      `select from onboardings o join linked_accounts l on l.account_id = o.account_id where l.id = $1`,
      [account],
    );
    assert.equal(rows.length, 1);
  });

  it('arrive, and their standing is signalled to their own workflow', async () => {
    const { account } = await verifyCase(parts());
    const { id, transferId } = await paid(account);
    const moved: string[] = [];
    const { drainFeed } = activities({
      transferMoved: async ({ onboardingId }) => void moved.push(onboardingId),
    });
    const last = parts().plaid.events.at(-1)?.eventId ?? 0n;
    for (const [at, type] of ['posted', 'settled'].entries())
      parts().plaid.events.push(aTransferEvent({ eventId: last + BigInt(at + 1), transferId, type }));
    await drainFeed('transfer');
    assert.deepEqual(moved, [id]);
    assert.equal((await read(id)).status, 'funded');
    const { data } = (await door.send('GET', `/v1/notifications?transfer_id=${id}`)).body;
    assert.deepEqual(
      data.map(({ type, data }: { type: string; data: object }) => [type, data]),
      [
        [
          'transfer.funded',
          {
            ...{ transfer_id: id, account_id: account, user_id: 'user-1', rail: 'ach', direction: 'credit' },
            ...{ stage: 'watching_returns', outcome: 'funded', reason: null, action: null },
            until: data[0].data.until,
            ...{ title: data[0].data.title, detail: data[0].data.detail },
          },
        ],
      ],
    );
  });

  it('are in the list with those of onboardings, by account, user, status, direction, network and time', async () => {
    const user = { user_id: 'lister' };
    const onboarding = await fundCase(parts(), user);
    const { data: accounts } = (await door.send('GET', '/v1/accounts?user_id=lister')).body;
    const { id } = await paid(accounts[0].id, debit);
    const list = async (query: string) =>
      (await door.send('GET', `/v1/transfers?user_id=lister&${query}`)).body.data.map((one: { id: string }) => one.id);
    const first = onboarding.onboardingId.replace('onb_', 'trf_');
    assert.deepEqual(await list(''), [id, first]);
    assert.deepEqual(await list(`account_id=${accounts[0].id}`), [id, first]);
    assert.deepEqual(await list('status=funded'), [first]);
    assert.deepEqual(await list('status=transferring&direction=debit&network=ach&from=2026-01-01'), [id]);
    assert.deepEqual(await list('to=2026-01-01'), []);
    assert.equal((await read(first)).onboarding_id, onboarding.onboardingId);
    const { data: sums } = (await door.send('GET', '/v1/transfers/sums?user_id=lister&from=2026-11-01&to=2027-10-31'))
      .body;
    assert.deepEqual(
      sums.map(({ direction, status, count, amount }: Record<string, unknown>) => [direction, status, count, amount]),
      [
        ['credit', 'funded', 1, '25.00'],
        ['debit', 'transferring', 1, '9.99'],
      ],
    );
    const { data: onboardings } = (await door.send('GET', '/v1/onboardings?user_id=lister')).body;
    assert.deepEqual(
      onboardings.map((one: { id: string }) => one.id),
      [onboarding.onboardingId],
    );
  });

  it('are exported for a bookkeeper, one line for each entry, and one for a transfer without any', async () => {
    const { account } = await verifyCase(parts(), { user_id: 'books' });
    const sent = await paid(account, { ...debit, description: '=1+1' });
    const { id: refused } = (await ask(account, { ...debit, consent: { ...consent, until: '2100-01-01' } })).body;
    await database.pool.query(`update onboardings set consent_until = now() where id = $1`, [refused]);
    await activities().moveMoney({ onboardingId: refused, step: 1 });
    const { status, headers, body } = await door.send('GET', '/v1/transfers.csv?from=2026-11-01&to=2027-10-31');
    assert.deepEqual([status, headers.get('content-type')], [200, 'text/csv; charset=utf-8; header=present']);
    const [head, ...lines] = body.trim().split('\r\n');
    assert.match(head, /^transfer_id,onboarding_id,account_id,user_id,asked_at,direction,amount,/);
    const ours = lines.filter((line: string) => line.includes(',books,'));
    assert.match(
      ours[0],
      new RegExp(`^${sent.id},,${account},books,.*,debit,9.99,USD,ach,'=1\\+1,transferring,,1,${sent.transferId},9.99`),
    );
    assert.match(ours[1], new RegExp(`^${refused},,${account},books,.*,declined,consent_over,,,,,,,,,,$`));
    assert.equal(ours.length, 2);
    assert.equal((await door.send('GET', '/v1/transfers.csv?from=2026-01-01&to=2028-01-01')).status, 422);
  });

  it('of another tenant are not found', async () => {
    const { account } = await verifyCase(parts());
    const { id } = (await ask(account)).body;
    const key = await storedKey(database.pool, 'stranger');
    for (const path of [`/v1/transfers/${id}`, `/v1/transfers/${id}/timeline`]) {
      const { status, body } = await door.send('GET', path, { key });
      assert.deepEqual([status, body.code], [404, 'transfer_not_found']);
    }
    assert.deepEqual((await door.send('GET', '/v1/transfers', { key })).body.data, []);
    assert.equal((await door.send('GET', `/v1/onboardings/${id}`)).status, 404);
  });

  it('by debit need the consent of the person, and keep it as a proof', async () => {
    const { account } = await verifyCase(parts());
    const { consent: _, ...without } = debit;
    const refused = await ask(account, without);
    assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '/consent']);
    assert.equal((await ask(account, { ...credit, consent })).status, 422);
    const over = await ask(account, { ...debit, consent: { ...consent, until: '2026-01-03' } });
    assert.deepEqual([over.status, over.body.errors[0].pointer], [422, '/consent/until']);
    const { id } = await paid(account, debit);
    const proof = (await door.send('GET', `/v1/transfers/${id}/authorization_proof`)).body;
    assert.equal(proof.transfer_id, id);
    assert.deepEqual(proof.debits[0].consent, {
      text: consent.text,
      text_id: null,
      given_at: '2026-01-02T03:04:05.000Z',
      until: null,
    });
    assert.equal(proof.debits[0].name, 'Canary Zweistein');
  });

  it('wait for the tenant where the policy says so, and are confirmed or refused under their own id', async () => {
    const { account } = await verifyCase(parts());
    for (const [what, result, status] of [
      ['confirm', 'sent', 'transferring'],
      ['refuse', 'cancelled', 'cancelled'],
    ] as const) {
      const { id } = (await ask(account, { ...credit, policy: { confirm: { within_days: 2 } } })).body;
      const onboardingId = id;
      assert.equal((await activities().moveMoney({ onboardingId, step: 1 })).result, 'confirm');
      const { question, ...asked } = (await read(id)).next_action;
      assert.deepEqual(asked, { type: 'confirm', direction: 'credit', amount: '12.50', network: 'ach' });
      const answer = await door.send('POST', `/v1/transfers/${id}/${what}`, { body: { question } });
      assert.deepEqual([answer.status, answer.body.id], [200, id]);
      const signal = { workflowId: caseWorkflowId(id), name: 'tenantAnswered', args: [] };
      assert.deepEqual(door.temporal.signals.at(-1), signal);
      assert.equal((await activities().moveMoney({ onboardingId, step: 2 })).result, result);
      assert.equal((await read(id)).status, status);
      const { rows } = await database.pool.query(
        'select type from notifications where onboarding_id = $1 order by created_at limit 1',
        [id],
      );
      assert.deepEqual(rows, [{ type: 'transfer.action_required' }]);
    }
  });
});
