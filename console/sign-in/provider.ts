// The OpenID provider by which people sign in: authorization code with PKCE, state and nonce.
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { gangwayGroups } from '../../domain/operators/roles.ts';

export type ProviderSettings = {
  issuer: URL;
  clientId: string;
  clientSecret: string;
  /** The claim of the ID token that lists the groups. */
  rolesClaim: string;
};

/** The secrets of one sign-in, which the browser keeps until it comes back. */
export type Begun = { state: string; nonce: string; verifier: string };

/** A person, as the provider names them. */
export type Identity = {
  issuer: string;
  subject: string;
  name: string;
  /** The groups that concern Gangway. */
  groups: string[];
};

export type Provider = ReturnType<typeof createProvider>;

/** A person waits, and so does each request of the same browser. */
const withinSeconds = 10;

/** `origin`: the address at which browsers find this API. Calls nothing before the first sign-in. */
export function createProvider({ issuer, clientId, clientSecret, rolesClaim }: ProviderSettings, origin: string) {
  const callback = new URL('/console/callback', origin);
  // Only development has a provider at http: config/production.ts refuses it elsewhere.
  const execute = [enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : [])];
  let known: Promise<Configuration> | undefined;

  /** Asks the provider once about itself, and again after each failure. */
  function configuration(): Promise<Configuration> {
    known ??= discovery(issuer, clientId, clientSecret, undefined, { execute, timeout: withinSeconds }).catch(
      (error: unknown) => {
        known = undefined;
        throw error;
      },
    );
    return known;
  }

  return {
    rolesClaim,

    /** Returns the address at which the person signs in. Throws while the provider is away. */
    async begin(): Promise<{ address: URL; begun: Begun }> {
      const provider = await configuration();
      const begun = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const address = buildAuthorizationUrl(provider, {
        redirect_uri: callback.href,
        scope: 'openid profile',
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: 'S256',
      });
      return { address, begun };
    },

    /** Returns the person with whom the browser comes back. Throws if anything does not fit what was begun. */
    async finish(search: string, { state, nonce, verifier }: Begun): Promise<Identity> {
      const answer = new URL(callback);
      answer.search = search;
      const tokens = await authorizationCodeGrant(await configuration(), answer, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      });
      const claims = tokens.claims();
      if (!claims) throw new TypeError('the provider sent no ID token');
      const name = [claims.name, claims.preferred_username, claims.sub].find((one) => typeof one === 'string' && one);
      return {
        issuer: claims.iss,
        subject: claims.sub,
        name: `${name}`.slice(0, 200),
        groups: gangwayGroups(claims[rolesClaim]),
      };
    },

    /** Returns the address at which the person ends the session of the provider. Null if the provider has none. */
    async signOutAddress(): Promise<URL | null> {
      const provider = await configuration();
      if (!provider.serverMetadata().end_session_endpoint) return null;
      return buildEndSessionUrl(provider, { post_logout_redirect_uri: new URL('/console/signed-out', origin).href });
    },
  };
}
