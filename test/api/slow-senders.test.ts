import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { ownDatabase } from '../support/database.ts';
import { type Door, openDoor } from '../support/door.ts';

const headers = 'POST /plaid/webhooks HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n';

describe('senders that are slow on purpose', () => {
  const database = ownDatabase();
  let door: Door;
  before(async () => {
    door = await openDoor(database.pool);
  });
  after(() => door.stop());

  /** Begins like that and goes on by a byte every 250 ms. Gives what it was answered, and after how many seconds. */
  function drips(begin: string): Promise<{ answer: string; seconds: number }> {
    const { hostname, port } = new URL(door.address);
    return new Promise((resolve) => {
      const began = performance.now();
      let answer = '';
      const socket = connect(Number(port), hostname, () => socket.write(begin));
      const dripping = setInterval(() => socket.write('x'), 250);
      socket.setEncoding('utf8').on('data', (text) => {
        answer += text;
      });
      socket.on('error', () => {});
      socket.on('close', () => {
        clearInterval(dripping);
        resolve({ answer, seconds: (performance.now() - began) / 1000 });
      });
    });
  }

  it('P4: are cut off, by their headers after ten seconds and by their body after fifteen, and hold up nobody', async function () {
    // Our limits are real time here (api/server.ts).
    this.timeout(30_000);
    const slow = [
      ...Array.from({ length: 200 }, () => ({ within: 12, ended: drips(headers) })),
      ...Array.from({ length: 200 }, () => ({ within: 17, ended: drips(`${headers}\r\n`) })),
    ];
    const kept = await door.deliver('{"webhook_type":"WEATHER","webhook_code":"RAIN"}');
    assert.equal(kept.status, 200);
    for (const { within, ended } of slow) {
      const { answer, seconds } = await ended;
      assert.match(answer, /^HTTP\/1\.1 408 /);
      assert.ok(seconds < within, `held on for ${seconds} s`);
    }
    assert.equal((await database.pool.query('select from webhooks')).rowCount, 1);
  });
});
