import assert from 'node:assert/strict';
import fc from 'fast-check';
import { catalog, type Reaction, reactionTo } from '../../plaid/webhooks.ts';

const item = { webhook_type: 'ITEM', item_id: 'item-1', environment: 'sandbox' };
const session = { webhook_type: 'LINK', webhook_code: 'SESSION_FINISHED', link_session_id: 's', link_token: 'link-1' };

/** What is in a reaction, its secrets opened. */
function opened(reaction: Reaction) {
  if (reaction.do !== 'finishLink') return reaction;
  return {
    ...reaction,
    linkToken: reaction.linkToken.reveal(),
    publicTokens: reaction.publicTokens.map((token) => token.reveal()),
  };
}

const stories: Record<keyof typeof catalog, [what: string, body: object, reaction: object][]> = {
  'LINK.SESSION_FINISHED': [
    [
      'success with one token',
      { ...session, status: 'SUCCESS', public_token: 'public-1' },
      { do: 'finishLink', linkToken: 'link-1', publicTokens: ['public-1'], status: 'success' },
    ],
    [
      'success with a list, in lower case',
      { ...session, status: 'success', public_token: 'public-1', public_tokens: ['public-1', 'public-2'] },
      { do: 'finishLink', linkToken: 'link-1', publicTokens: ['public-1', 'public-2'], status: 'success' },
    ],
    [
      'success of an update, which has no token',
      { ...session, status: 'SUCCESS', public_tokens: [] },
      { do: 'finishLink', linkToken: 'link-1', publicTokens: [], status: 'success' },
    ],
    [
      'exit',
      { ...session, status: 'EXITED' },
      { do: 'finishLink', linkToken: 'link-1', publicTokens: [], status: 'exited' },
    ],
    [
      'a status that we do not know',
      { ...session, status: 'PAUSED' },
      { do: 'note', why: 'the body is not what we expect at: status' },
    ],
  ],
  'ITEM.ERROR': [
    [
      'a broken login',
      { ...item, webhook_code: 'ERROR', error: { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED' } },
      { do: 'tell', route: { kind: 'item', id: 'item-1' }, signal: 'itemChanged', change: 'broken' },
    ],
    [
      'no item',
      { webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: null },
      { do: 'note', why: 'the body is not what we expect at: item_id' },
    ],
  ],
  'ITEM.LOGIN_REPAIRED': [
    [
      'a repaired login',
      { ...item, webhook_code: 'LOGIN_REPAIRED' },
      { do: 'tell', route: { kind: 'item', id: 'item-1' }, signal: 'itemChanged', change: 'repaired' },
    ],
  ],
  'TRANSFER.TRANSFER_EVENTS_UPDATE': [
    [
      'the constant body',
      { webhook_type: 'TRANSFER', webhook_code: 'TRANSFER_EVENTS_UPDATE', environment: 'sandbox' },
      { do: 'drain', feed: 'transfer' },
    ],
  ],
  'BANK_TRANSFERS.BANK_TRANSFERS_EVENTS_UPDATE': [
    [
      'the constant body',
      { webhook_type: 'BANK_TRANSFERS', webhook_code: 'BANK_TRANSFERS_EVENTS_UPDATE', environment: 'sandbox' },
      { do: 'drain', feed: 'bank-transfer' },
    ],
  ],
};

describe('webhook catalog', () => {
  for (const [kind, entries] of Object.entries(stories)) {
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

  it('W8: extra fields change nothing', () => {
    fc.assert(
      fc.property(fc.object(), (extra) => {
        const body = { ...extra, ...item, webhook_code: 'ERROR' };
        assert.equal(reactionTo(body).reaction.do, 'tell');
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
        assert.match(reactionTo(body).reaction.do, /^(tell|finishLink|drain|note)$/);
      }),
      { numRuns: 2000 },
    );
  });
});
