import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import Koa from 'koa';

/** Handles a request whose client has gone. Returns its context once the handler has returned. */
export async function afterClose(handle: (ctx: Koa.ParameterizedContext) => Promise<void>) {
  const app = new Koa();
  const handled = new Promise<Koa.ParameterizedContext>((resolve, reject) => {
    app.use(async (ctx) => {
      client.destroy();
      await once(ctx.res, 'close');
      await handle(ctx).then(() => resolve(ctx), reject);
    });
  });
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: gangway.example\r\n\r\n');
  return handled.finally(() => server.close());
}
