import assert from 'node:assert/strict';
import { allStories } from '../../dev/demo/about.ts';
import type { World } from '../../dev/demo/call.ts';
import type { DemoCase } from '../../dev/demo/case.ts';
import { act } from '../../dev/demo/people.ts';

describe('the people of the demo', () => {
  const inReview = (name: string, done: string[]) => {
    const story = allStories.find((one) => one.name === name);
    const view = { id: 'onb_1', stage: 'in_review', next_action: { type: 'review', approvals_needed: 1 }, offers: [] };
    return {
      label: name,
      userId: 'user',
      story,
      view,
      done: new Set(done),
      asked: [],
      stepsTaken: 0,
    } as unknown as DemoCase;
  };
  const reviewsOf = async (one: DemoCase) => {
    const asked: unknown[] = [];
    const POST = async (_path: string, { body }: { body: { decision: string } }) => void asked.push(body.decision);
    const api = { POST } as unknown as World['api'];
    await act({ api, simulator: async () => ({ status: 200, body: {} }), report: () => {} }, one);
    return asked;
  };

  it('no reviewer decides while the case has not yet heard that the applicant took its offer', async () => {
    assert.deepEqual(await reviewsOf(inReview('new account chosen', ['offer'])), []);
  });

  it('a reviewer of a story decides as the story says', async () => {
    assert.deepEqual(await reviewsOf(inReview('name alike, reviewer rejects', [])), ['reject']);
  });
});
