import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { askPlaid } from '../../plaid/ask.ts';

describe('a call to Plaid', () => {
  const timeoutMs = 5;
  const ask = askPlaid({ clientId: 'client-id', secret: 'secret', baseUrl: 'http://127.0.0.1:1', timeoutMs });

  for (const fails of [false, true]) {
    it(`that ${fails ? 'fails' : 'succeeds'} leaves no timer behind`, async () => {
      let signal: AbortSignal | undefined;
      const answer = ask({
        ...{ endpoint: '/item/get', answer: z.object({}) },
        send: async (_, options) => {
          ({ signal } = options);
          if (fails) throw new Error('cut off');
          return { data: {} };
        },
      });
      await (fails ? assert.rejects(answer) : answer);
      // Node fires timers in the order of their times, so the one of the call would have fired before this one.
      await setTimeout(4 * timeoutMs);
      assert.equal(signal?.aborted, false);
    });
  }
});
