import assert from 'node:assert/strict';
import { insertIdentityCheck } from '../../db/bank/identity-checks.ts';
import { moveStage } from '../../db/case/stages.ts';
import { caseInReview, reviewsOn } from '../support/cases/in-review.ts';
import { aMatch, storedAccount } from '../support/cases/stored-case.ts';
import { startApi } from '../support/http/api.ts';
import { consoleOf, people, signedInBy } from '../support/http/console-people.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';

describe('the review queue of the console', () => {
  const renamed = new Map<string, string>();
  const owners = [
    { names: ['Ada King'], emails: ['ada@example.com'], phones: [], addresses: [] },
    { names: ['Ralph King', 'R. King'], emails: [], phones: [], addresses: [] },
  ];
  const plaid = () => fakePlaid({ readOwners: async () => owners });
  const [database, api] = forEachTest((pool) => startApi(pool, { signedIn: signedInBy(renamed), plaid: plaid() }));
  const { get, post } = consoleOf(api);
  const { open, take } = reviewsOn(api);
  let id: string;
  beforeEach(async () => {
    renamed.clear();
    id = await caseInReview(api, database.pool);
  });
  afterEach(() =>
    database.pool.query(`update onboardings set question = null, stage = 'closed', outcome = 'cancelled'`),
  );

  const approve = { decision: 'approve', reason: 'name_variant', note: 'Planted <b>note</b>' };
  const fourEyes = () =>
    database.pool.query(
      `update onboardings set policy = policy || '{"review": {"fourEyes": true, "differentKeys": true}}'`,
    );
  const reviews = async () =>
    (
      await database.pool.query(
        'select reviewer, key_id, decision from reviews where onboarding_id = $1 order by created_at',
        [id],
      )
    ).rows;
  const ines = 'ines-moor.op000002';

  it('shows the cases of the tenant, oldest first, and nothing personal', async () => {
    const later = await caseInReview(api, database.pool, {}, 'nickname');
    const foreign = await caseInReview(api, database.pool, { tenantId: 'other' });
    const { status, text } = await get('viola', '/reviews');
    assert.equal(status, 200);
    const found = [...text.matchAll(/href="\/console\/t\/default\/cases\/(onb_\w+)"/g)].map(([, found]) => found);
    assert.deepEqual(found, [id, later]);
    for (const never of [foreign, 'Ada Byron', 'ada@example.com', 'Take</button>'])
      assert.ok(!text.includes(never), never);
    for (const shown of ['the score is below its threshold', '14 days', '$25.00', '0 of 1', 'free'])
      assert.ok(text.includes(shown) || text.includes('13 days'), shown);
  });

  it('tells apart who holds a case, and is filtered by it', async () => {
    const held = await caseInReview(api, database.pool);
    await take(held, 'other-reviewer');
    await post('ines', `/reviews/${id}/take`);
    const idsFor = async (show: string) =>
      [...(await get('ines', `/reviews?show=${show}`)).text.matchAll(/reviews\/(onb_\w+)"[^>]*data-row/g)].map(
        ([, one]) => one,
      );
    assert.deepEqual([await idsFor('all'), await idsFor('mine'), await idsFor('free')], [[id, held], [id], []]);
  });

  it('shows a person only to the reviewer who has taken the case, and audits the look', async () => {
    const before = await get('ines', `/reviews/${id}`);
    assert.ok(before.text.includes('Take the case') && !before.text.includes('Ada Byron'));
    assert.equal((await post('ines', `/reviews/${id}/take`)).location, `/console/t/default/reviews/${id}`);
    assert.equal((await open(id)).assigned_to.reviewer, ines);
    const mine = await get('ines', `/reviews/${id}`);
    for (const shown of ['Ada Byron', 'ada@example.com', '1 Main St, Springfield, IL, 62701, US', 'not known'])
      assert.ok(mine.text.includes(shown), shown);
    const other = await get('rosa', `/reviews/${id}`);
    assert.ok(other.text.includes(`${ines} works on this case`) && !other.text.includes('Ada Byron'));
    const { body } = await api.send('GET', `/v1/audit?object=${id}`);
    const looks = body.data.filter(({ action }: { action: string }) => action === 'onboardings.identity.read');
    assert.deepEqual(
      looks.map(({ key }: { key: string }) => key),
      [people.ines.id],
    );
  });

  it('shows the applicant beside each owner, with the scores on record and those of each owner now', async () => {
    const { accountId } = await storedAccount(database.pool, id);
    const fields = [{ field: 'legal_name', score: 61, threshold: 85, verdict: 'weak' } as const];
    const check = { ...aMatch, decision: 'unclear', reason: 'name_weak', fields } as const;
    await insertIdentityCheck(database.pool, { ...check, fields, onboardingId: id, accountId });
    await post('ines', `/reviews/${id}/take`);
    const { text } = await get('ines', `/reviews/${id}`);
    const [row = ''] = text.match(/<tr><td data-head="Field"><div>Name<.*?<\/tr>/) ?? [];
    assert.deepEqual(
      [...row.matchAll(/data-head="([^"]+)"[^>]*><div>(.*?)<\/div><\/td>/g)].map(([, head, cell = '']) => [
        head,
        cell.replace(/<[^>]+>/g, ' ').trim(),
      ]),
      [
        ['Field', 'Name'],
        ['Applicant', 'Ada Byron'],
        ['Owner 1', 'Ada King'],
        ['Owner 2', 'Ralph King  R. King'],
        ['Score', '61, needs 85'],
        ['Verdict', 'alike'],
      ],
    );
    assert.ok(
      /data-head="Owner"><div>Owner 2</.test(text) && text.includes('100, needs 70') && text.includes('not known'),
    );
  });

  it('refuses who takes a case that another one holds, and says who that is', async () => {
    await post('ines', `/reviews/${id}/take`);
    const { status, text } = await post('rosa', `/reviews/${id}/take`);
    assert.equal(status, 409);
    assert.match(text, /<title>Error: Review/);
    assert.ok(text.includes(`${ines} works on this case until`));
  });

  it('lets two reviewers decide at once, and the second one reads who holds the case', async () => {
    await post('ines', `/reviews/${id}/take`);
    const { status, text } = await post('rosa', `/reviews/${id}/decide`, approve);
    assert.equal(status, 409);
    assert.ok(text.includes(`${ines} works on this case until`));
    assert.match(text, /Your note, which was not sent<\/h2><p>Planted &lt;b>note&lt;\/b>/);
    assert.deepEqual(await reviews(), []);
  });

  it('records the person who has signed in, whatever the form says', async () => {
    await post('ines', `/reviews/${id}/take`);
    const fields = { ...approve, reviewer: 'somebody-else', once: 'key-1' };
    assert.equal(
      (await post('ines', `/reviews/${id}/decide`, fields)).location,
      '/console/t/default/reviews?done=approved',
    );
    assert.equal((await post('ines', `/reviews/${id}/decide`, fields)).status, 303);
    assert.deepEqual(await reviews(), [{ reviewer: ines, key_id: people.ines.id, decision: 'approve' }]);
  });

  it('needs a decision and a reason that fits it, and keeps what was written', async () => {
    await post('ines', `/reviews/${id}/take`);
    const without = await post('ines', `/reviews/${id}/decide`, { ...approve, reason: '' });
    assert.equal(without.status, 422);
    assert.ok(without.text.includes('href="#reason"') && without.text.includes('Planted &lt;b>note&lt;/b>'));
    const wrong = await post('ines', `/reviews/${id}/decide`, { ...approve, reason: 'suspected_fraud' });
    assert.match(wrong.text, /The reason must be one of: name_variant/);
    assert.equal((await post('ines', `/reviews/${id}/decide`, { reason: 'other' })).status, 422);
    assert.deepEqual(await reviews(), []);
  });

  it('is decided about the question that the reviewer has read', async () => {
    await post('ines', `/reviews/${id}/take`);
    const { status, text } = await post('ines', `/reviews/${id}/decide`, { ...approve, question: 'qst_old' });
    assert.equal(status, 409);
    assert.ok(text.includes('not the one you sent'));
  });

  it('takes two people where the policy wants four eyes, and the same person twice is refused', async () => {
    await fourEyes();
    await post('ines', `/reviews/${id}/take`);
    assert.equal((await post('ines', `/reviews/${id}/decide`, approve)).status, 303);
    await post('ines', `/reviews/${id}/take`);
    const again = await post('ines', `/reviews/${id}/decide`, approve);
    assert.equal(again.status, 409);
    assert.ok(again.text.includes('This reviewer has already approved. Another reviewer has to approve as well.'));
    renamed.set(people.ines.id, 'Agnes Moor');
    const underAnotherName = await post('ines', `/reviews/${id}/decide`, approve);
    assert.ok(underAnotherName.text.includes('This reviewer has already approved.'));
    await post('ines', `/reviews/${id}/give_back`);

    await post('namesake', `/reviews/${id}/take`);
    const second = await get('namesake', `/reviews/${id}`);
    assert.ok(second.text.includes(ines) && !second.text.includes('Planted'));
    assert.equal((await post('namesake', `/reviews/${id}/decide`, { ...approve, note: 'Second' })).status, 303);
    assert.deepEqual(
      (await reviews()).map(({ reviewer }) => reviewer),
      [ines, 'ines-moor.op000003'],
    );
  });

  it('goes back into the queue, and to another reviewer', async () => {
    await post('ines', `/reviews/${id}/take`);
    assert.equal(
      (await post('ines', `/reviews/${id}/give_back`)).location,
      '/console/t/default/reviews?done=given_back',
    );
    assert.equal((await open(id)).assigned_to, null);
    await post('ines', `/reviews/${id}/take`);
    const bad = await post('ines', `/reviews/${id}/hand_over`, { to: 'jane@example.com' });
    assert.equal(bad.status, 422);
    assert.match(bad.text, /<input[^>]*id="to"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="to"/);
    assert.equal((await post('ines', `/reviews/${id}/hand_over`, { to: 'rosa.op000004' })).status, 303);
    assert.equal((await open(id)).assigned_to.reviewer, 'rosa.op000004');
    assert.ok((await get('rosa', `/reviews/${id}`)).text.includes('Ada Byron'));
  });

  it('gives a viewer no command, and no person', async () => {
    assert.equal((await get('viola', `/reviews/${id}`)).status, 403);
    for (const command of ['take', 'give_back', 'hand_over', 'decide'])
      assert.equal((await post('viola', `/reviews/${id}/${command}`, { ...approve, to: 'a' })).status, 403, command);
    assert.deepEqual([(await open(id)).assigned_to, await reviews()], [null, []]);
  });

  it('is not there for people of another tenant', async () => {
    assert.equal((await get('stranger', '/reviews')).status, 404);
    const foreign = consoleOf(api, 'other');
    assert.ok(!(await foreign.get('stranger', `/reviews/${id}`)).text.includes('Ada Byron'));
    assert.equal((await foreign.post('stranger', `/reviews/${id}/take`)).status, 404);
  });

  it('says so once no question is open', async () => {
    await moveStage(database.pool, { onboardingId: id, step: 6, stage: 'authorizing' });
    const { status, text } = await get('ines', `/reviews/${id}`);
    assert.equal(status, 200);
    assert.ok(text.includes('No question is open'));
    assert.equal((await post('ines', `/reviews/${id}/take`)).status, 409);
  });
});
