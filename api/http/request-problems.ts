// The codes of refusals by the HTTP layer, whatever the request is about. problems.ts has all codes.
import type { ProblemText } from './problem-text.ts';

export const sameAgain =
  'Send the same request again after Retry-After. With the same Idempotency-Key, Gangway does nothing twice.';

export const requestProblems = {
  bad_request_target: {
    status: 400,
    title: 'The address cannot be read',
    advice: 'Send a path, as in GET /v1/onboardings.',
  },
  body_incomplete: { status: 400, title: 'The body was cut off', advice: 'Send the request again.' },
  empty_body: { status: 400, title: 'The request has no body', advice: 'Send one JSON object as the body.' },
  idempotency_key_required: {
    status: 400,
    title: 'The request needs an Idempotency-Key',
    advice: 'Send the header Idempotency-Key with a value of your own, a new one for each operation.',
  },
  invalid_idempotency_key: {
    status: 400,
    title: 'The Idempotency-Key cannot be used',
    advice: 'Send 1 to 255 printable ASCII characters without blanks.',
  },
  invalid_json: {
    status: 400,
    title: 'The body is not valid JSON',
    advice: 'Correct what detail names. Bodies are UTF-8, name each key once, and hold no control characters.',
  },
  unauthorized: {
    status: 401,
    title: 'The request is not authorized',
    advice: 'Send Authorization: Bearer with an API key that is not revoked.',
  },
  scope_missing: {
    status: 403,
    title: 'The API key does not allow this',
    advice: 'Use a key with the scope that detail names; an operator makes it.',
  },
  tenant_required: { status: 400, title: 'Name a tenant', advice: 'Add ?tenant= and its id to the address.' },
  method_not_allowed: {
    status: 405,
    title: 'The address takes other methods',
    advice: 'Use a method that the header Allow names.',
  },
  not_found: { status: 404, title: 'There is nothing at this address', advice: 'Check the method and the path.' },
  body_too_large: { status: 413, title: 'The body is too large', advice: 'Send less; detail names the limit.' },
  unsupported_encoding: { status: 415, title: 'The body is compressed', advice: 'Send the body uncompressed.' },
  unsupported_media_type: {
    status: 415,
    title: 'The Content-Type is not JSON',
    advice: 'Send Content-Type: application/json, in UTF-8.',
  },
  invalid_input: {
    status: 422,
    title: 'Some fields need a correction',
    advice: 'Correct each field in errors: pointer names it (RFC 6901), message says what it must be.',
  },
  too_many_streams: {
    status: 503,
    title: 'Too many event streams are open',
    advice: 'Connect again after Retry-After.',
  },
  idempotency_in_progress: { status: 409, title: 'The same request is still running', advice: sameAgain },
  idempotency_key_reused: {
    status: 422,
    title: 'The Idempotency-Key belongs to another request',
    advice: 'Use a new key for each new request, and send repeats unchanged.',
  },
} satisfies Record<string, ProblemText>;
