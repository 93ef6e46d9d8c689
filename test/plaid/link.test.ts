import assert from 'node:assert/strict';
import { Secret } from '../../domain/secret.ts';
import { withStub } from './stub.ts';

const accessToken = new Secret('access-1');

describe('Link tokens', () => {
  const answer = {
    body: {
      link_token: 'link-1',
      expiration: '2026-03-02T19:00:00Z',
      hosted_link_url: 'https://hosted.example/1',
      request_id: 'r',
    },
  };
  const asking = {
    products: [],
    clientUserId: 'onb_1',
    webhookUrl: 'https://gangway.example/plaid/webhooks',
    settings: {},
  };
  const common = {
    client_name: 'Gangway',
    language: 'en',
    country_codes: ['US'],
    user: { client_user_id: 'onb_1' },
    webhook: 'https://gangway.example/plaid/webhooks',
  };

  it('for a new account: transfer alone in products, so that same-day micro-deposits stay possible', async () => {
    await withStub(answer, async (plaid, asked) => {
      const token = await plaid.createLinkToken({
        ...asking,
        settings: { completionRedirectUri: 'https://product.example/back' },
        purpose: { mode: 'new' },
      });
      assert.equal(token.token.reveal(), 'link-1');
      assert.deepEqual(
        { ...token, token: null },
        { token: null, hostedUrl: 'https://hosted.example/1', expiresAt: new Date('2026-03-02T19:00:00Z') },
      );
      assert.deepEqual(asked[0]?.body, {
        ...common,
        hosted_link: {
          url_lifetime_seconds: 14_400,
          completion_redirect_uri: 'https://product.example/back?onboarding_id=onb_1',
        },
        products: ['transfer'],
        auth: {
          automated_microdeposits_enabled: true,
          instant_microdeposits_enabled: true,
          same_day_microdeposits_enabled: true,
        },
        required_if_supported_products: ['auth', 'identity'],
      });
    });
  });

  it('for a new account with more data: assets if the bank has them, transactions by consent alone', async () => {
    await withStub(answer, async (plaid, asked) => {
      const purpose = { mode: 'new' } as const;
      await plaid.createLinkToken({ ...asking, products: ['transactions', 'assets', 'income'], purpose });
      const { products, optional_products, additional_consented_products } = asked[0]?.body ?? {};
      assert.deepEqual(
        { products, optional_products, additional_consented_products },
        {
          products: ['transfer'],
          optional_products: ['assets'],
          additional_consented_products: ['transactions'],
        },
      );
    });
  });

  it('for income: a Link of its own, for a user by token or by id', async () => {
    await withStub(answer, async (plaid, asked) => {
      const users = [
        { userId: 'user-1', token: new Secret('user-sandbox-1') },
        { userId: 'usr_1', token: null },
      ];
      for (const user of users) await plaid.createLinkToken({ ...asking, purpose: { mode: 'income', user } });
      const request = {
        ...common,
        hosted_link: { url_lifetime_seconds: 14_400 },
        products: ['income_verification'],
        income_verification: { income_source_types: ['payroll'] },
      };
      assert.deepEqual(
        asked.map(({ body }) => body),
        [
          { ...request, user_token: 'user-sandbox-1' },
          { ...request, user_id: 'usr_1' },
        ],
      );
    });
  });

  it('bring the applicant back with the onboarding as a hint, and leave the rest of the address unchanged', async () => {
    await withStub(answer, async (plaid, asked) => {
      for (const completionRedirectUri of ['https://p.example/back?a=b%20c&d', 'http://localhost:3000']) {
        await plaid.createLinkToken({ ...asking, settings: { completionRedirectUri }, purpose: { mode: 'new' } });
      }
      assert.deepEqual(
        asked.map(({ body }) => (body as { hosted_link: object }).hosted_link),
        ['https://p.example/back?a=b%20c&d&onboarding_id=onb_1', 'http://localhost:3000?onboarding_id=onb_1'].map(
          (completion_redirect_uri) => ({ url_lifetime_seconds: 14_400, completion_redirect_uri }),
        ),
      );
    });
  });

  it('for consent: the access token, and all that the case reads as products to consent to', async () => {
    await withStub(answer, async (plaid, asked) => {
      const purpose = { mode: 'consent', accessToken } as const;
      await plaid.createLinkToken({ ...asking, purpose });
      await plaid.createLinkToken({ ...asking, products: ['transactions', 'assets', 'income'], purpose });
      const request = { ...common, hosted_link: { url_lifetime_seconds: 1800 }, access_token: 'access-1' };
      const always = ['auth', 'identity', 'transfer'];
      assert.deepEqual(
        asked.map(({ body }) => body),
        [
          { ...request, additional_consented_products: always },
          { ...request, additional_consented_products: [...always, 'transactions'] },
        ],
      );
    });
  });

  it('for the choice of accounts: the access token, and the choice', async () => {
    await withStub(answer, async (plaid, asked) => {
      await plaid.createLinkToken({ ...asking, purpose: { mode: 'accounts', accessToken } });
      assert.deepEqual(asked[0]?.body, {
        ...common,
        hosted_link: { url_lifetime_seconds: 1800 },
        access_token: 'access-1',
        update: { account_selection_enabled: true },
      });
    });
  });

  it('for update mode: the access token and no products', async () => {
    await withStub(answer, async (plaid, asked) => {
      await plaid.createLinkToken({ ...asking, products: ['assets'], purpose: { mode: 'update', accessToken } });
      assert.deepEqual(asked[0]?.body, {
        ...common,
        hosted_link: { url_lifetime_seconds: 1800 },
        access_token: 'access-1',
      });
    });
  });

  it('for an authorization: its id and no access token', async () => {
    await withStub(answer, async (plaid, asked) => {
      const purpose = { mode: 'authorization', authorizationId: 'authorization-1' } as const;
      await plaid.createLinkToken({ ...asking, webhookUrl: null, purpose });
      const { webhook, ...rest } = common;
      assert.deepEqual(asked[0]?.body, {
        ...rest,
        hosted_link: { url_lifetime_seconds: 1800 },
        transfer: { authorization_id: 'authorization-1' },
      });
    });
  });

  it('for a payment: nothing but the payment and the payer, at the banks of its currency', async () => {
    const user = { userId: 'usr_1', token: null };
    await withStub(answer, async (plaid, asked) => {
      for (const currency of ['GBP', 'EUR', 'SEK'] as const) {
        await plaid.createLinkToken({
          ...asking,
          purpose: { mode: 'payment', paymentId: 'payment-1', currency, user },
        });
      }
      const request = {
        ...common,
        hosted_link: { url_lifetime_seconds: 1800 },
        products: ['payment_initiation'],
        payment_initiation: { payment_id: 'payment-1' },
        user_id: 'usr_1',
      };
      const euro = 'DE ES FR IE IT NL AT BE EE FI LT LV PT'.split(' ');
      assert.deepEqual(
        asked.map(({ body }) => body),
        [
          { ...request, country_codes: ['GB'] },
          { ...request, country_codes: euro },
          { ...request, country_codes: ['SE'] },
        ],
      );
    });
  });

  it('return the public tokens of all their sessions', async () => {
    const added = (...tokens: string[]) => ({
      finished_at: '2026-03-02T15:00:00Z',
      results: { item_add_results: tokens.map((public_token) => ({ public_token, accounts: [], institution: null })) },
    });
    const link_sessions = [{ link_session_id: 's', finished_at: null }, added('public-1'), added('public-2')];
    await withStub({ body: { link_token: 'link-1', link_sessions } }, async (plaid) => {
      const result = await plaid.readLinkResult(new Secret('link-1'));
      assert.equal(result.finished, true);
      assert.deepEqual(
        result.publicTokens.map((token) => token.reveal()),
        ['public-1', 'public-2'],
      );
    });
  });

  it('return what was shown of the chosen account, if the bank and all of it are known', async () => {
    const accounts = [
      { id: 'a', name: 'Card', mask: '9999', type: 'credit', subtype: 'credit card' },
      { id: 'b', name: 'Checking', mask: '0000', type: 'depository', subtype: 'checking' },
    ];
    const institution = { name: 'First Platypus Bank', institution_id: 'ins_109508' };
    for (const [added, shown] of [
      [
        { accounts, institution },
        { institutionId: 'ins_109508', name: 'Checking', mask: '0000' },
      ],
      [{ accounts, institution: null }, undefined],
      [{ accounts: accounts.slice(0, 1), institution }, undefined],
    ] as const) {
      const item_add_results = [{ public_token: 'public-1', ...added }];
      const link_sessions = [{ finished_at: '2026-03-02T15:00:00Z', results: { item_add_results } }];
      await withStub({ body: { link_token: 'link-1', link_sessions } }, async (plaid) =>
        assert.deepEqual((await plaid.readLinkResult(new Secret('link-1'))).shown, shown),
      );
    }
  });

  it('return nothing before they were opened, and nothing more once Plaid has forgotten them', async () => {
    const nothing = { finished: false, publicTokens: [] };
    await withStub({ body: { link_token: 'link-1' } }, async (plaid) => {
      assert.deepEqual(await plaid.readLinkResult(new Secret('link-1')), nothing);
    });
    const forgotten = { error_type: 'INVALID_INPUT', error_code: 'INVALID_LINK_TOKEN' };
    await withStub({ status: 400, body: forgotten }, async (plaid) => {
      assert.deepEqual(await plaid.readLinkResult(new Secret('link-1')), nothing);
    });
  });
});
