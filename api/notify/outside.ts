// The only way from here to an address that a tenant chose. Nothing inside may be reached by it: names are resolved in
// the socket's own lookup and every address of the answer is checked there, so that what was checked is what is
// connected to, and a name that means something else a moment later gains nothing.
import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopback, isPublicAddress } from './public-address.ts';
import { createResolve, type Resolve } from './resolve.ts';

export type Outside = {
  /** The URL as it is called. Throws a `ForbiddenUrl` where its form forbids it. */
  parse: (text: string) => URL;
  /** Also resolves the name, as a delivery would. Rejects with a `ForbiddenUrl`. */
  check: (text: string) => Promise<URL>;
  /** For sockets. */
  lookup: LookupFunction;
};

/** The message goes on from "url": it says what to do, and names no address. */
export class ForbiddenUrl extends Error {
  override readonly name = 'ForbiddenUrl';
}

/** `loopback`: for development, this machine is let through as well, with http and any port. */
export function createOutside({
  loopback,
  port = 443,
  resolve = createResolve(),
}: {
  loopback: boolean;
  port?: number;
  resolve?: Resolve;
}): Outside {
  const isAllowed = (address: string) => isPublicAddress(address) || (loopback && isLoopback(address));

  function parse(text: string): URL {
    if (!URL.canParse(text)) throw new ForbiddenUrl('must be an absolute https:// address');
    const url = new URL(text);
    if (url.username || url.password) throw new ForbiddenUrl('must hold no user name and password');
    if (url.hash) throw new ForbiddenUrl('must hold no fragment (#…): it would not be sent');
    // Now 127.1, 0x7f.1, 2130706433 and their like are plain IPv4, and other alphabets are punycode.
    const host = hostOf(url);
    if (isIP(host) && !isAllowed(host)) throw notPublic();
    const here = loopback && (isLoopback(host) || host === 'localhost');
    if (url.protocol !== 'https:' && !(here && url.protocol === 'http:')) {
      throw new ForbiddenUrl('must begin with https://');
    }
    if (!here && Number(url.port || 443) !== port) throw new ForbiddenUrl(`must use port ${port}`);
    return url;
  }

  async function resolved(hostname: string): Promise<LookupAddress[]> {
    // A name that no DNS has to know.
    const here = loopback && hostname === 'localhost';
    const addresses = here ? [{ address: '127.0.0.1', family: 4 }] : await resolve(hostname);
    if (addresses.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
    if (!addresses.every(({ address }) => isAllowed(address))) throw notPublic();
    return addresses;
  }

  return {
    parse,
    async check(text) {
      const url = parse(text);
      const host = hostOf(url);
      if (isIP(host)) return url;
      try {
        await resolved(host);
      } catch (error) {
        if (error instanceof ForbiddenUrl) throw error;
        throw new ForbiddenUrl('must name a host that resolves to an address; look at its spelling and its DNS record');
      }
      return url;
    },
    lookup: (hostname, options, callback) => {
      resolved(hostname).then(
        (addresses) => {
          const [first] = addresses;
          if (options.all) callback(null, addresses);
          else callback(null, first?.address ?? '', first?.family);
        },
        (error: NodeJS.ErrnoException) => callback(error, ''),
      );
    },
  };
}

/** Without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

const notPublic = () => new ForbiddenUrl('must lead to a public address: this one is reserved or inside a network');
