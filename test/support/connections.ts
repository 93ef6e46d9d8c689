import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** Every address that this process tries to connect to by TCP while `work` goes on. */
export async function connectionsDuring(work: () => Promise<void>): Promise<string[]> {
  const tried: string[] = [];
  const watch = (message: unknown) => {
    const { socket } = message as { socket: Socket };
    socket.on('connectionAttempt', (address: string) => tried.push(address));
  };
  subscribe('net.client.socket', watch);
  try {
    await work();
  } finally {
    unsubscribe('net.client.socket', watch);
  }
  return tried;
}
