// A key service for GANGWAY_VAULT_KEYS that keeps its key in AWS KMS. docs/security.md shows how to start it. It takes no
// SDK: KMS is two calls over HTTP.
import { createServer, type Server } from 'node:http';
import { json } from 'node:stream/consumers';

type Asked = { operation: 'wrap' | 'unwrap'; context: string; data: string };
type Answered = { CiphertextBlob?: string; Plaintext?: string; __type?: string };

/** `signedFetch` signs a request for AWS, as `AwsClient` of the package aws4fetch does. `keyId` is the key's ARN. */
export function kmsService(
  signedFetch: typeof fetch,
  { endpoint, keyId }: { endpoint: string; keyId: string },
): Server {
  async function call(action: 'Encrypt' | 'Decrypt', input: object): Promise<Answered | null> {
    const response = await signedFetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${action}` },
      body: JSON.stringify({ KeyId: keyId, ...input }),
    });
    const answer = (await response.json()) as Answered;
    if (response.ok) return answer;
    // KMS did not encrypt these bytes with this key and this context.
    if (/InvalidCiphertextException|IncorrectKeyException/.test(answer.__type ?? '')) return null;
    throw new Error(`AWS KMS refused to ${action}: ${answer.__type}`);
  }

  async function answerOf({ operation, context, data }: Asked): Promise<string | null | undefined> {
    const EncryptionContext = { gangway: context };
    if (operation === 'wrap') return (await call('Encrypt', { Plaintext: data, EncryptionContext }))?.CiphertextBlob;
    const answer = await call('Decrypt', { CiphertextBlob: data, EncryptionContext });
    return answer === null ? null : answer.Plaintext;
  }

  return createServer(async (request, response) => {
    try {
      const data = await answerOf((await json(request)) as Asked);
      response.statusCode = data === null ? 422 : 200;
      response.end(JSON.stringify({ data }));
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
      response.statusCode = 503;
      response.end('{}');
    }
  });
}
