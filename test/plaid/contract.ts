// Plaid's behaviour that Gangway relies on, as a suite that the simulator and Plaid's own sandbox both have to pass: if
// they differ, the simulator is wrong. It asks only for things that both can do; the simulator's own tests go further.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Failure } from '../../domain/failure.ts';
import { Secret } from '../../domain/secret.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';
import { alberta } from '../support/cases/applicants.ts';
import { dataContract } from './data-contract.ts';
import { paymentContract } from './payment-contract.ts';
import { transferContract } from './transfer-contract.ts';

export type PlaidUnderTest = {
  gateway: PlaidGateway;
  /** Plays the applicant with Plaid's `user_good` and returns the public token. */
  finishLink: (linkToken: Secret) => Promise<Secret>;
};

const mustLinkAnew = (error: unknown) =>
  error instanceof Failure && error.kind === 'needs-user' && error.detail.repair?.mode === 'new';

export function plaidContract(plaid: () => PlaidUnderTest): void {
  const askForLink = () =>
    plaid().gateway.createLinkToken({
      purpose: { mode: 'new' },
      products: ['transactions', 'assets'],
      clientUserId: `onb_${randomUUID()}`,
      webhookUrl: null,
      settings: {},
    });
  let accessToken: Secret;
  let accountId: string;

  before(async () => {
    const { gateway, finishLink } = plaid();
    const publicToken = await finishLink((await askForLink()).token);
    ({ accessToken } = await gateway.exchangePublicToken(publicToken));
    const checking = (await gateway.readAccounts(accessToken)).find(({ subtype }) => subtype === 'checking');
    assert.ok(checking, 'user_good has no checking account');
    accountId = checking.accountId;
  });

  describe('Link', () => {
    it('gives a token with a hosted page that lives four hours', async () => {
      const link = await askForLink();
      assert.match(link.hostedUrl, /^https?:/);
      const hours = (link.expiresAt.getTime() - Date.now()) / 3_600_000;
      assert.ok(hours > 3.9 && hours < 4.1, `${hours} hours`);
    });

    it('gives no result before the page was opened', async () => {
      const { token } = await askForLink();
      assert.deepEqual(await plaid().gateway.readLinkResult(token), { finished: false, publicTokens: [] });
    });

    it('gives a token for update mode without products', async () => {
      const purpose = { mode: 'update', accessToken } as const;
      const asking = { purpose, products: [], clientUserId: 'onb_update', webhookUrl: null, settings: {} };
      assert.match((await plaid().gateway.createLinkToken(asking)).hostedUrl, /^https?:/);
    });

    it('a public token is exchanged once', async () => {
      const { gateway, finishLink } = plaid();
      const publicToken = await finishLink((await askForLink()).token);
      await gateway.exchangePublicToken(publicToken);
      await assert.rejects(gateway.exchangePublicToken(publicToken), mustLinkAnew);
    });
  });

  describe('Item and account', () => {
    it('an Item that works has an institution and no error', async () => {
      const item = await plaid().gateway.readItem(accessToken);
      assert.ok(item.institution);
      assert.equal(item.error, null);
    });

    it('an account linked at the bank is verified by having no verification status', async () => {
      const account = (await plaid().gateway.readAccounts(accessToken)).find((each) => each.accountId === accountId);
      assert.equal(account?.type, 'depository');
      assert.match(account?.mask ?? '', /^\d{4}$/);
      assert.equal(account?.verificationStatus, null);
    });

    it('has numbers', async () => {
      const { account, routing, wireRouting } = await plaid().gateway.readNumbers(accessToken, accountId);
      assert.match(account.reveal(), /^\d{4,17}$/);
      assert.match(routing.reveal(), /^\d{9}$/);
      assert.match(wireRouting?.reveal() ?? '', /^\d{9}$/);
    });

    it('has a token for a processor, and another one for each request', async () => {
      const { gateway } = plaid();
      const tokens = [
        await gateway.createProcessorToken(accessToken, accountId, 'dwolla'),
        await gateway.createProcessorToken(accessToken, accountId, 'dwolla'),
      ].map((token) => token.reveal());
      for (const token of tokens) assert.match(token, /^processor-sandbox-[0-9a-f-]{36}$/);
      assert.notEqual(tokens[0], tokens[1]);
    });

    it('its owner matches, and another person does not', async () => {
      const { gateway } = plaid();
      assert.deepEqual((await gateway.readOwners(accessToken, accountId))?.[0]?.names, [alberta.legalName]);
      const owner = await gateway.matchIdentity(accessToken, accountId, alberta);
      assert.ok((owner?.scores.legal_name ?? 0) >= 70, `legal_name ${owner?.scores.legal_name}`);
      assert.equal(owner?.scores.phone, null);
      const stranger = { legalName: 'Percival Oxley', email: null, phone: null, address: null };
      const other = await gateway.matchIdentity(accessToken, accountId, stranger);
      assert.ok((other?.scores.legal_name ?? 100) < 50, `legal_name ${other?.scores.legal_name}`);
    });

    it('reports whether RTP reaches it', async () => {
      assert.equal(typeof (await plaid().gateway.supportsRtp(accessToken, accountId)), 'boolean');
    });

    it('an access token that Plaid does not know needs the applicant', async () => {
      const unknown = new Secret('access-sandbox-00000000-0000-0000-0000-000000000000');
      await assert.rejects(plaid().gateway.readItem(unknown), mustLinkAnew);
    });

    it('an Item that was removed is gone, and can be removed again', async () => {
      const { gateway, finishLink } = plaid();
      const removed = await gateway.exchangePublicToken(await finishLink((await askForLink()).token));
      await gateway.removeItem(removed.accessToken);
      await assert.rejects(gateway.readItem(removed.accessToken), mustLinkAnew);
      await gateway.removeItem(removed.accessToken);
    });
  });

  paymentContract(() => plaid().gateway);
  dataContract(() => ({ gateway: plaid().gateway, accessToken }));

  transferContract(
    () => plaid().gateway,
    () => ({ accessToken, accountId }),
  );

  it('has a feed of micro-deposits apart from that of transfers', async () => {
    const { gateway } = plaid();
    const listed = await gateway.listBankTransferEvents({ bankTransferId: null, accountId, limit: 25, offset: 0 });
    assert.deepEqual(listed, { events: [], hasMore: false });
    const { events, hasMore } = await gateway.readBankTransferEvents(0n);
    assert.equal(hasMore, events.length > 0);
  });

  it('a webhook key that does not exist is missing', async () => {
    await assert.rejects(plaid().gateway.readWebhookKey(randomUUID()), { kind: 'missing' });
  });
}
