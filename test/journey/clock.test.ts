import assert from 'node:assert/strict';
import { atSimulator, createCase, goThroughLink, read, reads, type View } from '../support/stack/journeys.ts';
import { ledgerOf } from '../support/stack/ledger.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';

describe('POST /dev/clock', () => {
  async function send(body: object): Promise<View> {
    const answer = await fetch(sharedStack().addresses.clock ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    assert.equal(answer.status, 200, text);
    return JSON.parse(text);
  }
  const stageOf = async (id: string) => {
    const { stage, outcome } = await read(`/v1/onboardings/${id}`);
    return `${stage} ${outcome}`;
  };

  it('lets the money arrive and the return window close, and answers once that is on record', async () => {
    const paid = await createCase();
    await goThroughLink(paid.id, { username: 'user_good' });
    await reads(`/v1/onboardings/${paid.id}`, 'transferring', ({ stage }) => stage === 'transferring');
    // The case waits for its applicant, who never comes. It has a month.
    const left = await createCase();
    const before = Date.parse((await send({ advance: '1m' })).now);

    const week = await send({ advance: '1w' });
    assert.ok(Date.parse(week.now) >= before + 7 * 86_400_000, 'the bank is a week ahead');
    assert.equal(week.stayed, null);
    assert.equal(await stageOf(paid.id), 'watching_returns funded');
    assert.equal(await stageOf(left.id), 'awaiting_link null');

    const to = new Date(before + 120 * 86_400_000).toISOString();
    assert.ok(Date.parse((await send({ to })).now) >= Date.parse(to));
    assert.equal(await stageOf(paid.id), 'closed funded');
    assert.equal(await stageOf(left.id), 'closed abandoned');
  });

  it('answers only once the record says what the bank has done, however late its webhooks come', async () => {
    const { id } = await createCase();
    await goThroughLink(id, { username: 'user_good' });
    await reads(`/v1/onboardings/${id}`, 'transferring', ({ stage }) => stage === 'transferring');
    await atSimulator('/simulator/webhooks', { delay_ms: 3_000, codes: ['TRANSFER_EVENTS_UPDATE'] });
    const seen = new Set<string>();
    try {
      while (!seen.has('settled')) {
        await send({ advance: '12h' });
        const [{ status } = assert.fail()] = (await ledgerOf(sharedStack().world, id)).transfers;
        assert.equal((await read(`/v1/onboardings/${id}`)).transfer.status, status);
        seen.add(status);
      }
    } finally {
      await atSimulator('/simulator/webhooks', { delay_ms: 0, codes: null });
    }
    assert.ok(seen.has('posted'), `${[...seen]}`);
  });

  it('goes through all of it in one request', async () => {
    const { id } = await createCase({ funding: { rail: 'ach', direction: 'debit', amount: '40.00' } });
    await goThroughLink(id, { username: 'user_good' });
    await send({ advance: '120d' });
    assert.equal(await stageOf(id), 'closed funded');
  });
});
