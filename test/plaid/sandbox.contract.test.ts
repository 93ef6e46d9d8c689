// Runs the contract against Plaid's sandbox, if PLAID_CLIENT_ID and PLAID_SECRET (sandbox keys with Transfer enabled)
// are set. It promises that Plaid accepts Gangway's requests and that Gangway reads its answers; it promises nothing
// about webhooks, which need an address that Plaid can reach, nor about Link's pages: the public token comes from
// /sandbox/public_token/create. Written without keys at hand, so it has not been run against Plaid yet.
import assert from 'node:assert/strict';
import { Secret } from '../../domain/secret.ts';
import { createPlaid } from '../../plaid/client.ts';
import { type PlaidUnderTest, plaidContract } from './contract.ts';

const { PLAID_CLIENT_ID: clientId, PLAID_SECRET: secret } = process.env;
const baseUrl = 'https://sandbox.plaid.com';

if (clientId && secret) {
  describe("Plaid's sandbox", () => {
    const plaid: PlaidUnderTest = {
      gateway: createPlaid({ clientId, secret, baseUrl }),
      finishLink: async () => {
        const response = await fetch(`${baseUrl}/sandbox/public_token/create`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            client_id: clientId,
            secret,
            // First Platypus Bank, whose user_good owns what the suite expects.
            institution_id: 'ins_109508',
            initial_products: ['transfer', 'auth', 'identity'],
          }),
        });
        assert.equal(response.status, 200, 'the sandbox gives no public token: are these sandbox keys?');
        const { public_token } = (await response.json()) as { public_token: string };
        return new Secret(public_token);
      },
    };
    plaidContract(() => plaid);
  });
} else {
  it.skip("Plaid's sandbox: skipped, because PLAID_CLIENT_ID and PLAID_SECRET are not set");
}
