import { Readable } from 'node:stream';
import { eachForTenant } from '../../db/reach.ts';
import { tenantOf } from '../cases/find-case.ts';
import type { Context } from './request.ts';

/**
 * Answers with what the generator yields, while it runs for the tenant of the request: Koa reads a stream once the
 * request has left the reach of its key. If the generator throws, the connection breaks, so that nobody takes a part
 * for the whole; Koa alone would leave it open.
 */
export function answerStream(ctx: Context, texts: AsyncGenerator<string>): void {
  const stream = Readable.from(eachForTenant(tenantOf(ctx), texts));
  stream.once('error', () => void ctx.res.destroy());
  ctx.body = stream;
}
