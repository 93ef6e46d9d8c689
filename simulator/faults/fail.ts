// Fails one call in the way that its fault says.
import { setTimeout as passed } from 'node:timers/promises';
import type Koa from 'koa';
import { PlaidError } from '../errors.ts';
import type { Fault } from './state.ts';

/** Returns the answer of a slow call, or null once the connection is closed. Throws the error for the caller. */
export async function failAs(fault: Fault, ctx: Koa.Context, work: () => Promise<object>): Promise<object | null> {
  switch (fault.kind) {
    case 'status':
      throw failure(fault);
    case 'reset':
      return hangUp(ctx);
    case 'hang':
      await closedOrLate(ctx.req.socket);
      return hangUp(ctx);
    case 'slow':
      await passed(fault.ms);
      return work();
    case 'commit_then_fail':
      await work();
      throw failure(fault);
    case 'commit_then_hang':
      await work();
      await closedOrLate(ctx.req.socket);
      return hangUp(ctx);
  }
}

const failure = ({ status, error_type, error_code }: Fault) =>
  new PlaidError(status, error_type, error_code, 'an unexpected error occurred');

function hangUp(ctx: Koa.Context): null {
  ctx.respond = false;
  ctx.req.socket.destroy();
  return null;
}

const longestHangMs = 60_000;

function closedOrLate(socket: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, longestHangMs);
    socket.once('close', () => {
      clearTimeout(late);
      resolve();
    });
  });
}
