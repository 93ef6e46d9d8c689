// Tells by an address who can reach it.
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';

/** `URL` and Temporal write IPv6 in brackets, and a name may end in a dot. */
const bare = (host: string) => host.replace(/^\[|\]$|\.$/g, '');

/** True if the traffic to this host never leaves the machine. */
export function isThisMachine(host: string): boolean {
  const name = bare(host);
  if (isIP(name)) return ipaddr.process(name).range() === 'loopback';
  return /^(.*\.)?localhost$/.test(name);
}

/** True if neither public DNS nor a route of the internet leads to the host, in the form that `URL` gives. */
export function isPrivate(hostname: string): boolean {
  const host = bare(hostname);
  if (ipaddr.isValid(host)) return !isPublic(host);
  return /^[^.]*$|\.(localhost|local|internal|home\.arpa|test|invalid)$/.test(host);
}

const isPublic = (address: string) => ipaddr.process(address).range() === 'unicast';

/**
 * True if a server that listens on this host may be reached from the internet: on a public address, on every address of
 * a machine that has a public one, or on a name, which may mean any.
 */
export function listensInPublic(host: string, interfaces = networkInterfaces()): boolean {
  if (!isIP(host)) return !isThisMachine(host);
  if (ipaddr.process(host).range() !== 'unspecified') return isPublic(host);
  const own = Object.values(interfaces).flatMap((addresses) => addresses ?? []);
  return own.some(({ family, address }) => (host === '::' || family === 'IPv4') && isPublic(address));
}
