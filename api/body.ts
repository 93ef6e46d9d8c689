// Reads request bodies: limits counted on the stream, so that a lying or absent Content-Length changes nothing, and
// no decompression, so that a small body cannot become a big one.
import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { parseStrictJson } from './json.ts';
import { Problem } from './problem.ts';

const apiLimit = 64 * 1024;
/** Plaid's largest webhooks (ASSETS, LINK EVENTS) are a few KiB. */
export const webhookLimit = 256 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The JSON value of an API request. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  refuseMedia(request);
  const bytes = await readBytes(request, apiLimit);
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new Problem(400, 'invalid_json', 'The body is not UTF-8. Encode the JSON as UTF-8.');
  }
  return parseStrictJson(text);
}

/** The same where a request may also come without a body: then undefined. */
export async function readOptionalJson(request: IncomingMessage): Promise<unknown> {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  return chunked || Number(length ?? 0) > 0 ? readJson(request) : undefined;
}

/** The bytes as they came: a signature is over these and nothing else. */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  try {
    return await getRawBody(request, { limit, length: request.headers['content-length'] ?? null });
  } catch (error) {
    const { type } = error as { type?: string };
    if (type === 'entity.too.large') {
      throw new Problem(413, 'body_too_large', `The body is too large: at most ${limit / 1024} KiB are accepted.`);
    }
    throw new Problem(400, 'body_incomplete', 'The body ended before it was complete. Send the request again.');
  }
}

function refuseMedia(request: IncomingMessage): void {
  const encoding = request.headers['content-encoding'];
  if (encoding && encoding !== 'identity') {
    throw new Problem(415, 'unsupported_encoding', 'Compressed bodies are not accepted. Send the JSON as it is.');
  }
  const [type, ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((part) => part.trim()).find((part) => part.startsWith('charset='));
  if (type?.trim() !== 'application/json' || (charset && !/^charset="?utf-8"?$/.test(charset))) {
    throw new Problem(415, 'unsupported_media_type', 'Send the body as Content-Type: application/json.');
  }
}
