import assert from 'node:assert/strict';
import fc from 'fast-check';
import { catalog, type Reaction, reactionTo } from '../../plaid/webhooks.ts';
import { sdkWebhooks } from './sdk-webhooks.ts';
import { item, session, webhookStories } from './webhook-stories.ts';

/** The contents of a reaction, with its secrets revealed. */
function opened(reaction: Reaction) {
  if (reaction.do === 'keepLinkEvents') return { ...reaction, linkToken: reaction.linkToken.reveal() };
  if (reaction.do !== 'finishLink') return reaction;
  return {
    ...reaction,
    linkToken: reaction.linkToken.reveal(),
    publicTokens: reaction.publicTokens.map((token) => token.reveal()),
  };
}

/** A body as Plaid's document has it, with arbitrary ids, words and dates. */
function withIds(body: Record<string, unknown>): Record<string, unknown> {
  const date = '2026-12-01T00:00:00Z';
  const fields = Object.entries(body).map(([name, value]) => {
    if (value === null || value === undefined) return [name, value];
    if (/_(id|token)$/.test(name)) return [name, `${name}-1`];
    if (/_tokens$/.test(name)) return [name, ['public-1']];
    if (/_time$/.test(name)) return [name, date];
    if (/^account_ids/.test(name)) return [name, {}];
    if (name === 'status') return [name, 'SUCCESS'];
    if (name === 'events') return [name, [{ event_id: 'e', event_name: 'OPEN', timestamp: date }]];
    if (name === 'error') return [name, { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED' }];
    return [name, value];
  });
  return Object.fromEntries(fields);
}

/** Kinds that concern no case, or name no id that leads to one. */
function mayBeNoted(kind: string, body: Record<string, unknown>): boolean {
  if (kind === 'ITEM.WEBHOOK_UPDATE_ACKNOWLEDGED') return true;
  if (kind === 'WALLET.WALLET_TRANSACTION_STATUS_UPDATE') return !body.payment_id;
  if (kind === 'ITEM.NEW_ACCOUNTS_AVAILABLE') return !body.item_id && !body.user_id;
  return !(kind in catalog);
}

describe('webhook catalog', () => {
  for (const [kind, entries] of Object.entries(webhookStories)) {
    for (const [what, body, reaction] of entries) {
      it(`${kind}: ${what}`, () => {
        const got = reactionTo(body);
        assert.deepEqual(opened(got.reaction), reaction);
        assert.equal(`${got.type}.${got.code}`, kind);
      });
    }
  }

  it('shows no token of a reaction', () => {
    const { reaction } = reactionTo({ ...session, status: 'SUCCESS', public_token: 'public-1' });
    assert.doesNotMatch(JSON.stringify(reaction), /link-1|public-1/);
  });

  it('notes a kind that it does not know, under its name', () => {
    assert.deepEqual(reactionTo({ webhook_type: 'ITEM', webhook_code: 'TURNED_PURPLE', item_id: 'item-1' }), {
      type: 'ITEM',
      code: 'TURNED_PURPLE',
      reaction: { do: 'note', why: 'the catalog has no such kind' },
    });
  });

  it('takes no kind from the prototype', () => {
    assert.equal(reactionTo({ webhook_type: '__proto__', webhook_code: 'constructor' }).reaction.do, 'note');
  });

  // Plaid's document lists the ids that a kind may leave out.
  for (const [name, bodies] of Object.entries(sdkWebhooks)) {
    const drawn = fc.sample(bodies, { numRuns: 40, seed: 7 }).map(withIds);
    const kinds = drawn.map(({ webhook_type, webhook_code }) => `${webhook_type}.${webhook_code}`);
    // Webhooks of processors go to them, and not to the client who has the Item.
    if (!kinds.some((kind) => kind in catalog) || name.startsWith('Processor')) continue;
    it(`${name}: leads to a reaction, whichever ids it has`, () => {
      for (const body of drawn) {
        const { type, code, reaction } = reactionTo(body);
        if (reaction.do === 'note') assert.ok(mayBeNoted(`${type}.${code}`, body), JSON.stringify(body));
      }
    });
  }

  it('W8: extra fields change nothing', () => {
    fc.assert(
      fc.property(fc.object(), (extra) => {
        const body = { ...extra, ...item, webhook_code: 'ERROR' };
        assert.equal(reactionTo(body).reaction.do, 'signal');
      }),
    );
  });

  it('W8: whatever comes, it throws nothing and always reacts', () => {
    const kinds = Object.keys(catalog).map((kind) => kind.split('.'));
    const field = fc.constantFrom('item_id', 'link_token', 'status', 'public_token', 'public_tokens', 'error');
    const drifted = fc
      .tuple(fc.constantFrom(...kinds), fc.dictionary(field, fc.anything()))
      .map(([[type, code], fields]) => ({ ...fields, webhook_type: type, webhook_code: code }));
    fc.assert(
      fc.property(fc.oneof(fc.anything(), drifted), (body) => {
        assert.match(reactionTo(body).reaction.do, /^(signal|finishLink|keepLinkEvents|drain|read|note)$/);
      }),
      { numRuns: 2000 },
    );
  });
});
