import assert from 'node:assert/strict';
import { linkTokenRequest, plaidError, type RunningSimulator, runSimulator } from './running-simulator.ts';

describe('one person with several Items', () => {
  let simulator: RunningSimulator;
  beforeEach(async () => {
    simulator = await runSimulator();
  });
  afterEach(() => simulator.stop());

  /** The person links at the bank, for a new case. */
  async function links(person: string | undefined, client_user_id: string, institution_id = 'ins_109508') {
    const { data: token } = await simulator.plaid.linkTokenCreate(linkTokenRequest({ user: { client_user_id } }));
    const finish = { link_token: token.link_token, username: 'user_good', person, institution_id };
    const { body } = await simulator.control('/link', finish);
    const public_token = String(body.public_token);
    return (await simulator.plaid.itemPublicTokenExchange({ public_token })).data.access_token;
  }
  async function accountOf(access_token: string) {
    const { data } = await simulator.plaid.authGet({ access_token });
    const [account, numbers] = [data.accounts[0], data.numbers.ach[0]];
    return { id: account?.persistent_account_id, mask: account?.mask, number: numbers?.account };
  }
  const oauth = 'ins_127287';

  it('has one account in every case, and no other person has it', async () => {
    const [first, again] = [await links('ada', 'onb_1'), await links('ada', 'onb_2')];
    assert.deepEqual(await accountOf(first), await accountOf(again));
    const numbers = new Set<string | undefined>();
    for (const person of ['ada', 'grace', undefined]) {
      numbers.add((await accountOf(await links(person, 'onb_3'))).number);
    }
    assert.equal(numbers.size, 3);
    const { mask, number } = await accountOf(first);
    assert.equal(number?.slice(-4), mask);
  });

  it("keeps the bank's own id of an account whose numbers are tokens", async () => {
    const { id } = await accountOf(await links('ada', 'onb_1', oauth));
    assert.ok(id);
    assert.equal((await accountOf(await links('ada', 'onb_2', oauth))).id, id);
    assert.notEqual((await accountOf(await links('grace', 'onb_3', oauth))).id, id);
  });

  it('has one login per client at a bank with OAuth: a new or renewed one ends the others', async () => {
    const older = await links('ada', 'onb_1', oauth);
    const stranger = await links('grace', 'onb_2', oauth);
    const newer = await links('ada', 'onb_3', oauth);
    const broken = async (access_token: string) =>
      simulator.plaid.authGet({ access_token }).then(
        () => false,
        async (error: unknown) => (await plaidError(Promise.reject(error))).error_code === 'ITEM_LOGIN_REQUIRED',
      );
    assert.deepEqual([await broken(older), await broken(newer), await broken(stranger)], [true, false, false]);
    const { products: _, ...update } = linkTokenRequest();
    const { data: repair } = await simulator.plaid.linkTokenCreate({ ...update, access_token: older });
    await simulator.control('/link', { link_token: repair.link_token });
    assert.deepEqual([await broken(older), await broken(newer), await broken(stranger)], [false, true, false]);
  });

  it('cannot sign in at a bank that does not exist', async () => {
    const { data: token } = await simulator.plaid.linkTokenCreate(linkTokenRequest());
    const refused = await simulator.control('/link', {
      link_token: token.link_token,
      username: 'user_good',
      institution_id: 'ins_0',
    });
    assert.equal(refused.status, 400);
    assert.match(JSON.stringify(refused.body), /institution_id must be one of ins_109508/);
  });
});
