import assert from 'node:assert/strict';
import { CountryCode, type LinkTokenCreateRequest, Products } from 'plaid';
import { linkTokenRequest, plaidError, type RunningSimulator, runSimulator } from './running-simulator.ts';

const { Assets, Auth, Balance, Identity, Signal, Transactions, Transfer } = Products;
const lists = [
  'products',
  'required_if_supported_products',
  'optional_products',
  'additional_consented_products',
] as const;

describe('/link/token/create', () => {
  let simulator: RunningSimulator;
  before(async () => {
    simulator = await runSimulator();
  });
  after(() => simulator.stop());

  const create = (more: Partial<LinkTokenCreateRequest>) => simulator.plaid.linkTokenCreate(linkTokenRequest(more));
  async function refused(more: Partial<LinkTokenCreateRequest>, message: RegExp, code = 'INVALID_FIELD') {
    const error = await plaidError(create(more));
    assert.deepEqual([error.status, error.error_type, error.error_code], [400, 'INVALID_REQUEST', code]);
    assert.match(error.error_message, message);
  }

  for (const list of lists) {
    it(`refuses balance in ${list}`, async () => {
      const more = { products: [Auth], [list]: [...(list === 'products' ? [Auth] : []), Balance] };
      await refused(more, /^provided product is not supported as an initial product: balance$/);
    });

    for (const other of lists.slice(lists.indexOf(list) + 1)) {
      it(`refuses a product in both ${list} and ${other}`, async () => {
        const more = { products: [Auth], [list]: [Identity], [other]: [Identity] };
        await refused(more, new RegExp(`identity must not be in both ${list} and ${other}`));
      });
    }
  }

  it('takes each product in a list of its own', async () => {
    await create({
      products: [Transfer],
      required_if_supported_products: [Auth, Identity],
      optional_products: [Assets],
      additional_consented_products: [Transactions],
    });
  });

  for (const countries of [['GB'], ['CA'], ['US', 'GB'], ['US', 'CA']]) {
    const country_codes = countries as CountryCode[];
    for (const flag of ['automated', 'instant', 'same_day']) {
      it(`refuses ${flag} micro-deposits in ${countries}, but allows them to be off`, async () => {
        const name = `auth.${flag}_microdeposits_enabled`;
        const auth = { [`${flag}_microdeposits_enabled`]: true };
        await refused({ products: [Auth], country_codes, auth }, new RegExp(name));
        await create({ products: [Auth], country_codes, auth: { [`${flag}_microdeposits_enabled`]: false } });
      });
    }
    for (const product of [Transfer, Signal]) {
      it(`refuses ${product} in ${countries}, in every list`, async () => {
        await refused({ products: [product], country_codes }, new RegExp(`${product} is supported in US only`));
        for (const list of lists.slice(1)) {
          await refused({ products: [Auth], country_codes, [list]: [product] }, /is supported in US only/);
        }
      });
    }
    it(`takes what Plaid has in ${countries}`, async () => {
      await create({ products: [Auth, Identity, Transactions], country_codes });
    });
  }

  it('needs at least one product, even if the request has optional ones', async () => {
    await refused({ products: [] }, /^must provide at least one product$/);
    await refused({ products: [], optional_products: [Auth] }, /^must provide at least one product$/);
    await refused({ products: [], required_if_supported_products: [Auth] }, /^must provide at least one product$/);
  });

  it('needs user or user_id, and either is enough', async () => {
    const { user: _, ...nobody } = linkTokenRequest();
    const error = await plaidError(simulator.plaid.linkTokenCreate(nobody));
    assert.deepEqual(
      [error.error_code, error.error_message],
      ['MISSING_FIELDS', 'the following required fields are missing: user'],
    );
    const { data } = await simulator.plaid.userCreate({ client_user_id: 'somebody' });
    const created = await simulator.plaid.linkTokenCreate({ ...nobody, user_id: data.user_id ?? '' });
    const { body } = await simulator.control('/link', { client_user_id: 'somebody', username: 'user_good' });
    assert.ok(body.public_token);
    assert.ok(created.data.link_token);
  });

  it('refuses a malformed address, email or phone number', async () => {
    await refused({ redirect_uri: 'https://gangway.example/back?case=1' }, /query parameters/);
    await refused({ redirect_uri: 'gangway://back' }, /redirect_uri/);
    await refused({ webhook: 'gangway.example/webhooks' }, /webhook/);
    await refused({ user: { client_user_id: '1', phone_number: '415 555' } }, /user.phone_number/);
    await refused({ user: { client_user_id: '1', email_address: 'nobody' } }, /user.email_address/);
  });

  it('takes countries only that Plaid has', async () => {
    await refused({ products: [Auth], country_codes: ['UK' as CountryCode] }, /country_codes.0/);
    await create({ products: [Auth], country_codes: [CountryCode.Gb] });
  });
});
