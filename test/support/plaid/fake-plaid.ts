import { randomUUID } from 'node:crypto';
import type { ShownAccount } from '../../../domain/bank/duplicates.ts';
import { Secret } from '../../../domain/secret.ts';
import type { LinkResult, PlaidGateway } from '../../../plaid/gateway.ts';

export type LinkTokenRequest = Parameters<PlaidGateway['createLinkToken']>[0];
export type FakePlaid = {
  gateway: PlaidGateway;
  linkTokens: { request: LinkTokenRequest; token: string }[];
  /** The applicant finishes the newest Link, or that of `linkToken`, and Plaid names this public token for it. */
  finishLink: (publicToken: string, more?: { shown?: ShownAccount; linkToken?: string }) => void;
};

/** A gateway that creates Link tokens. The test brings every other call. */
export function fakePlaid(overrides: Partial<PlaidGateway> = {}): FakePlaid {
  const linkTokens: FakePlaid['linkTokens'] = [];
  const results = new Map<string, LinkResult>();
  const own: Partial<PlaidGateway> = {
    async createLinkToken(request) {
      const token = `link-sandbox-${randomUUID()}`;
      linkTokens.push({ request, token });
      const expiresAt = new Date(Date.now() + 4 * 3_600_000);
      return { token: new Secret(token), hostedUrl: `https://hosted.example/${token}`, expiresAt };
    },
    readLinkResult: async (token) => results.get(token.reveal()) ?? { finished: false, publicTokens: [] },
    findIdentityVerification: async () => null,
    readLedger: async () => ({ availableCents: 1_000_000_00, pendingCents: 0 }),
    ...overrides,
  };
  const gateway = new Proxy(own as PlaidGateway, {
    get(target, name: keyof PlaidGateway) {
      return target[name] ?? (() => Promise.reject(new Error(`the test brings no ${String(name)}`)));
    },
  });
  const finishLink: FakePlaid['finishLink'] = (publicToken, { shown, linkToken } = {}) => {
    const result = { finished: true, publicTokens: [new Secret(publicToken)], ...(shown && { shown }) };
    results.set(linkToken ?? linkTokens.at(-1)?.token ?? '', result);
  };
  return { gateway, linkTokens, finishLink };
}
