import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { timelineRows, timelineWords } from '../../console/desk/case/timeline-words.ts';
import { roomFiles } from '../rules/source-files.ts';

describe('the timeline in words', () => {
  it('has words for every entry that the sources write', async () => {
    const written = new Set<string>();
    for (const path of roomFiles()) {
      const text = await readFile(path, 'utf8');
      for (const [, what = ''] of text.matchAll(/addToTimeline\(\s*\w+,[^,]+,\s*'(\w+)'/g)) written.add(what);
      for (const [, insert = ''] of text.matchAll(/insert into timeline ([^;`]*)/g))
        for (const [, what = ''] of insert.matchAll(/(?:select (?:\$1|\w+), )'(\w+)'(?! \|\|)/g)) written.add(what);
    }
    assert.ok(written.size >= 18, `${[...written]}`);
    assert.deepEqual(
      [...written].filter((what) => !timelineRows.has(what)),
      [],
    );
  });

  it('says who, what and why', () => {
    const words = (what: string, detail = {}) => timelineWords({ what, detail });
    assert.equal(
      words('reviewed', { reviewer: 'ops-7', decision: 'reject', reason: 'no_response' }),
      'ops-7 decided to reject: the applicant did not answer the questions of the reviewer',
    );
    assert.equal(words('confirmed', { by: 'tenant' }), 'The tenant confirmed the transfer');
    assert.equal(words('refund_returned', { refund: 'rfd_1' }), 'The refund was sent back by the bank');
    assert.equal(words('from_another_release'), 'from another release');
  });
});
