import assert from 'node:assert/strict';
import { Secret } from '../../domain/secret.ts';
import { alberta } from '../support/applicants.ts';
import { withStub } from './stub.ts';

const accessToken = new Secret('access-1');

describe('every call', () => {
  it('carries the keys in headers, never in the body', async () => {
    await withStub({ body: { accounts: [] } }, async (plaid, asked) => {
      await plaid.readAccounts(accessToken);
      const [call] = asked;
      assert.equal(call?.headers['plaid-client-id'], 'client-id');
      assert.equal(call?.headers['plaid-secret'], 'canary-secret');
      assert.equal(call?.headers['plaid-version'], '2020-09-14');
      assert.deepEqual(call?.body, { access_token: 'access-1' });
    });
  });

  it('is made once, whatever comes of it', async () => {
    await withStub({ status: 500, body: 'no' }, async (plaid, asked) => {
      await assert.rejects(plaid.readAccounts(accessToken), { name: 'Failure' });
      assert.equal(asked.length, 1);
    });
  });
});

describe('Items', () => {
  const error = (error_code: string) => ({ status: 400, body: { error_type: 'ITEM_ERROR', error_code } });

  it('tell their institution and what is broken', async () => {
    const item = { item_id: 'item-1', institution_id: 'ins_1', error: { error_code: 'ITEM_LOGIN_REQUIRED' } };
    await withStub({ body: { item } }, async (plaid) => {
      const expected = { itemId: 'item-1', institution: 'ins_1', error: 'ITEM_LOGIN_REQUIRED' };
      assert.deepEqual(await plaid.readItem(accessToken), expected);
    });
  });

  it('are removed, also when they are gone already', async () => {
    await withStub({ body: { request_id: 'r' } }, (plaid) => plaid.removeItem(accessToken));
    await withStub(error('ITEM_NOT_FOUND'), (plaid) => plaid.removeItem(accessToken));
    await withStub(error('ITEM_LOGIN_REQUIRED'), (plaid) =>
      assert.rejects(plaid.removeItem(accessToken), { kind: 'needs-user' }),
    );
  });
});

describe('accounts', () => {
  it('without ACH numbers need another account', async () => {
    await withStub({ body: { numbers: { ach: [] } } }, (plaid) =>
      assert.rejects(plaid.readNumbers(accessToken, 'account-1'), {
        kind: 'needs-user',
        detail: { code: 'no_ach_numbers', repair: { mode: 'new' } },
      }),
    );
  });
});

describe('identity', () => {
  it('asks with what we know, and keeps null apart from 0', async () => {
    const account = {
      account_id: 'account-1',
      legal_name: { score: 92 },
      email_address: { score: 0 },
      phone_number: { score: null },
      address: null,
    };
    await withStub({ body: { accounts: [account] } }, async (plaid, asked) => {
      assert.deepEqual(await plaid.matchIdentity(accessToken, 'account-1', alberta), {
        legal_name: 92,
        email: 0,
        phone: null,
        address: null,
      });
      assert.deepEqual(asked[0]?.body, {
        access_token: 'access-1',
        options: { account_ids: ['account-1'] },
        user: {
          legal_name: 'Alberta Bobbeth Charleson',
          email_address: 'accountholder0@example.com',
          address: { street: '2992 Cameron Road', city: 'Malakoff', region: 'NY', postal_code: '14236', country: 'US' },
        },
      });
    });
  });

  it('is unknown, not a failure, for Items without identity data', async () => {
    const body = { error_type: 'ITEM_ERROR', error_code: 'PRODUCTS_NOT_SUPPORTED' };
    await withStub({ status: 400, body }, async (plaid) => {
      const unknown = { legal_name: null, email: null, phone: null, address: null };
      assert.deepEqual(await plaid.matchIdentity(accessToken, 'account-1', alberta), unknown);
    });
  });
});
