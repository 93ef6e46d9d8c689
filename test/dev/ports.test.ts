import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { assertFree, freePort } from '../../dev/ports.ts';

describe('a port', () => {
  it('that is taken throws one sentence, with the setting that changes it', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    try {
      await assert.rejects(assertFree(port, 'the API', 'GANGWAY_API_PORT'), (error: Error) => {
        assert.match(
          error.message,
          new RegExp(`^Port ${port} for the API is taken.*: end that, or set GANGWAY_API_PORT`),
        );
        assert.equal(error.message.split('\n').length, 1);
        return true;
      });
    } finally {
      holder.close();
    }
  });

  it('that is free passes', async () => {
    await assertFree(await freePort(), 'the API', 'GANGWAY_API_PORT');
  });
});
