// The endpoints by which a test or a demo controls the simulated bank. Plaid has none of them.
import Router from '@koa/router';
import type Koa from 'koa';
import getRawBody from 'raw-body';
import { z } from 'zod';
import { microDepositRequest, playMicroDeposit } from './bank-transfer/scripted.ts';
import { advanceClock, clockRequest } from './clock.ts';
import { endpoints } from './endpoints.ts';
import { PlaidError } from './errors.ts';
import { limitRequest, setLimit, shownLimits } from './faults/limits.ts';
import { endFaults, planFault } from './faults/plan.ts';
import { faultRequest } from './faults/state.ts';
import { verificationLedger } from './identity-verification/ledger.ts';
import { playVerification, verificationRequest } from './identity-verification/scripted.ts';
import { itemRequest, loginRequest, playItem, playLogin } from './link/item-control.ts';
import { linkLedger } from './link/ledger.ts';
import { linkRequest, playLink } from './link/scripted.ts';
import { paymentLedger } from './payment/ledger.ts';
import { paymentRequest, playPayment } from './payment/scripted.ts';
import { Refused } from './refused.ts';
import { reportsLedger } from './reports/ledger.ts';
import { playTransactions, transactionsRequest } from './transactions/scripted.ts';
import { balanceRequest, setBalance } from './transfer/balance.ts';
import { transferLedger } from './transfer/ledger.ts';
import { webhookControl } from './webhooks/control.ts';
import type { World } from './world.ts';

export function controlRoutes(world: World): Router {
  const router = new Router({ prefix: '/simulator' });
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok', now: world.now().toISOString() };
  });
  router.get('/ledger', (ctx) => {
    ctx.body = ledger(world);
  });
  router.get('/faults', (ctx) => {
    ctx.body = { faults: world.state.faults.planned };
  });
  router.get('/limits', (ctx) => {
    ctx.body = shownLimits(world);
  });
  router.delete(['/faults', '/faults/:id'], (ctx) =>
    answer(world, ctx, () => ({ faults: endFaults(world, ctx.params.id) })),
  );
  for (const [path, act] of Object.entries(controls)) {
    router.post(path, async (ctx) => {
      const text = await getRawBody(ctx.req, { limit: '100kb', encoding: 'utf8' });
      await answer(world, ctx, () => act(world, asJson(text)));
    });
  }
  return router;
}

async function answer(world: World, ctx: Koa.Context, act: () => object): Promise<void> {
  try {
    ctx.body = act();
  } catch (error) {
    const problem = problemOf(error);
    if (problem === null) throw error;
    ctx.status = 400;
    ctx.body = { error: problem };
  } finally {
    await world.saved();
  }
}

/** Each throws a ZodError or `Refused` on bad input. */
const controls: Record<string, (world: World, body: unknown) => object> = {
  '/link': (world, body) => playLink(world, linkRequest.parse(body)),
  '/logins': (world, body) => playLogin(world, loginRequest.parse(body)),
  '/micro-deposits': (world, body) => playMicroDeposit(world, microDepositRequest.parse(body)),
  '/items': (world, body) => playItem(world, itemRequest.parse(body)),
  '/identity-verifications': (world, body) => playVerification(world, verificationRequest.parse(body)),
  '/payments': (world, body) => playPayment(world, paymentRequest.parse(body)),
  '/ledger-balance': (world, body) => setBalance(world, balanceRequest.parse(body)),
  '/transactions': (world, body) => playTransactions(world, transactionsRequest.parse(body)),
  '/clock': (world, body) => advanceClock(world, clockRequest.parse(body)),
  '/webhooks': webhookControl,
  '/faults': (world, body) => {
    const asked = faultRequest.parse(body);
    refuseUnknown(asked.path);
    return planFault(world, asked);
  },
  '/limits': (world, body) => {
    const asked = limitRequest.parse(body);
    refuseUnknown(asked.path);
    return setLimit(world, asked);
  },
};

function refuseUnknown(path: string): void {
  const paths = endpoints.map((endpoint) => endpoint.path);
  if (!paths.includes(path)) throw new Refused(`path must be one of ${paths.join(', ')}`);
}

const ledger = (world: World) => ({
  ...linkLedger(world),
  ...transferLedger(world),
  ...paymentLedger(world),
  ...verificationLedger(world),
  ...reportsLedger(world),
  faults: world.state.faults.planned,
});

function asJson(text: string): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch {
    throw new Refused('The body is not JSON');
  }
}

function problemOf(error: unknown): string | null {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Refused || error instanceof PlaidError ? error.message : null;
}
