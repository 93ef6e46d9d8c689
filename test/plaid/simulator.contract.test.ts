import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Secret } from '../../domain/secret.ts';
import { createPlaid } from '../../plaid/client.ts';
import { createVerifier } from '../../plaid/signature.ts';
import { reactionTo } from '../../plaid/webhooks.ts';
import { type Simulator, startSimulator } from '../../simulator/server.ts';
import { type PlaidUnderTest, plaidContract } from './contract.ts';

describe('the simulator, as Plaid', () => {
  let simulator: Simulator;
  let plaid: PlaidUnderTest;

  before(async () => {
    const credentials = { clientId: 'simulator-client', secret: 'simulator-secret' };
    const log = { info: () => undefined, error: () => undefined };
    simulator = await startSimulator({ host: '127.0.0.1', port: 0, file: null, credentials, log });
    plaid = {
      gateway: createPlaid({ ...credentials, baseUrl: simulator.origin }),
      finishLink: async (linkToken) => {
        const response = await fetch(`${simulator.origin}/simulator/link`, {
          method: 'POST',
          body: JSON.stringify({ link_token: linkToken.reveal(), username: 'user_good' }),
        });
        const { public_token } = (await response.json()) as { public_token: string };
        return new Secret(public_token);
      },
    };
  });
  after(() => simulator.stop());

  plaidContract(() => plaid);

  it('the feed of micro-deposits is read to its end in pages of 25', async () => {
    const { gateway, finishLink } = plaid;
    const asking = {
      purpose: { mode: 'new' },
      clientUserId: 'onb_deposits',
      webhookUrl: null,
      settings: {},
    } as const;
    await finishLink((await gateway.createLinkToken({ ...asking, products: [] })).token);
    const { events: before } = await gateway.readBankTransferEvents(0n);
    for (let sent = 0; sent < 51; sent += 1) {
      const body = JSON.stringify({ client_user_id: 'onb_deposits' });
      await fetch(`${simulator.origin}/simulator/micro-deposits`, { method: 'POST', body });
    }
    const sizes: number[] = [];
    for (let after = before.at(-1)?.eventId ?? 0n, more = true; more; ) {
      const { events, hasMore } = await gateway.readBankTransferEvents(after);
      sizes.push(events.length);
      after = events.at(-1)?.eventId ?? after;
      more = hasMore;
    }
    assert.deepEqual(sizes, [25, 25, 1, 0]);
  });

  // Not in the contract, because teams of Plaid's sandbox have no user tokens for income by themselves.
  it('the income that an applicant shared can be read after a while', async () => {
    const { gateway, finishLink } = plaid;
    const user = await gateway.createUser(`onb_${randomUUID()}`);
    await assert.rejects(gateway.readIncome(user), /answered .* with INCOME_VERIFICATION_NOT_FOUND/);
    const purpose = { mode: 'income', user } as const;
    const asking = { purpose, products: [], clientUserId: 'onb_income', webhookUrl: null, settings: {} };
    const link = await gateway.createLinkToken(asking);
    await finishLink(link.token);
    await assert.rejects(gateway.readIncome(user), /answered .* with PRODUCT_NOT_READY/);
    await fetch(`${simulator.origin}/simulator/clock`, { method: 'POST', body: JSON.stringify({ seconds: 60 }) });
    assert.equal((await gateway.readIncome(user)).progress, 'complete');
  });

  it('a finished Link is reported by a webhook that passes our verification, and by a read', async () => {
    const { gateway, finishLink } = plaid;
    const receiver = createServer().listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    try {
      const link = await gateway.createLinkToken({
        purpose: { mode: 'new' },
        products: [],
        clientUserId: 'onb_webhook',
        webhookUrl: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/plaid/webhooks`,
        settings: {},
      });
      const delivery = once(receiver, 'request');
      const publicToken = await finishLink(link.token);
      const [request, response] = await delivery;
      const body = await buffer(request);
      response.end();

      const verify = createVerifier({ readKey: gateway.readWebhookKey });
      const verdict = await verify(async () => body, request.headers['plaid-verification']);
      assert.ok(verdict.ok && !verdict.stale);
      const { reaction } = reactionTo(JSON.parse(body.toString()));
      assert.ok(reaction.do === 'finishLink');
      assert.equal(reaction.linkToken.reveal(), link.token.reveal());

      const read = await gateway.readLinkResult(link.token);
      for (const tokens of [reaction.publicTokens, read.publicTokens]) {
        assert.deepEqual(
          tokens.map((token) => token.reveal()),
          [publicToken.reveal()],
        );
      }
    } finally {
      receiver.closeAllConnections();
      receiver.close();
    }
  });
});
