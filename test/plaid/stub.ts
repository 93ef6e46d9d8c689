// A server that gives every request one answer, for the time of one test, and remembers the requests.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPlaid } from '../../plaid/client.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';

export type Asked = { path: string; headers: IncomingHttpHeaders; text: string; body: Record<string, unknown> };
export type Answer =
  | { status?: number; headers?: Record<string, string>; body: unknown }
  | ((response: ServerResponse) => void);

export async function withStub<T>(
  answer: Answer,
  use: (plaid: PlaidGateway, asked: Asked[]) => Promise<T>,
  timeoutMs = 5000,
): Promise<T> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      asked.push({ path: request.url ?? '', headers: request.headers, text, body: JSON.parse(text) });
      if (typeof answer === 'function') return answer(response);
      const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      return response
        .writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
        .end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await use(createPlaid({ clientId: 'client-id', secret: 'canary-secret', baseUrl, timeoutMs }), asked);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
