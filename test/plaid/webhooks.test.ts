import assert from 'node:assert/strict';
import fc from 'fast-check';
import { catalog, type Reaction, reactionTo } from '../../plaid/webhooks.ts';
import { item, session, webhookStories } from './webhook-stories.ts';

/** What is in a reaction, its secrets opened. */
function opened(reaction: Reaction) {
  if (reaction.do === 'keepLinkEvents') return { ...reaction, linkToken: reaction.linkToken.reveal() };
  if (reaction.do !== 'finishLink') return reaction;
  return {
    ...reaction,
    linkToken: reaction.linkToken.reveal(),
    publicTokens: reaction.publicTokens.map((token) => token.reveal()),
  };
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
        assert.match(reactionTo(body).reaction.do, /^(tell|finishLink|keepLinkEvents|drain|read|note)$/);
      }),
      { numRuns: 2000 },
    );
  });
});
