// The part of the contract that is about money.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Secret } from '../../domain/secret.ts';
import type { AuthorizationRequest, PlaidGateway, TransferEvent } from '../../plaid/gateway.ts';
import { alberta } from '../support/cases/applicants.ts';

export function transferContract(
  gateway: () => PlaidGateway,
  account: () => { accessToken: Secret; accountId: string },
): void {
  describe('transfers', () => {
    const authorization = (): AuthorizationRequest => ({
      idempotencyKey: randomUUID(),
      ...account(),
      direction: 'debit',
      network: 'ach',
      amountCents: 1000,
      achClass: null,
      applicant: alberta,
    });
    async function transferAsked() {
      const { authorizationId, decision } = await gateway().authorize(authorization());
      assert.equal(decision, 'approved');
      const metadata = { onboarding: 'onb_contract' };
      const about = { ...account(), network: 'ach', amountCents: 1000 } as const;
      return { authorizationId, ...about, description: 'Gangway', metadata };
    }

    it('one key gives one authorization', async () => {
      const request = authorization();
      const first = await gateway().authorize(request);
      assert.deepEqual(await gateway().authorize(request), first);
    });

    it('an authorization makes one transfer, however often we ask', async () => {
      const request = await transferAsked();
      const first = await gateway().createTransfer(request);
      const again = await gateway().createTransfer(request);
      assert.equal(again.transferId, first.transferId);
      assert.equal(first.status, 'pending');
      assert.equal(first.amountCents, 1000);
    });

    it('the Ledger has a balance', async () => {
      const { availableCents, pendingCents } = await gateway().readLedger(null);
      assert.ok(Number.isSafeInteger(availableCents) && Number.isSafeInteger(pendingCents));
    });

    it('a cancelled authorization makes none', async () => {
      const request = await transferAsked();
      await gateway().cancelAuthorization(request.authorizationId);
      await assert.rejects(gateway().createTransfer(request), { kind: 'bug' });
      assert.equal(await gateway().findTransfer({ authorizationId: request.authorizationId }), null);
    });

    it('is found by its authorization, and by itself', async () => {
      const request = await transferAsked();
      const { authorizationId } = request;
      assert.equal(await gateway().findTransfer({ authorizationId }), null);
      const { transferId } = await gateway().createTransfer(request);
      assert.equal((await gateway().findTransfer({ authorizationId }))?.transferId, transferId);
      assert.equal((await gateway().findTransfer({ transferId }))?.authorizationId, authorizationId);
    });

    it('one that does not exist is null', async () => {
      assert.equal(await gateway().findTransfer({ transferId: randomUUID() }), null);
    });

    it('can be cancelled once', async () => {
      const { transferId, cancellable } = await gateway().createTransfer(await transferAsked());
      assert.equal(cancellable, true);
      await gateway().cancelTransfer(transferId);
      const read = await gateway().findTransfer({ transferId });
      assert.deepEqual([read?.status, read?.cancellable], ['cancelled', false]);
      await assert.rejects(gateway().cancelTransfer(transferId), { kind: 'conflict' });
    });

    it('can be refunded, once for each key', async () => {
      const { transferId } = await gateway().createTransfer(await transferAsked());
      const request = { transferId, amountCents: 400, idempotencyKey: randomUUID() };
      const refund = await gateway().createRefund(request);
      assert.deepEqual([refund.status, refund.amountCents], ['pending', 400]);
      assert.equal((await gateway().createRefund(request)).refundId, refund.refundId);
      const listed = await gateway().listRefunds(transferId);
      assert.deepEqual(
        listed.map(({ refundId }) => refundId),
        [refund.refundId],
      );
      const tooMuch = gateway().createRefund({ transferId, amountCents: 601, idempotencyKey: randomUUID() });
      await assert.rejects(tooMuch, { kind: 'bug' });
    });

    it('events come in order, from the cursor on', async () => {
      const { transferId } = await gateway().createTransfer(await transferAsked());
      const events: TransferEvent[] = [];
      for (let after = 0n, more = true; more; after = events.at(-1)?.eventId ?? after) {
        const page = await gateway().readTransferEvents(after);
        events.push(...page.events);
        more = page.hasMore;
      }
      const ids = events.map(({ eventId }) => eventId);
      assert.ok(ids.every((id, i) => i === 0 || id > (ids[i - 1] ?? 0n)));
      assert.equal(events.find((event) => event.transferId === transferId)?.type, 'pending');
      assert.deepEqual((await gateway().readTransferEvents(ids.at(-1) ?? 0n)).events, []);
    });

    it('events are listed by transfer and by account', async () => {
      const { accountId } = account();
      const { transferId } = await gateway().createTransfer(await transferAsked());
      const ofIt = { transferId, accountId: null, limit: 25, offset: 0 };
      const { events, hasMore } = await gateway().listTransferEvents(ofIt);
      assert.deepEqual(
        events.map((event) => [event.transferId, event.accountId, event.type, event.amountCents, event.direction]),
        [[transferId, accountId, 'pending', 1000, 'debit']],
      );
      assert.equal(hasMore, false);
      const newest = await gateway().listTransferEvents({ transferId: null, accountId, limit: 1, offset: 0 });
      assert.deepEqual([newest.events[0]?.transferId, newest.hasMore], [transferId, true]);
    });

    it('is in the list of its time, with the case of its metadata', async () => {
      const metadata = { onboarding_id: 'onb_contract' };
      const { transferId, createdAt } = await gateway().createTransfer({ ...(await transferAsked()), metadata });
      const [since, until] = [new Date(createdAt.getTime() - 60_000), new Date(createdAt.getTime() + 60_000)];
      const { transfers, next } = await gateway().listTransfers({ since, until, offset: 0 });
      const found = transfers.find((one) => one.transferId === transferId);
      assert.deepEqual([found?.onboardingId, found?.status, next], ['onb_contract', 'pending', null]);
      const later = { since: until, until: new Date(until.getTime() + 60_000), offset: 0 };
      assert.ok((await gateway().listTransfers(later)).transfers.every((one) => one.transferId !== transferId));
    });
  });
}
