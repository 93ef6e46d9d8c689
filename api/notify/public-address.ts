// Decides which addresses are public. Addresses that IANA lists as special-purpose are not: this machine, private and
// shared networks, link-local ones (where clouds keep their metadata), documentation, and every form in which IPv6
// carries an IPv4 address, because the carried address may be one of these.
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * A public address on which Azure's host answers its virtual machines (learn.microsoft.com, "What is IP address
 * 168.63.129.16?").
 */
const hostOfAzure = '168.63.129.16';

export function isPublicAddress(text: string): boolean {
  // ipaddr.js also takes 127.1 and 0x7f.1. A public address has no zone (fe80::1%eth0).
  if (!isIP(text) || text.includes('%')) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv6 ? address.match(globalUnicast) : address.toString() !== hostOfAzure;
}

export function isLoopback(text: string): boolean {
  return isIP(text) !== 0 && ipaddr.parse(text).range() === 'loopback';
}
