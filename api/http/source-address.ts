// Finds the sender of a request, and whether it is on the list of expected ones. The signature is the door's first
// lock; this is the second.
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export type SourceOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => {
  /** For the log. Null when a proxy passed on a text that is no address. */
  address: string | null;
  listed: boolean;
};

/** Both are ranges in CIDR notation. Without `sources` every sender is listed. */
export function createSourceOf({ sources, proxies }: { sources: string[] | null; proxies: string[] }): SourceOf {
  const isProxy = within(proxies);
  const isSource = sources ? within(sources) : () => true;
  return ({ headers, socket }) => {
    // Each proxy appends the address of its own peer, so only the entries of our own proxies can be trusted. Going back
    // from the peer, the first address that is no proxy of ours is the sender. The sender wrote everything before that.
    const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
    const hops = [...forwarded.map(withoutPort).filter(Boolean), socket.remoteAddress ?? ''];
    const sender = hops.findLast((hop) => !isProxy(hop)) ?? hops[0] ?? '';
    return { address: isIP(sender) ? sender : null, listed: isSource(sender) };
  };
}

/** Some proxies write the port as well: 203.0.113.7:443, [2001:db8::7]:443; others brackets alone. */
function withoutPort(hop: string): string {
  const [, v4, v6] = /^(?:(\d+(?:\.\d+){3}):\d{1,5}|\[([0-9a-fA-F:.]+)\](?::\d{1,5})?)$/.exec(hop.trim()) ?? [];
  return v4 ?? v6 ?? hop.trim();
}

export function within(ranges: string[]): (address: string) => boolean {
  const parsed = ranges.map((range) => ipaddr.parseCIDR(range));
  return (text) => {
    // ipaddr.js also takes 127.1 and 0x7f.1, which no socket and no proxy writes.
    if (!isIP(text)) return false;
    // A socket that listens on both families shows an IPv4 peer as ::ffff:203.0.113.7.
    const address = ipaddr.process(text);
    return parsed.some((range) => address.kind() === range[0].kind() && address.match(range));
  };
}
