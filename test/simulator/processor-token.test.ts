import assert from 'node:assert/strict';
import { ProcessorTokenCreateRequestProcessorEnum } from 'plaid';
import { processors } from '../../domain/bank/processors.ts';
import { processors as simulated } from '../../simulator/link/processor-endpoints.ts';
import { link, plaidError, type RunningSimulator, runSimulator } from './running-simulator.ts';

const { Dwolla, Unit } = ProcessorTokenCreateRequestProcessorEnum;

describe('/processor/token/create', () => {
  let simulator: RunningSimulator;
  before(async () => {
    simulator = await runSimulator();
  });
  after(() => simulator.stop());

  const askFor = async (access_token: string, processor = Dwolla) => {
    const { data } = await simulator.plaid.accountsGet({ access_token });
    const account_id = data.accounts[0]?.account_id ?? '';
    return { access_token, account_id, processor };
  };

  it("has Plaid's processors, as Gangway has", () => {
    const theirs = Object.values(ProcessorTokenCreateRequestProcessorEnum).sort();
    assert.deepEqual([...simulated].sort(), theirs);
    assert.deepEqual([...processors].sort(), theirs);
  });

  it('gives a token for an account, and none for one that the Item does not share', async () => {
    const { access_token } = await link(simulator, 'user_good');
    const asked = await askFor(access_token, Unit);
    assert.match((await simulator.plaid.processorTokenCreate(asked)).data.processor_token, /^processor-sandbox-/);
    const other = await plaidError(simulator.plaid.processorTokenCreate({ ...asked, account_id: 'none' }));
    assert.equal(other.error_code, 'INVALID_ACCOUNT_ID');
  });

  it('refuses a processor that Plaid does not name', async () => {
    const { access_token } = await link(simulator, 'user_good');
    const asked = { ...(await askFor(access_token)), processor: 'stripe' as typeof Dwolla };
    const refused = await plaidError(simulator.plaid.processorTokenCreate(asked));
    assert.deepEqual([refused.error_code, /^processor: /.test(refused.error_message)], ['INVALID_FIELD', true]);
  });

  it('refuses while the login is broken, or consent is missing', async () => {
    const broken = await link(simulator, 'user_good');
    const asked = await askFor(broken.access_token);
    await simulator.plaid.sandboxItemResetLogin({ access_token: broken.access_token });
    assert.equal((await plaidError(simulator.plaid.processorTokenCreate(asked))).error_code, 'ITEM_LOGIN_REQUIRED');
    const other = await link(simulator, 'user_good');
    const without = await askFor(other.access_token);
    await simulator.control('/items', {
      item_id: other.item_id,
      happens: { event: 'consent_withdrawn', products: ['auth'] },
    });
    const refused = await plaidError(simulator.plaid.processorTokenCreate(without));
    assert.equal(refused.error_code, 'ADDITIONAL_CONSENT_REQUIRED');
  });
});
