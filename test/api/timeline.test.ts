import assert from 'node:assert/strict';
import { moveStage } from '../../db/case/stages.ts';
import { createdCase, startApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';

describe('GET …/timeline', () => {
  const [database, api] = forEachTest(startApi);
  let id: string;
  beforeEach(async () => {
    id = await createdCase(api);
  });

  const read = (query = '') => api.send('GET', `/v1/onboardings/${id}/timeline${query}`);

  it('shows the events of the case, page by page', async () => {
    await moveStage(database.pool, { onboardingId: id, step: 9, stage: 'in_review', waitingFor: 'review' });
    const { body } = await read();
    assert.deepEqual(
      body.data.map(({ what }: { what: string }) => what),
      ['starting', 'awaiting_link', 'in_review'],
    );
    const first = await read('?limit=2');
    assert.equal(first.body.data.length, 2);
    const second = await read(`?limit=2&cursor=${first.body.next_cursor}`);
    assert.deepEqual([second.body.data[0].what, second.body.next_cursor], ['in_review', null]);
  });
});
