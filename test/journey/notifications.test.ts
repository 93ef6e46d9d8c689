import assert from 'node:assert/strict';
import type { Story } from '../../dev/demo/stories.ts';
import type { Received } from '../support/http/receiver.ts';
import { chosenStories, heardOf, type PlayedStories, playedStories } from '../support/stack/played-stories.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';

const told = chosenStories.filter(({ name }) => name in heardOf);

describe('notifications, from the stack to a tenant', () => {
  let played: PlayedStories;

  before(async () => {
    played = await playedStories();
  });

  const caseOf = ({ name }: Story) => played.cases[chosenStories.findIndex((story) => story.name === name)];
  const of = (id: string): Received[] => played.received.filter(({ json }) => json.data.onboarding_id === id);

  it('F2: a notification over which the API was killed is sent again, under its id', async () => {
    const { pids } = sharedStack();
    const { killed, received } = played;
    assert.ok(killed && killed !== (await pids()).api, 'the API was not killed');
    const [first] = received;
    const again = received.filter(({ id }) => id === first?.id);
    assert.ok(again.length >= 2, 'the first one came once');
    assert.ok(again.every(({ body }) => body === first?.body));
  });

  it('I10: each has a valid signature, by the library that receivers use', () => {
    assert.ok(played.received.length > 0);
    assert.deepEqual(played.unsigned, []);
  });

  for (const story of told) {
    const { name, ends } = story;
    it(`${name}: ${heardOf[name]?.join(', then ')}`, () => {
      const one = caseOf(story);
      const got = of(one?.view.id ?? '');
      const once = new Map(got.map(({ id, json }) => [id, json]));
      const inOrder = [...once.values()].sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
      // The number of reminders depends on how far the time jumps go. A jump that moves a case past the day on which
      // its money came back may remind the applicant before they could act.
      const reminds = heardOf[name]?.includes('reminder');
      const types = inOrder
        .map(({ type }) => type)
        .filter((type) => reminds || type !== 'onboarding.reminder')
        .filter((type, at, all) => type !== all[at - 1]);
      assert.deepEqual(
        types,
        heardOf[name]?.map((type) => `onboarding.${type}`),
      );
      const last = inOrder.at(-1)?.data;
      assert.deepEqual([last.user_id, last.outcome], [one?.userId, ends]);
    });
  }

  it('say why money came back, as a code and in words', () => {
    const disputed = told.find(({ name }) => name === 'disputed weeks later (R10)') as Story;
    const got = of(caseOf(disputed)?.view.id ?? '');
    const returned = got.find(({ json }) => json.type === 'onboarding.returned')?.json.data;
    assert.deepEqual([returned.reason, returned.direction], ['R10', 'debit']);
    assert.match(returned.detail, /^Your bank has taken the payment .* did not permit this debit\.$/);
  });
});
