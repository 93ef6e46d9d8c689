import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/**
 * From where Plaid sends webhooks, by its documentation (plaid.com/docs/api/webhooks, a copy read on 30 November 2026),
 * which says that the addresses may change.
 */
export const plaidSources = ['52.21.26.131/32', '52.21.47.157/32', '52.41.247.19/32', '52.88.82.239/32'];

const examples = 'ranges such as 203.0.113.0/24 or 2001:db8::/32, comma separated';

/** Ranges, comma separated. */
export const addressRanges = z.string().transform(split).refine(areRanges, `must be ${examples}`).optional();

/** The same, where the word `plaid` stands for Plaid's own addresses. */
export const webhookSources = z
  .string()
  .transform((list) => split(list).flatMap((part) => (part === 'plaid' ? plaidSources : part)))
  .refine(areRanges, `must be the word plaid, or ${examples}`)
  .optional();

function split(list: string): string[] {
  return list.split(',').map((part) => part.trim());
}

function areRanges(parts: string[]): boolean {
  return parts.every(isRange);
}

function isRange(text: string): boolean {
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) return true;
  // We compare IPv4 addresses as IPv4, so a range of ::ffff:… would match none.
  return ipaddr.IPv6.isValidCIDR(text) && !ipaddr.IPv6.parseCIDR(text)[0].isIPv4MappedAddress();
}
