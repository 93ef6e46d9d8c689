import assert from 'node:assert/strict';
import { withStub } from './stub.ts';

describe("an applicant's Identity Verifications", () => {
  it('are an outage if their list leads in a circle', async () => {
    await withStub({ body: { identity_verifications: [], next_cursor: 'again' } }, async (plaid, asked) => {
      const template = { templateId: 'idvtmp_1', clientUserId: 'onb_1' };
      await assert.rejects(plaid.readIdentityVerification(template), {
        kind: 'unavailable',
        detail: { code: 'attempts_do_not_end' },
      });
      assert.equal(asked.length, 20);
    });
  });
});
