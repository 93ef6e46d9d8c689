import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { GangwayError } from './gangway-error.ts';
import type { NotificationEvent } from './schemas.ts';

/** Those of a `Request`, or of Node's `IncomingMessage`. */
type GivenHeaders = Headers | Record<string, string | string[] | undefined>;

const secretForm = /^whsec_[A-Za-z0-9+/]+=*$/;

/**
 * Returns the notification, with its id. Throws a `GangwayError` if no secret has signed it, or if it was sent more
 * than five minutes ago. While a secret is rotated, pass both.
 *
 * @param rawBody the bytes as they came, before anything parses them
 */
export function verifyNotification(
  rawBody: string | Uint8Array,
  headers: GivenHeaders,
  secret: string | readonly string[],
): NotificationEvent & { id: string } {
  if (typeof rawBody !== 'string' && !(rawBody instanceof Uint8Array))
    throw new TypeError('Pass the body as it came, as a string or as bytes, because the signature is about these.');
  const body = typeof rawBody === 'string' ? rawBody : new TextDecoder().decode(rawBody);
  const given = Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, headerOf(headers, name)]),
  );
  const secrets = [secret].flat();
  if (secrets.length === 0 || !secrets.every((one) => secretForm.test(one)))
    throw new TypeError('The secret is that of the endpoint: whsec_ and base64.');
  let refused: unknown;
  for (const one of secrets) {
    const webhook = new Webhook(one);
    try {
      return { id: given['webhook-id'] as string, ...(webhook.verify(body, given) as NotificationEvent) };
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      refused = error;
    }
  }
  throw new GangwayError('invalid_signature', `The notification is not Gangway's: ${(refused as Error).message}.`, {
    cause: refused,
  });
}

function headerOf(headers: GivenHeaders, name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? '';
  return String(headers[name] ?? '');
}
