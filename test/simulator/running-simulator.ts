// A simulator on a free port, the official SDK pointed at it, and an address that receives its webhooks.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import {
  ACHClass,
  Configuration,
  CountryCode,
  type LinkTokenCreateRequest,
  PlaidApi,
  Products,
  TransferNetwork,
  TransferType,
} from 'plaid';
import { type Simulator, startSimulator } from '../../simulator/server.ts';

export const credentials = { clientId: 'simulator-client', secret: 'simulator-secret' };

export type RunningSimulator = Simulator & {
  plaid: PlaidApi;
  /** Posts to a control endpoint. */
  control(path: string, body: object): Promise<{ status: number; body: Record<string, unknown> }>;
};

export async function runSimulator(file: string | null = null): Promise<RunningSimulator> {
  const log = pino({ level: 'silent' });
  const simulator = await startSimulator({ host: '127.0.0.1', port: 0, file, credentials, log });
  return {
    ...simulator,
    plaid: sdk(simulator.origin, credentials.secret),
    async control(path, body) {
      const answer = await fetch(`${simulator.origin}/simulator${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
  };
}

export function sdk(origin: string, secret: string): PlaidApi {
  const headers = { 'PLAID-CLIENT-ID': credentials.clientId, 'PLAID-SECRET': secret };
  return new PlaidApi(new Configuration({ basePath: origin, baseOptions: { headers } }));
}

export const linkTokenRequest = (more: Partial<LinkTokenCreateRequest> = {}): LinkTokenCreateRequest => ({
  client_name: 'Gangway',
  language: 'en',
  country_codes: [CountryCode.Us],
  user: { client_user_id: 'onb_1' },
  products: [Products.Auth, Products.Identity, Products.Transfer],
  ...more,
});

/** Returns Plaid's error, without the HTTP client's error around it. */
export async function plaidError(
  call: Promise<unknown>,
): Promise<{ status: number; error_type: string; error_code: string; error_message: string; request_id: string }> {
  try {
    await call;
  } catch (error) {
    const { response } = error as { response?: { status: number; data: object } };
    if (!response) throw error;
    return { status: response.status, ...response.data } as Awaited<ReturnType<typeof plaidError>>;
  }
  throw new Error('Plaid answered where it should have refused');
}

/** Links the person of the story and exchanges the token. */
export async function link(simulator: RunningSimulator, username: string, more: Partial<LinkTokenCreateRequest> = {}) {
  const { data: token } = await simulator.plaid.linkTokenCreate(linkTokenRequest(more));
  const { body } = await simulator.control('/link', { link_token: token.link_token, username });
  const exchanged = await simulator.plaid.itemPublicTokenExchange({ public_token: String(body.public_token) });
  return { access_token: exchanged.data.access_token, item_id: exchanged.data.item_id, link_token: token.link_token };
}

/** The owner in most stories, in the form of an applicant. */
export const alberta = {
  legal_name: 'Alberta Bobbeth Charleson',
  email_address: 'accountholder0@example.com',
  phone_number: '+1 111 222 3333',
  address: { street: '2992 Cameron Road', city: 'Malakoff', region: 'NY', postal_code: '14236', country: 'US' },
};

export async function authorize(
  { plaid }: RunningSimulator,
  access_token: string,
  idempotency_key = `authorization/${access_token.slice(-30)}`,
) {
  const { data } = await plaid.accountsGet({ access_token });
  const answer = await plaid.transferAuthorizationCreate({
    access_token,
    account_id: data.accounts[0]?.account_id ?? '',
    type: TransferType.Debit,
    network: TransferNetwork.Ach,
    amount: '25.00',
    ach_class: ACHClass.Web,
    user: { legal_name: alberta.legal_name },
    idempotency_key,
  });
  return answer.data.authorization;
}

export type Receiver = {
  url: string;
  /** Resolves with the next webhook of this code. */
  next(code: string): Promise<Record<string, unknown>>;
  received: string[];
  stop(): Promise<void>;
};

export async function receiveWebhooks(): Promise<Receiver> {
  const kept: Record<string, unknown>[] = [];
  const received: string[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      kept.push(body);
      received.push(String(body.webhook_code));
      response.end();
      for (const look of waiting) look();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/plaid/webhooks`,
    received,
    next: (code) =>
      new Promise((resolve) => {
        const look = () => {
          const at = kept.findIndex((body) => body.webhook_code === code);
          const [found] = at < 0 ? [] : kept.splice(at, 1);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
