// Holds many connections to a server open: half of them idle after a request, half of them with a request whose body
// comes byte by byte. The server ends slow requests after a while, and then they begin again.
import { connect, type Socket } from 'node:net';
import { until } from '../dev/until.ts';

export type OpenConnections = { close(): Promise<void> };

const byteEveryMs = 1_000;
const againAfterMs = 1_000;
const openWithinSeconds = 60;

export async function openConnections(port: number, apiKey: string, count: number): Promise<OpenConnections> {
  const head = `Host: 127.0.0.1:${port}\r\nAuthorization: Bearer ${apiKey}\r\n`;
  const idle = `GET /healthz HTTP/1.1\r\n${head}\r\n`;
  const slow = `POST /v1/onboardings HTTP/1.1\r\n${head}Content-Type: application/json\r\nIdempotency-Key: slow\r\nContent-Length: 1000\r\n\r\n`;
  const open = new Set<Socket>();
  const slowOnes = new Set<Socket>();
  let closing = false;
  const hold = (isSlow: boolean): void => {
    if (closing) return;
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      open.add(socket);
      if (isSlow) slowOnes.add(socket);
      socket.write(isSlow ? slow : idle);
    });
    socket.resume().on('error', () => {});
    socket.on('close', () => {
      open.delete(socket);
      slowOnes.delete(socket);
      if (isSlow) setTimeout(() => hold(isSlow), againAfterMs);
    });
  };
  for (let at = 0; at < count; at++) hold(at % 2 === 1);
  const drip = setInterval(() => {
    for (const socket of slowOnes) if (socket.writable) socket.write(' ');
  }, byteEveryMs);
  const close = async () => {
    closing = true;
    clearInterval(drip);
    for (const socket of open) socket.destroy();
    await until(async () => open.size === 0, { seconds: openWithinSeconds });
  };
  // At its limit, the server closes idle ones for other clients.
  if (!(await until(async () => open.size >= count * 0.95, { seconds: openWithinSeconds }))) {
    const opened = open.size;
    await close();
    throw new Error(`Only ${opened} of ${count} connections are open after ${openWithinSeconds} s.`);
  }
  return { close };
}
