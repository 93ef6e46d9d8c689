// Who a request comes from, and whether that is one we expect. A second lock on the door: the signature is the first.
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export type SourceOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => {
  /** For the log; null where a proxy passed on something that is no address. */
  address: string | null;
  listed: boolean;
};

/** Both are ranges in CIDR notation. Without `sources` everybody is listed. */
export function createSourceOf({ sources, proxies }: { sources: string[] | null; proxies: string[] }): SourceOf {
  const isProxy = within(proxies);
  const isSource = sources ? within(sources) : () => true;
  return ({ headers, socket }) => {
    // Each proxy appends who it heard from, so only what our own have written can be believed: going back from the
    // peer itself, the first that is no proxy of ours is the sender, and whatever stands before it is the sender's word.
    const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
    const hops = [...forwarded.map((hop) => hop.trim()).filter(Boolean), socket.remoteAddress ?? ''];
    const sender = hops.findLast((hop) => !isProxy(hop)) ?? hops[0] ?? '';
    return { address: isIP(sender) ? sender : null, listed: isSource(sender) };
  };
}

function within(ranges: string[]): (address: string) => boolean {
  const parsed = ranges.map((range) => ipaddr.parseCIDR(range));
  return (text) => {
    // ipaddr.js also takes 127.1 and 0x7f.1, which no socket and no proxy writes.
    if (!isIP(text)) return false;
    // A socket that listens on both families shows an IPv4 peer as ::ffff:203.0.113.7.
    const address = ipaddr.process(text);
    return parsed.some((range) => address.kind() === range[0].kind() && address.match(range));
  };
}
