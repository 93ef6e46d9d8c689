import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { insertIdentityCheck } from '../../db/bank/identity-checks.ts';
import { Failure, type FailureKind, type Repair } from '../../domain/failure.ts';
import type { IdentityJudgement } from '../../domain/owner/identity.ts';
import { deliverAndHandle, verifyCase } from '../support/cases/funded-case.ts';
import { storedTransfer } from '../support/cases/stored-case.ts';
import { dumpDatabase } from '../support/database/dump-database.ts';
import { storedKey } from '../support/http/api.ts';
import { transfersOnAccounts } from '../support/http/transfers-on-accounts.ts';

const byPlaid = (kind: FailureKind, code: string, mode?: 'update' | 'accounts' | 'consent' | 'new') =>
  new Failure(kind, `Plaid answered with ${code}.`, { code, ...(mode && { repair: { mode } as Repair }) });

describe('the numbers of a linked account', () => {
  const { database, door, parts } = transfersOnAccounts();
  const numbers = (id: string, key?: string) => door.send('GET', `/v1/accounts/${id}/numbers`, key ? { key } : {});
  const tokenFor = (id: string, body: object = { processor: 'dwolla' }, idempotencyKey: string = randomUUID()) =>
    door.send('POST', `/v1/accounts/${id}/processor_token`, { idempotencyKey, body });
  const made = () => parts().plaid.processorTokens;

  it('are those that the bank gives now, with the pair that each network needs', async () => {
    const { account } = await verifyCase(parts());
    Object.assign(parts().plaid.numbers, { account: '9998887770001', wireRouting: '021000021' });
    const { status, headers, body } = await numbers(account);
    assert.deepEqual([status, headers.get('cache-control')], [200, 'no-store']);
    const pair = { account: '9998887770001', routing: '011401533' };
    assert.deepEqual(body, {
      account_id: account,
      mask: '0000',
      is_tokenized_account_number: false,
      show_to_person: true,
      ends_with_consent: false,
      consent_ends_at: null,
      changed_at: null,
      ach: { ...pair, can_transfer_in: null, can_transfer_out: null },
      wire: { ...pair, routing: '021000021' },
      rtp: pair,
    });
  });

  it('that the bank made for us alone are for ACH and RTP, not for a wire or for the eyes of the person', async () => {
    const { account, itemId } = await verifyCase(parts());
    parts().plaid.numbers.tokenized = true;
    await deliverAndHandle(door, {
      ...{ webhook_type: 'ITEM', webhook_code: 'PENDING_EXPIRATION', item_id: itemId, error: null },
      consent_expiration_time: '2100-01-01T00:00:00Z',
    });
    const { wire, ach, rtp, mask, ...what } = (await numbers(account)).body;
    assert.deepEqual(what, {
      account_id: account,
      is_tokenized_account_number: true,
      show_to_person: false,
      ends_with_consent: true,
      consent_ends_at: '2100-01-01T00:00:00.000Z',
      changed_at: null,
    });
    assert.deepEqual([wire, rtp.routing, mask], [null, ach.routing, '0000']);
  });

  it('say when the bank has changed the account since Gangway read it, and whether RTP takes them', async () => {
    const { account, itemId } = await verifyCase(parts());
    parts().plaid.rtp = false;
    await database.pool.query('update accounts set changed_at = now() where item_id = $1', [itemId]);
    const { body } = await numbers(account);
    assert.match(body.changed_at, /^\d{4}-/);
    assert.deepEqual([body.rtp, body.wire.routing], [null, null]);
  });

  it('do not reach a key of another tenant', async () => {
    const { account } = await verifyCase(parts());
    const key = await storedKey(database.pool, 'another');
    const { status, body } = await numbers(account, key);
    assert.deepEqual([status, body.code], [404, 'account_not_found']);
  });

  const set = (sql: string, itemId: string) => database.pool.query(sql, [itemId]);
  const hold = async ({ onboardingId, itemId }: Ids, debitsOnly: boolean) =>
    database.pool.query(
      `insert into account_holds (tenant_id, transfer_id, numbers_index, code, debits_only)
       select 'default', $1, numbers_index, 'R10', $2 from accounts where item_id = $3`,
      [await storedTransfer(database.pool, onboardingId), debitsOnly, itemId],
    );
  type Ids = { itemId: string; onboardingId: string; account: string };
  for (const [what, happens, code, reason] of [
    ['is on hold', (ids) => hold(ids, false), 'account_unusable', 'R10'],
    ['is on hold for debits', (ids) => hold(ids, true), 'account_unusable', 'R10'],
    [
      'has another owner',
      async ({ itemId, onboardingId }) => {
        const { rows } = await set('select id from accounts where item_id = $1', itemId);
        const judged: IdentityJudgement = {
          decision: 'conflict',
          reason: 'identity_conflict',
          fields: [],
          flags: [],
          source: 'plaid_match',
          policyVersion: 1,
        };
        await insertIdentityCheck(database.pool, { ...judged, onboardingId, accountId: rows[0].id });
      },
      'account_unusable',
      'identity_conflict',
    ],
    [
      'is revoked',
      ({ itemId }) =>
        deliverAndHandle(door, {
          ...{ webhook_type: 'ITEM', webhook_code: 'USER_PERMISSION_REVOKED', item_id: itemId, error: null },
        }),
      'account_unusable',
      'permission_revoked',
    ],
    [
      'is removed',
      ({ account }) => door.send('DELETE', `/v1/accounts/${account}`),
      'account_unusable',
      'removed_by_tenant',
    ],
    [
      'needs a new login',
      ({ itemId }) => set(`update items set error = 'ITEM_LOGIN_REQUIRED' where id = $1`, itemId),
      'account_repair_needed',
      'ITEM_LOGIN_REQUIRED',
    ],
    [
      'has outlived its consent',
      ({ itemId }) => set(`update items set consent_ends_at = now() - interval '1 hour' where id = $1`, itemId),
      'account_repair_needed',
      'consent_ended',
    ],
  ] as [string, (ids: Ids) => Promise<unknown>, string, string][]) {
    it(`stay here while the account ${what}, and Plaid is not asked`, async () => {
      const ids = await verifyCase(parts());
      await happens(ids);
      const asked = parts().plaid.numbersRead;
      for (const refused of [await numbers(ids.account), await tokenFor(ids.account)]) {
        assert.deepEqual([refused.status, refused.body.code], [409, code]);
        assert.ok(refused.body.detail.includes(reason), refused.body.detail);
      }
      assert.deepEqual([parts().plaid.numbersRead, made().length], [asked, 0]);
    });
  }

  for (const [failure, status, code] of [
    [byPlaid('needs-user', 'ITEM_LOGIN_REQUIRED', 'update'), 409, 'account_repair_needed'],
    [byPlaid('needs-user', 'NO_ACCOUNTS', 'accounts'), 409, 'account_not_shared'],
    [byPlaid('needs-user', 'ADDITIONAL_CONSENT_REQUIRED', 'consent'), 409, 'account_not_shared'],
    [byPlaid('needs-user', 'INVALID_ACCOUNT_ID', 'new'), 409, 'account_not_shared'],
    [byPlaid('needs-user', 'no_ach_numbers', 'new'), 409, 'account_not_shared'],
    [byPlaid('unavailable', 'INSTITUTION_DOWN'), 503, 'INSTITUTION_DOWN'],
    [byPlaid('busy', 'http_429'), 503, 'http_429'],
  ] as [Failure, number, string][]) {
    it(`stay at Plaid when it answers ${failure.detail.code}`, async () => {
      const { account } = await verifyCase(parts());
      const key = randomUUID();
      parts().plaid.failNext('readNumbers', 'before', failure);
      parts().plaid.failNext('createProcessorToken', 'before', failure);
      for (const refused of [await numbers(account), await tokenFor(account, { processor: 'unit' }, key)]) {
        assert.deepEqual([refused.status, refused.body.code], [status, code]);
        assert.equal(refused.headers.has('retry-after'), status === 503);
      }
      // The same request, once Plaid answers again.
      assert.equal((await numbers(account)).status, 200);
      assert.equal((await tokenFor(account, { processor: 'unit' }, key)).status, 201);
    });
  }

  describe('by a processor token', () => {
    it('do not pass the tenant, who gets one token for one key', async () => {
      const { account } = await verifyCase(parts());
      const key = randomUUID();
      const { status, headers, body } = await tokenFor(account, undefined, key);
      assert.deepEqual([status, headers.get('cache-control')], [201, 'no-store']);
      const [token] = made();
      assert.deepEqual(body, { account_id: account, processor: 'dwolla', processor_token: token?.token });
      const again = await tokenFor(account, undefined, key);
      assert.deepEqual([again.status, again.headers.get('idempotent-replayed'), again.body], [201, 'true', body]);
      assert.equal(made().length, 1);
      const other = await tokenFor(account, { processor: 'unit' }, key);
      assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused']);
      assert.notEqual((await tokenFor(account)).body.processor_token, body.processor_token);
    });

    it('need a key, and a processor that Plaid names', async () => {
      const { account } = await verifyCase(parts());
      const path = `/v1/accounts/${account}/processor_token`;
      const keyless = await door.send('POST', path, { body: { processor: 'dwolla' } });
      assert.deepEqual([keyless.status, keyless.body.code], [400, 'idempotency_key_required']);
      for (const body of [{ processor: 'stripe' }, { processor: 7 }, { processor: 'Dwolla' }]) {
        const refused = await tokenFor(account, body);
        assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '/processor']);
        assert.match(refused.body.errors[0].message, /^must be a processor that Plaid names/);
      }
      assert.equal(made().length, 0);
    });

    it('need an operator if Plaid does not know the processor as an integration of ours', async () => {
      const { account } = await verifyCase(parts());
      parts().plaid.failNext('createProcessorToken', 'before', byPlaid('bug', 'INVALID_PRODUCT'));
      const { status, body } = await tokenFor(account);
      assert.deepEqual([status, body.code], [503, 'processor_unavailable']);
      assert.match(door.logs.at(-2) ?? '', /INVALID_PRODUCT/);
    });
  });

  it('are in no log line and in no column in the clear, and neither is a processor token', async () => {
    const { account } = await verifyCase(parts());
    Object.assign(parts().plaid.numbers, {
      account: '5512551255125512',
      routing: '551255120',
      wireRouting: '551255129',
    });
    const { body } = await numbers(account);
    assert.ok(['5512551255125512', '551255120', '551255129'].every((one) => JSON.stringify(body).includes(one)));
    const { processor_token } = (await tokenFor(account)).body;
    parts().plaid.failNext('readNumbers', 'before', byPlaid('unavailable', 'INSTITUTION_DOWN'));
    await numbers(account);
    const places = { INSTITUTION_DOWN: door.logs.join('\n'), [account]: await dumpDatabase(database.pool) };
    for (const [kept, place] of Object.entries(places)) {
      assert.ok(place.includes(kept), 'nothing was kept of the requests at all');
      for (const secret of ['5512551255125512', '551255120', '551255129', processor_token.slice(18)])
        assert.ok(!place.includes(secret));
    }
  });
});
