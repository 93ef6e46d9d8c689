import assert from 'node:assert/strict';
import { Secret } from '../../domain/secret.ts';
import { alberta } from '../support/cases/applicants.ts';
import { withStub } from './stub.ts';

const accessToken = new Secret('access-1');

const error = (error_code: string) => ({ status: 400, body: { error_type: 'ITEM_ERROR', error_code } });

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

  it('is made once, whatever its result', async () => {
    await withStub({ status: 500, body: 'no' }, async (plaid, asked) => {
      await assert.rejects(plaid.readAccounts(accessToken), { name: 'Failure' });
      assert.equal(asked.length, 1);
    });
  });
});

describe('Items', () => {
  it('have their institution and their error', async () => {
    const item = { item_id: 'item-1', institution_id: 'ins_1', error: { error_code: 'ITEM_LOGIN_REQUIRED' } };
    await withStub({ body: { item } }, async (plaid) => {
      const expected = {
        ...{ itemId: 'item-1', institution: 'ins_1', institutionId: 'ins_1', error: 'ITEM_LOGIN_REQUIRED' },
      };
      assert.deepEqual(await plaid.readItem(accessToken), expected);
    });
  });

  it('are removed, even when they are gone already', async () => {
    await withStub({ body: { request_id: 'r' } }, (plaid) => plaid.removeItem(accessToken));
    for (const gone of ['ITEM_NOT_FOUND', 'ITEM_CONCURRENTLY_DELETED']) {
      await withStub(error(gone), (plaid) => plaid.removeItem(accessToken));
    }
    await withStub(error('ITEM_LOGIN_REQUIRED'), (plaid) =>
      assert.rejects(plaid.removeItem(accessToken), { kind: 'unavailable', detail: { code: 'ITEM_LOGIN_REQUIRED' } }),
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
  it('sends the known data, and distinguishes null from 0', async () => {
    const account = {
      account_id: 'account-1',
      legal_name: {
        score: 92,
        is_nickname_match: true,
        is_first_name_or_last_name_match: false,
        is_business_name_detected: null,
      },
      email_address: { score: 0 },
      phone_number: { score: null },
      address: null,
    };
    await withStub({ body: { accounts: [account] } }, async (plaid, asked) => {
      assert.deepEqual(await plaid.matchIdentity(accessToken, 'account-1', alberta), {
        scores: { legal_name: 92, email: 0, phone: null, address: null },
        flags: ['nickname'],
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

  it('passes on every flag that is set', async () => {
    const name = { is_nickname_match: false, is_first_name_or_last_name_match: true, is_business_name_detected: true };
    const account = {
      account_id: 'account-1',
      legal_name: { score: null, ...name },
      address: { score: 70, is_postal_code_match: true },
    };
    await withStub({ body: { accounts: [account] } }, async (plaid) => {
      const evidence = await plaid.matchIdentity(accessToken, 'account-1', alberta);
      assert.deepEqual(evidence?.flags, ['partial_name', 'business', 'postal_code']);
      assert.equal(evidence?.scores.legal_name, null);
    });
  });

  it('is null, which is no failure, if Plaid makes no comparison or knows no owner', async () => {
    for (const [type, code] of [
      ['ITEM_ERROR', 'PRODUCTS_NOT_SUPPORTED'],
      ['INVALID_INPUT', 'INVALID_PRODUCT'],
      ['INVALID_INPUT', 'UNAUTHORIZED_ROUTE_ACCESS'],
    ]) {
      await withStub({ status: 400, body: { error_type: type, error_code: code } }, async (plaid) => {
        assert.equal(await plaid.matchIdentity(accessToken, 'account-1', alberta), null, code);
        const owners = plaid.readOwners(accessToken, 'account-1');
        if (code === 'PRODUCTS_NOT_SUPPORTED') assert.equal(await owners, null);
        else await assert.rejects(owners, { kind: 'bug' }, code);
      });
    }
    await withStub({ body: { accounts: [] } }, async (plaid) => {
      assert.equal(await plaid.matchIdentity(accessToken, 'account-1', alberta), null);
      assert.equal(await plaid.readOwners(accessToken, 'account-1'), null);
    });
    await withStub(error('ITEM_LOGIN_REQUIRED'), async (plaid) => {
      await assert.rejects(plaid.matchIdentity(accessToken, 'account-1', alberta), { kind: 'needs-user' });
      await assert.rejects(plaid.readOwners(accessToken, 'account-1'), { kind: 'needs-user' });
    });
  });

  it('reads owners with few known fields', async () => {
    const address = { street: '1 Main St', city: null, postal_code: '62701' };
    const owners = [
      { names: ['Ada Byron', 'Jon Byron'], emails: [{ data: 'ada@example.com', primary: true, type: 'primary' }] },
      { names: [], phone_numbers: [{ data: '4155550100' }], addresses: [{ data: address, primary: true }] },
    ];
    await withStub({ body: { accounts: [{ account_id: 'account-1', owners }] } }, async (plaid, asked) => {
      assert.deepEqual(await plaid.readOwners(accessToken, 'account-1'), [
        { names: ['Ada Byron', 'Jon Byron'], emails: ['ada@example.com'], phones: [], addresses: [] },
        {
          names: [],
          emails: [],
          phones: ['4155550100'],
          addresses: [{ street: '1 Main St', city: null, region: null, postalCode: '62701', country: null }],
        },
      ]);
      assert.deepEqual(asked[0]?.body, { access_token: 'access-1', options: { account_ids: ['account-1'] } });
    });
  });
});
