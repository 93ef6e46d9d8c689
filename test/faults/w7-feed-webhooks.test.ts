import assert from 'node:assert/strict';
import { feedWorkflowId } from '../../workflows/messages.ts';
import { ownDatabase } from '../support/database.ts';
import { type Door, openDoor } from '../support/door.ts';
import { trials } from '../support/trials.ts';

const update = JSON.stringify({ webhook_type: 'TRANSFER', webhook_code: 'TRANSFER_EVENTS_UPDATE' }, null, 2);
/** How many come at once; the relay turns after each burst. */
const bursts = [1, 4, 20, 75];
const perRound = bursts.reduce((sum, burst) => sum + burst);

describe('W7: webhooks that are all alike', () => {
  const database = ownDatabase();
  let door: Door;
  before(async () => {
    door = await openDoor(database.pool);
  });
  after(() => door.stop());

  const woken = () => door.temporal.signals.filter(({ workflowId }) => workflowId === feedWorkflowId('transfer'));

  /** Twice: signed anew, so the tokens differ; the second in which they were signed does not. */
  async function deliverTwice(at: Date): Promise<void> {
    const tokens = [await door.signer.sign(update, { at }), await door.signer.sign(update, { at })];
    assert.notEqual(tokens[0], tokens[1]);
    const answers = await Promise.all(tokens.map((token) => door.deliver(update, token)));
    for (const { status } of answers) assert.equal(status, 200);
  }

  const rounds = trials({ short: 50, nightly: 500 });
  it(`W7: each of ${rounds * perRound} wakes the feed, but one that was signed in the same second`, async function () {
    // Measured: 0.13 s a round on two cores that do other things as well.
    this.timeout(rounds * 1_000);
    await door.relay.turn();
    const began = Math.floor(Date.now() / 1000) - perRound;
    for (let round = 0; round < rounds; round += 1) {
      let second = 0;
      for (const burst of bursts) {
        const before = woken().length;
        await Promise.all(Array.from({ length: burst }, () => deliverTwice(new Date((began + second++) * 1000))));
        await door.relay.turn();
        const times = woken().length - before;
        // Those that come together wake it together.
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
