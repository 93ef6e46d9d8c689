// Reads request bodies. It counts the limits on the stream, so that a false or absent Content-Length changes nothing.
// It does not decompress, so that a small body cannot become a big one.
import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { parseStrictJson } from './json.ts';
import { Problem } from './problem.ts';

/** The most bytes of a body, and the most characters of a text in it, if that differs. */
type BodyLimits = { bytes: number; text?: number };
const apiLimits: BodyLimits = { bytes: 64 * 1024 };
/** Plaid's largest webhooks (ASSETS, LINK EVENTS) are a few KiB. */
export const webhookLimit = 256 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Returns the JSON value of the body. Throws a `Problem` where there is none. */
export async function readJson(request: IncomingMessage, limits = apiLimits): Promise<unknown> {
  const value = await readOptionalJson(request, limits);
  if (value !== undefined) return value;
  throw new Problem(400, 'empty_body', 'The request has no body. Send one JSON object as its body.');
}

/** Returns the JSON value of the body, or undefined when the body is absent or blank. */
export async function readOptionalJson(request: IncomingMessage, limits = apiLimits): Promise<unknown> {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  if (!chunked && Number(length ?? 0) === 0) return undefined;
  refuseMedia(request);
  const text = decode(await readBytes(request, limits.bytes));
  return text.trim() === '' ? undefined : parseStrictJson(text, limits.text);
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Problem(400, 'invalid_json', 'The body is not UTF-8. Encode the JSON as UTF-8.');
  }
}

/** Returns the bytes as received, because a signature covers exactly these. */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  try {
    return await getRawBody(request, { limit, length: request.headers['content-length'] ?? null });
  } catch (error) {
    const { type } = error as { type?: string };
    if (type === 'entity.too.large') {
      throw new Problem(413, 'body_too_large', `The body is too large. The API accepts at most ${limit / 1024} KiB.`);
    }
    throw new Problem(400, 'body_incomplete', 'The body was cut off before its end. Send the request again.');
  }
}

function refuseMedia(request: IncomingMessage): void {
  const encoding = request.headers['content-encoding'];
  if (encoding && encoding !== 'identity') {
    throw new Problem(415, 'unsupported_encoding', 'The API accepts no compressed body. Send the JSON uncompressed.');
  }
  const [type, ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((part) => part.trim()).find((part) => part.startsWith('charset='));
  if (type?.trim() !== 'application/json' || (charset && !/^charset="?utf-8"?$/.test(charset))) {
    throw new Problem(415, 'unsupported_media_type', 'Send the body as Content-Type: application/json.');
  }
}
