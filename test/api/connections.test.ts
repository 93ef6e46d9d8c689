import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createHttpServer, drain, listen } from '../../api/http/server.ts';

describe('connections', () => {
  const most = 50;
  let answers: (() => void)[];
  let server: ReturnType<typeof createHttpServer>;
  let sockets: Socket[];
  const proxies = new Set<string>();
  beforeEach(async () => {
    answers = [];
    sockets = [];
    proxies.clear();
    server = createHttpServer(
      (request, response) => {
        const answer = () => void response.end('answered');
        if (request.url === '/slow') answers.push(answer);
        else answer();
      },
      (address) => proxies.has(address),
      most,
    );
    await listen(server, 0, '0.0.0.0', 'port');
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await drain(server);
  });

  /** Linux lets a client come from any address of 127.0.0.0/8. */
  async function opened(localAddress = '127.0.0.1'): Promise<Socket> {
    const { port } = server.address() as AddressInfo;
    const accepted = once(server, 'connection');
    const socket = connect({ port, host: '127.0.0.1', localAddress }).on('error', () => {});
    sockets.push(socket);
    await Promise.all([once(socket, 'connect'), accepted]);
    return socket;
  }

  async function openMany(count: number, localAddress?: string): Promise<Socket[]> {
    const all: Socket[] = [];
    while (all.length < count) all.push(await opened(localAddress));
    return all;
  }

  const ask = (socket: Socket, path = '/') => socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);

  async function isAnswered(socket: Socket): Promise<boolean> {
    ask(socket);
    const ended = once(socket, 'close').then(() => false);
    return Promise.race([once(socket, 'data').then(() => true), ended]);
  }

  const isClosed = (socket: Socket) => socket.closed || once(socket, 'close').then(() => true);

  it('P4: idle ones keep out no client that sends a request', async () => {
    const idle = await openMany(most);
    const asking = await opened();
    assert.ok(await isAnswered(asking));
    assert.ok(await isClosed(idle[0] as Socket), 'the oldest has gone');
    assert.ok(await isAnswered(idle[1] as Socket), 'and no other one');
  });

  it('P4: the ones that never sent a request give way first', async () => {
    const [customer] = await openMany(1);
    assert.ok(await isAnswered(customer as Socket));
    await openMany(2 * most);
    assert.ok(await isAnswered(customer as Socket), 'one that waits between two requests is kept');
  });

  it('P4: the ones of the address with most connections give way first', async () => {
    const [customer] = await openMany(1, '127.0.0.2');
    await openMany(2 * most, '127.0.0.3');
    assert.ok(await isAnswered(customer as Socket));
  });

  it('P4: the many ones of a proxy do not count against it', async () => {
    proxies.add('127.0.0.3');
    const many = await openMany(most - 2, '127.0.0.3');
    const few = await openMany(2, '127.0.0.2');
    await opened('127.0.0.4');
    assert.ok(await isClosed(few[0] as Socket));
    assert.ok(await isAnswered(many[0] as Socket));
  });

  it('P4: busy ones are kept, and a new one is closed where all are busy', async () => {
    const busy = await openMany(most);
    for (const socket of busy) ask(socket, '/slow');
    while (answers.length < most) await once(server, 'request');
    const { port } = server.address() as AddressInfo;
    const refused = connect({ port, host: '127.0.0.1' }).on('error', () => {});
    await once(refused, 'close');
    const answered = Promise.all(busy.map((socket) => once(socket, 'data')));
    for (const answer of answers) answer();
    await answered;
  });
});
