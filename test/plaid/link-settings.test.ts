import assert from 'node:assert/strict';
import { CountryCode } from 'plaid';
import { type LinkSettings, linkCountries } from '../../domain/bank/link-settings.ts';
import { paymentCurrencyRows } from '../../domain/payments/currencies.ts';
import { Secret } from '../../domain/secret.ts';
import { withStub } from './stub.ts';

const accessToken = new Secret('access-1');
const answer = {
  body: {
    link_token: 'link-1',
    expiration: '2026-03-02T19:00:00Z',
    hosted_link_url: 'https://hosted.example/1',
    request_id: 'r',
  },
};
const asking = { products: [], clientUserId: 'onb_1', webhookUrl: null };

describe('the settings of Link tokens', () => {
  it('have the settings that the tenant has chosen, also for a repair', async () => {
    await withStub(answer, async (plaid, asked) => {
      const settings: LinkSettings = {
        ...{ clientName: 'Acme Wallet', language: 'es', customizationName: 'acme', countryCodes: ['US', 'GB'] },
        oauthReturn: { uri: 'https://acme.example/oauth' },
      };
      const purposes = [{ mode: 'new' }, { mode: 'update', accessToken }] as const;
      for (const purpose of purposes) await plaid.createLinkToken({ ...asking, settings, purpose });
      for (const { body } of asked) {
        const { client_name, language, country_codes, link_customization_name, redirect_uri } = body as Record<
          string,
          unknown
        >;
        assert.deepEqual(
          { client_name, language, country_codes, link_customization_name, redirect_uri },
          {
            ...{ client_name: 'Acme Wallet', language: 'es', country_codes: ['US'] },
            ...{ link_customization_name: 'acme', redirect_uri: 'https://acme.example/oauth' },
          },
        );
      }
    });
  });

  it('name an Android app in place of the address for OAuth', async () => {
    await withStub(answer, async (plaid, asked) => {
      const settings = { oauthReturn: { androidPackage: 'com.acme.wallet' } };
      await plaid.createLinkToken({ ...asking, settings, purpose: { mode: 'new' } });
      const body = asked[0]?.body as object;
      assert.deepEqual(['redirect_uri' in body, 'android_package_name' in body], [false, true]);
    });
  });

  it('offer banks of the chosen countries that the currency reaches, or of all of them', async () => {
    await withStub(answer, async (plaid, asked) => {
      const user = { userId: 'usr_1', token: null };
      const purpose = { mode: 'payment', paymentId: 'pay-1', currency: 'EUR', user } as const;
      for (const countryCodes of [['FR', 'US'] as const, ['US'] as const, null]) {
        await plaid.createLinkToken({
          ...{ ...asking, purpose },
          settings: { countryCodes: countryCodes && [...countryCodes] },
        });
      }
      const all = paymentCurrencyRows.EUR.banks;
      assert.deepEqual(
        asked.map(({ body }) => (body as { country_codes: string[] }).country_codes),
        [['FR'], all, all],
      );
    });
  });

  it('know the countries of Plaid', () => {
    assert.deepEqual([...linkCountries].sort(), Object.values(CountryCode).sort());
  });
});
