import type { PlaidSettings } from './client.ts';

/** The part of the settings (config.ts) that says which Plaid to talk to, and as whom. */
type PlaidConfig = {
  PLAID_CLIENT_ID?: string | undefined;
  PLAID_SECRET?: string | undefined;
  PLAID_ENV: 'sandbox' | 'production';
  PLAID_BASE_URL?: string | undefined;
};

export function plaidSettings(config: PlaidConfig): PlaidSettings {
  const { PLAID_CLIENT_ID: clientId, PLAID_SECRET: secret } = config;
  if (!clientId || !secret) {
    throw new Error(
      'Settings to correct:\n  PLAID_CLIENT_ID and PLAID_SECRET are not set. Take them from the Plaid Dashboard, or start ' +
        'everything with `npm run dev`, which brings a simulated Plaid.',
    );
  }
  const baseUrl = config.PLAID_BASE_URL ?? `https://${config.PLAID_ENV}.plaid.com`;
  return { clientId, secret, baseUrl };
}
