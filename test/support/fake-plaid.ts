import { randomUUID } from 'node:crypto';
import { Secret } from '../../domain/secret.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';

export type LinkTokenRequest = Parameters<PlaidGateway['createLinkToken']>[0];
export type FakePlaid = { gateway: PlaidGateway; linkTokens: { request: LinkTokenRequest; token: string }[] };

/** A gateway that mints Link tokens, and otherwise does only what the test brings. */
export function fakePlaid(overrides: Partial<PlaidGateway> = {}): FakePlaid {
  const linkTokens: FakePlaid['linkTokens'] = [];
  const own: Partial<PlaidGateway> = {
    async createLinkToken(request) {
      const token = `link-sandbox-${randomUUID()}`;
      linkTokens.push({ request, token });
      const expiresAt = new Date(Date.now() + 4 * 3_600_000);
      return { token: new Secret(token), hostedUrl: `https://hosted.example/${token}`, expiresAt };
    },
    ...overrides,
  };
  const gateway = new Proxy(own as PlaidGateway, {
    get(target, name: keyof PlaidGateway) {
      return target[name] ?? (() => Promise.reject(new Error(`the test brings no ${String(name)}`)));
    },
  });
  return { gateway, linkTokens };
}
