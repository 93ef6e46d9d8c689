// The codes of requests that meet a limit, and of addresses that are not registered.
import type { ProblemText } from './problem-text.ts';

const slower =
  'Send the same request again after Retry-After, and then fewer at a time. RateLimit says how many are left.';

export const limitProblems = {
  key_limit: { status: 429, title: 'The API key makes too many requests', advice: slower },
  tenant_limit: { status: 429, title: 'Your keys make too many requests', advice: slower },
  source_limit: { status: 429, title: 'Your address sends too many requests', advice: slower },
  refused_keys_limit: {
    status: 429,
    title: 'Your address sends too many keys that are not valid',
    advice: 'Correct the API key, and send the request again after Retry-After.',
  },
  too_many_at_once: { status: 429, title: 'Too many of your requests are under way at once', advice: slower },
  plaid_limit: {
    status: 503,
    title: "Plaid's limits are used up for now",
    advice: 'Send the same request again after Retry-After. With the same Idempotency-Key, Gangway does nothing twice.',
  },
  quota_reached: {
    status: 503,
    title: "This month's quota of calls to Plaid is used up",
    advice: 'Ask the operator to raise it. Then send the same request again.',
  },
  address_not_registered: {
    status: 422,
    title: 'The address is not registered for you',
    advice: 'Ask the operator to register exactly this address, or send one that is registered.',
  },
  address_not_found: {
    status: 404,
    title: 'The tenant has no such address',
    advice: 'List the addresses of the tenant first.',
  },
  too_many_addresses: { status: 409, title: 'The tenant has too many addresses', advice: 'Remove one first.' },
} satisfies Record<string, ProblemText>;
