// The only way from Gangway to an address that a tenant chose, and it reaches nothing inside our network. The socket's
// own lookup resolves the name, and every address of the answer is checked there. So the socket connects to the checked
// address, and a name that resolves differently a moment later gains nothing.
import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopback, isPublicAddress } from './public-address.ts';
import { createResolve, type Resolve } from './resolve.ts';

export type Outside = {
  /** Returns the URL to call. Throws a `ForbiddenUrl` where its form is not allowed. */
  parse: (text: string) => URL;
  /** As `parse`, and also resolves the name, as a delivery would. Rejects with a `ForbiddenUrl`. */
  check: (text: string) => Promise<URL>;
  /** The lookup for sockets. */
  lookup: LookupFunction;
};

/** The message continues the word "url": it says what to do, and names no address. */
export class ForbiddenUrl extends Error {
  override readonly name = 'ForbiddenUrl';
}

/** `loopback` also allows this machine, with http and any port, for development. */
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
    const url = withoutExtras(text);
    // URL has turned 127.1, 0x7f.1, 2130706433 and the like into plain IPv4, and other alphabets into punycode.
    const host = hostOf(url);
    if (isIP(host) && !isAllowed(host)) throw notPublic();
    const here = loopback && (isLoopback(host) || host === 'localhost');
    const protocols = here ? ['https:', 'http:'] : ['https:'];
    if (!protocols.includes(url.protocol)) throw new ForbiddenUrl('must begin with https://');
    if (!here && Number(url.port || 443) !== port) throw new ForbiddenUrl(`must use port ${port}`);
    return url;
  }

  async function resolved(hostname: string): Promise<LookupAddress[]> {
    // The DNS need not know this name.
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
        throw new ForbiddenUrl('must name a host that resolves to an address; check its spelling and its DNS record');
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

/** Parses a URL that has only the parts that a request to it sends. */
function withoutExtras(text: string): URL {
  if (!URL.canParse(text)) throw new ForbiddenUrl('must be an absolute https:// address');
  const url = new URL(text);
  if (url.username || url.password) throw new ForbiddenUrl('must not contain a user name or password');
  if (url.hash) throw new ForbiddenUrl('must not contain a fragment (#…), because HTTP does not send it');
  return url;
}

/** Returns the host without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

const notPublic = () =>
  new ForbiddenUrl('must lead to a public address; this one is reserved or inside a private network');
