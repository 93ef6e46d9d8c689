// The least that receives a webhook from Plaid: it verifies the signature over the body, inserts one row, and answers.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { importJWK, jwtVerify } from 'jose';
import Koa from 'koa';
import getRawBody from 'raw-body';
import { createPool } from '../db/pool.ts';
import { serve } from './server-process.ts';

const { DATABASE_URL = '', BENCH_PUBLIC_KEY = '' } = process.env;
const key = await importJWK(JSON.parse(BENCH_PUBLIC_KEY), 'ES256');
const db = createPool(DATABASE_URL);
await db.query(
  `create table bare_webhooks (
     id bigint generated always as identity primary key,
     body text not null,
     received_at timestamptz not null default now()
   )`,
);

const app = new Koa();
app.use(async (ctx) => {
  const raw = await getRawBody(ctx.req);
  const { payload } = await jwtVerify(String(ctx.headers['plaid-verification']), key, {
    algorithms: ['ES256'],
    maxTokenAge: '5 minutes',
  });
  if (payload.request_body_sha256 !== createHash('sha256').update(raw).digest('hex')) ctx.throw(401);
  await db.query('insert into bare_webhooks (body) values ($1)', [raw.toString()]);
  ctx.body = {};
});
await serve(createServer(app.callback()));
