import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { openDoor } from '../support/http/door.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { stopwatch } from '../support/lateness.ts';

const headers = 'POST /plaid/webhooks HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n';
const body = '{"webhook_type":"WEATHER","webhook_code":"RAIN"}';

describe('senders that are slow on purpose', () => {
  const [database, door] = forAllTests(openDoor);

  /** Sends `begin`, then a byte every 250 ms. Returns the answer, and after how many seconds it came. */
  function drips(begin: string): Promise<{ answer: string; seconds: number }> {
    const { hostname, port } = new URL(door.address);
    return new Promise((resolve) => {
      const seconds = stopwatch();
      let answer = '';
      let dripping: NodeJS.Timeout | undefined;
      const socket = connect(Number(port), hostname, () => {
        socket.write(begin);
        dripping = setInterval(() => socket.write('x'), 250);
      });
      socket.setEncoding('utf8').on('data', (text) => {
        answer += text;
      });
      socket.on('error', () => {});
      socket.on('close', () => {
        clearInterval(dripping);
        resolve({ answer, seconds: seconds() });
      });
    });
  }

  it('P4: are cut off, by their headers after five seconds and by their body after fifteen, and hold up no other client', async () => {
    // Our limits are real time here (api/http/server.ts). Node's own are one minute and five.
    const token = await door.signer.sign(body);
    const slow = [
      ...Array.from({ length: 200 }, () => drips(headers)),
      ...Array.from({ length: 200 }, () => drips(`${headers}Plaid-Verification: ${token}\r\n\r\n`)),
    ];
    const kept = await door.deliver(body);
    assert.equal(kept.status, 200);
    for (const { answer, seconds } of await Promise.all(slow)) {
      assert.match(answer, /^HTTP\/1\.1 408 /);
      assert.ok(seconds < 50, `held on for ${seconds} s`);
    }
    assert.equal((await database.pool.query('select from webhooks')).rowCount, 1);
  });

  it('P4: without a token of Plaid, the door reads no body of theirs', async () => {
    const { answer } = await drips(`${headers}\r\n`);
    assert.match(answer, /^HTTP\/1\.1 401 /);
    assert.match(answer, /^Connection: close/im);
  });
});
