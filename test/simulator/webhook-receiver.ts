// A receiver of webhooks on this machine, and a sender that delivers to it at a test's pace.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSender, type Pace, type Sender } from '../../simulator/webhooks/sender.ts';
import { type SimulatedBank, simulatedBank } from './simulated-bank.ts';

export type Received = { headers: IncomingHttpHeaders; body: string };
export type Answer = (response: ServerResponse) => void;

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end();

export type Post = {
  bank: SimulatedBank;
  sender: Sender;
  url: string;
  received: Received[];
  /** The answers to the next requests, in turn. Later requests get a 200. */
  answers: Answer[];
  /** Resolves as soon as the condition holds. Each request and each change of the state checks it. */
  until(holds: () => boolean): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
};

export async function post(pace: Partial<Pace> = {}): Promise<Post> {
  const bank = simulatedBank();
  const received: Received[] = [];
  const answers: Answer[] = [];
  let waiting: (() => void)[] = [];
  const look = () => {
    for (const check of [...waiting]) check();
  };
  bank.changed = look;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      (answers.shift() ?? status(200))(response);
      look();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const start = () => createSender(bank, { firstRetryMs: 1, mergeMs: 1, answerMs: 5000, ...pace });
  const made: Post = {
    bank,
    sender: start(),
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/plaid/webhooks`,
    received,
    answers,
    until: (holds) =>
      new Promise((resolve) => {
        const check = () => {
          if (!holds()) return;
          waiting = waiting.filter((other) => other !== check);
          resolve();
        };
        waiting.push(check);
        check();
      }),
    async restart() {
      await made.sender.stop();
      // A restart keeps only what survives JSON.
      bank.state = JSON.parse(JSON.stringify(bank.state));
      made.sender = start();
    },
    async close() {
      await made.sender.stop();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return made;
}
