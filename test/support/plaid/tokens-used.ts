import { Secret } from '../../../domain/secret.ts';
import type { PlaidGateway } from '../../../plaid/gateway.ts';

/** Returns the gateway with a record of the Items' tokens in its calls. */
export function tokensUsed(gateway: PlaidGateway): { gateway: PlaidGateway; used: Set<string> } {
  const used = new Set<string>();
  const spied = new Proxy(gateway, {
    get(target, name: keyof PlaidGateway) {
      const call = target[name] as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        const [first] = args;
        const token = first instanceof Secret ? first : (first as { accessToken?: unknown } | null)?.accessToken;
        if (token instanceof Secret) used.add(token.reveal());
        return call(...args);
      };
    },
  });
  return { gateway: spied, used };
}
