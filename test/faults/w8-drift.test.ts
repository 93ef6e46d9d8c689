import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { plaidIdOf } from '../../api/webhooks/plaid-id-of.ts';
import { insertItem } from '../../db/bank/items.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { transaction } from '../../db/pool.ts';
import { eachOf } from '../../dev/each-of.ts';
import { Secret } from '../../domain/secret.ts';
import { reactionTo } from '../../plaid/webhooks.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { drifted, sdkWebhooks } from '../plaid/sdk-webhooks.ts';
import { withStub } from '../plaid/stub.ts';
import { storedCase, storedLink, storedTransfer, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { counted, type Door, openDoor } from '../support/http/door.ts';
import { asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';
import { signalledFeed } from '../support/plaid/signalled-feed.ts';
import { draw, seed, trials } from '../support/trials.ts';

/** PostgreSQL's text and JSON cannot hold NUL. */
const nul = 'a\u0000b';
const unstorable = [
  { webhook_type: nul, webhook_code: 'ERROR' },
  { webhook_type: 'ITEM', webhook_code: nul },
  { webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: nul },
  { webhook_type: 'LINK', webhook_code: 'SESSION_FINISHED', status: 'SUCCESS', link_token: nul, public_token: nul },
  {
    webhook_type: 'AUTH',
    webhook_code: 'DEFAULT_UPDATE',
    item_id: 'item',
    account_ids_with_updated_auth: { [nul]: [] },
  },
];
/** The relay parks it. Not every seed draws one that it parks. */
const ofNoCase = { webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: 'item-of-no-case' };
const kinds = Object.keys(sdkWebhooks);
const aDrifted = (kind: string) => (sdkWebhooks[kind] ?? assert.fail()).chain(drifted);

describe('W8: changes at Plaid', () => {
  const perKind = Math.ceil(trials({ local: 2_000, ci: 10_000, nightly: 100_000 }) / kinds.length);
  it(`W8: never throws and always reacts, to ${perKind} bodies of each of the ${kinds.length} kinds that Plaid declares`, () => {
    for (const kind of kinds) {
      const property = fc.property(aDrifted(kind), (body) => {
        const { type, code, reaction } = reactionTo(JSON.parse(JSON.stringify(body)));
        // The result is a text, which every column must be able to hold.
        for (const text of [reaction.do, type, code, plaidIdOf(reaction)?.id ?? '-'])
          assert.match(text, /^[\x20-\x7e]+$/);
      });
      fc.assert(property, { seed, numRuns: perKind });
    }
  });

  describe('in the stream', () => {
    const database = ownDatabase();
    let door: Door;
    before(async () => {
      door = await openDoor(database.pool);
    });
    after(() => door.stop());

    /** A case with all its webhooks, in their order. */
    async function aStartedCase() {
      const onboardingId = await storedCase(database.pool);
      const { id: session, token } = await storedLink(database.pool, onboardingId);
      const itemId = `item-${randomUUID()}`;
      const item = { itemId, onboardingId, session, institution: null, accessToken: new Secret('access-1') };
      await transaction(database.pool, (tx) => insertItem(tx, testVault, item));
      await database.pool.query('update onboardings set workflow_started_at = now() where id = $1', [onboardingId]);
      door.temporal.started.set(caseWorkflowId(onboardingId), {});
      const link_token = token.reveal();
      return {
        onboardingId,
        webhooks: [
          { webhook_type: 'LINK', webhook_code: 'SESSION_FINISHED', link_token, status: 'SUCCESS', public_token: 'p' },
          { webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: itemId },
          { webhook_type: 'ITEM', webhook_code: 'LOGIN_REPAIRED', item_id: itemId },
          { webhook_type: 'TRANSFER', webhook_code: 'TRANSFER_EVENTS_UPDATE' },
        ],
      };
    }
    const told = (onboardingId: string) =>
      door.temporal.signals
        .filter(({ workflowId }) => workflowId === caseWorkflowId(onboardingId))
        .map(({ name, args }) => (name === 'itemChanged' ? (args[0] as { change: string }).change : name));

    const strange = Math.ceil(trials({ ci: 94, nightly: 2_000 }) / kinds.length) * kinds.length;
    it(`W8: ${strange} that have drifted are stored and counted, and harm none of ${4 * strange} others`, async () => {
      const drawn = kinds.flatMap((kind) => draw(aDrifted(kind), strange / kinds.length));
      const bodies = [...unstorable, ofNoCase, ...drawn].slice(0, strange);
      const cases: Awaited<ReturnType<typeof aStartedCase>>[] = [];
      await eachOf(bodies, 8, async () => void cases.push(await aStartedCase()));
      const send = async (body: object) => {
        const text = JSON.stringify({ ...body, nonce: randomUUID() });
        assert.deepEqual([(await door.deliver(text)).status, text], [200, text]);
      };
      for (let step = 0; step < 4; step += 1) {
        // One in five of the webhooks is strange.
        await eachOf(cases.entries(), 10, async ([at, { webhooks }]) => {
          if (at % 4 === step) await send(bodies[at] ?? {});
          await send(webhooks[step] ?? {});
        });
        await door.relay.turn();
      }

      const { rows } = await database.pool.query<{ status: string; count: number }>(
        'select status, count(*) as count from webhooks group by 1',
      );
      const byStatus = Object.fromEntries(rows.map(({ status, count }) => [status, count]));
      // Each is done or parked, so none failed, and the relay retries none for ever.
      assert.deepEqual(Object.keys(byStatus).sort(), ['done', 'parked']);
      assert.equal((byStatus.done ?? 0) + (byStatus.parked ?? 0), 5 * strange);
      assert.equal(await counted(door.metrics.webhooksReceived, { result: 'kept' }), 5 * strange);
      assert.equal(await counted(door.metrics.webhooksDelivered, {}), 5 * strange);
      assert.match(door.logs.join(''), /"why":"the catalog has no such kind"/);
      assert.match(door.logs.join(''), /"why":"the body is not what we expect at: /);

      for (const { onboardingId } of cases) {
        assert.deepEqual(told(onboardingId).sort(), ['broken', 'linked', 'repaired']);
        assert.equal((await loadCase(database.pool, onboardingId))?.stage, 'verifying_account');
      }
    });

    const unknownCodes = ['R99', 'R00', 'r01', 'AC03', '', null];
    it('W8: a return with an unknown code is a return, beside unknown events', async () => {
      const feed = signalledFeed(database.pool);
      let eventId = 0n;
      for (const code of unknownCodes) {
        const onboardingId = await storedCase(database.pool);
        const transferId = await storedTransfer(database.pool, onboardingId);
        const types = ['posted', 'vaporized', 'funds_available', 'transfer.returned', 'returned', ''];
        const events = types.map((type) => {
          eventId += 1n;
          return aTransferEvent({
            eventId,
            transferId,
            type,
            failure: asTheBankSays(type === 'returned' ? code : null),
          });
        });
        await feed.tell([events]);
        const record = await loadCase(database.pool, onboardingId);
        assert.deepEqual([record?.stage, record?.outcome, record?.reason], ['closed', 'returned', code]);
        assert.deepEqual(feed.told.get(onboardingId), ['returned']);
      }
      const { rowCount } = await database.pool.query('select from transfer_events where signalled_at is null');
      assert.equal(rowCount, 0);
    });
  });

  describe('in the feed of transfers', () => {
    const event = {
      event_id: 7,
      timestamp: '2026-03-02T15:00:00Z',
      event_type: 'returned',
      account_id: 'account-1',
      transfer_id: 'transfer-1',
      transfer_type: 'debit',
      transfer_amount: '25.00',
      failure_reason: { failure_code: 'R99', description: 'told' },
      refund_id: null,
      sweep_id: null,
    };
    const read = (changed: object) =>
      withStub({ body: { transfer_events: [changed, { ...event, event_id: 8 }], has_more: false } }, (plaid) =>
        plaid.readTransferEvents(0n),
      );
    /** The fields without which there is no event. Guessing one would be worse than setting the event aside. */
    const needed = ['event_id', 'timestamp', 'event_type'];
    const open = Object.keys(event).filter((field) => !needed.includes(field));
    const strange = [null, undefined, 'A_NEW_VALUE'];

    it('W8: the feed reads a page although an optional field is missing, null or new', async () => {
      for (const field of open) {
        // A reason is an object. From a plain word Gangway would have to guess it.
        for (const value of field === 'failure_reason' ? [null, undefined] : strange) {
          const { events } = await read({ ...event, [field]: value, a_new_field: { deep: [1] } });
          assert.deepEqual([events.length, events[0]?.type, events[1]?.failure?.code], [2, 'returned', 'R99'], field);
        }
      }
      assert.equal((await read({ ...event, event_type: 'a_new_type' })).events[0]?.type, 'a_new_type');
    });

    it('W8: the feed sets an unreadable event aside, and loses no other one', async () => {
      for (const field of needed) {
        for (const value of [null, undefined]) {
          const { events, unread } = await read({ ...event, [field]: value });
          assert.deepEqual([events.map(({ eventId }) => eventId), unread.map(({ fields }) => fields)], [[8n], [field]]);
        }
      }
    });

    it('W8: the feed refuses a page on which it can read no event, because the contract has changed', async () => {
      const none = { transfer_events: [{ ...event, event_type: null }], has_more: false };
      await assert.rejects(
        withStub({ body: none }, (plaid) => plaid.readTransferEvents(0n)),
        { kind: 'bug' },
      );
    });
  });
});
