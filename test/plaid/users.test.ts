import assert from 'node:assert/strict';
import { Secret } from '../../domain/secret.ts';
import { withStub } from './stub.ts';

const person = { legalName: 'Alberta Bobbeth Charleson', address: null };

describe('users at Plaid', () => {
  it('are made without data of the applicant; older clients get a token', async () => {
    const body = { user_id: 'user-1', user_token: 'user-sandbox-1', request_id: 'r' };
    await withStub({ body }, async (plaid, asked) => {
      const { userId, token } = await plaid.createUser('onb_1.a');
      assert.deepEqual([userId, token?.reveal()], ['user-1', 'user-sandbox-1']);
      assert.deepEqual(asked[0]?.body, { client_user_id: 'onb_1.a' });
    });
    await withStub({ body: { user_id: 'usr_1', request_id: 'r' } }, async (plaid) => {
      assert.deepEqual(await plaid.createUser('onb_1.b'), { userId: 'usr_1', token: null });
    });
  });

  const [email, phone] = ['a@example.com', '+447700900123'];
  for (const [what, contacts, described] of [
    ['email address', { email, phone }, { emails: [{ data: email, primary: true }] }],
    ['telephone', { email: null, phone }, { phone_numbers: [{ data: phone, primary: true }] }],
  ] as const) {
    it(`are described by their name and ${what} alone`, async () => {
      await withStub({ body: { request_id: 'r' } }, async (plaid, asked) => {
        await plaid.describeUser({ userId: 'usr_1', token: null }, { ...person, ...contacts });
        const name = { given_name: 'Alberta Bobbeth', family_name: 'Charleson' };
        const identity = { name, ...described };
        assert.deepEqual([asked[0]?.path, asked[0]?.body], ['/user/update', { user_id: 'usr_1', identity }]);
        const token = new Secret('user-sandbox-1');
        await plaid.describeUser({ userId: 'usr_1', token }, { ...person, ...contacts });
        assert.deepEqual(asked[1]?.body, { user_token: 'user-sandbox-1', identity });
      });
    });
  }

  it('are removed, even if they are gone already', async () => {
    const error = (error_code: string) => ({ status: 400, body: { error_type: 'USER_ERROR', error_code } });
    const user = { userId: 'usr_1', token: null };
    await withStub({ body: { request_id: 'r' } }, async (plaid, asked) => {
      await plaid.removeUser(user);
      await plaid.removeUser({ ...user, token: new Secret('user-sandbox-1') });
      assert.deepEqual(
        asked.map(({ body }) => body),
        [{ user_id: 'usr_1' }, { user_token: 'user-sandbox-1' }],
      );
    });
    for (const code of ['USER_NOT_FOUND', 'INVALID_USER_TOKEN']) {
      await withStub(error(code), (plaid) => plaid.removeUser(user));
    }
    await withStub(error('SOMETHING_ELSE'), (plaid) =>
      assert.rejects(plaid.removeUser(user), { detail: { code: 'SOMETHING_ELSE' } }),
    );
  });
});
