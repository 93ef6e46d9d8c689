import assert from 'node:assert/strict';
import { feedWorkflowId } from '../../workflows/messages.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type Door, openDoor } from '../support/http/door.ts';
import { trials } from '../support/trials.ts';

const update = JSON.stringify({ webhook_type: 'TRANSFER', webhook_code: 'TRANSFER_EVENTS_UPDATE' }, null, 2);
/** How many webhooks come at once. The relay runs after each burst. */
const bursts = [1, 4, 20, 75];
const perRound = bursts.reduce((sum, burst) => sum + burst);

describe('W7: webhooks with identical bodies', () => {
  const database = ownDatabase();
  let door: Door;
  before(async () => {
    door = await openDoor(database.pool);
  });
  after(() => door.stop());

  const woken = () => door.temporal.signals.filter(({ workflowId }) => workflowId === feedWorkflowId('transfer'));

  /** Signs the webhook twice within one second, so the tokens differ and their times do not. */
  async function deliverTwice(at: Date): Promise<void> {
    const tokens = [await door.signer.sign(update, { at }), await door.signer.sign(update, { at })];
    assert.notEqual(tokens[0], tokens[1]);
    const answers = await Promise.all(tokens.map((token) => door.deliver(update, token)));
    for (const { status } of answers) assert.equal(status, 200);
  }

  const rounds = trials({ local: 10, ci: 50, nightly: 500 });
  it(`W7: each of ${rounds * perRound} wakes the feed, except one signed within the same second as another`, async () => {
    await door.relay.turn();
    for (let round = 0; round < rounds; round += 1) {
      const began = Math.floor(Date.now() / 1000) - perRound;
      let second = 0;
      for (const burst of bursts) {
        const before = woken().length;
        await Promise.all(Array.from({ length: burst }, () => deliverTwice(new Date((began + second++) * 1000))));
        await door.relay.turn();
        const times = woken().length - before;
        // Webhooks that come together wake the feed once.
        assert.ok(times >= 1 && times <= burst, `${burst} have woken it ${times} times`);
      }
      const { rows } = await database.pool.query('delete from webhooks returning status, result');
      assert.deepEqual(
        rows,
        Array.from({ length: perRound }, () => ({ status: 'done', result: 'feed woken' })),
      );
    }
  });
});
