// Serves a page that has Link inside it. The API key stays in this process: the browser gets the Link token, the
// events of its own case, and nothing else of the API. README.md says how to start it.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

const { GANGWAY_API = 'http://localhost:3000', GANGWAY_API_KEY, PORT = '4100', PUBLIC_URL } = process.env;
const { LINK_SCRIPT = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js' } = process.env;
if (!GANGWAY_API_KEY) throw new Error('Set GANGWAY_API_KEY.');

/** By the cookie of each visitor: their case, and the consent that they saw. A product has both in its database. */
const cases = new Map();
const consents = new Map();

/** `more` has the fetch options beside the body. */
function gangway(path, body, more = {}) {
  return fetch(`${GANGWAY_API}${path}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    ...more,
    headers: { authorization: `Bearer ${GANGWAY_API_KEY}`, 'content-type': 'application/json', ...more.headers },
  });
}

/** The text by which the visitor agrees to the debit, filled in. */
async function consentText() {
  const { data } = await (await gangway('/v1/consent_texts')).json();
  const { id, text, fields } = data.find(({ kind }) => kind === 'single');
  const client_name = fields.find(({ name }) => name === 'client_name').value ?? 'Example Shop';
  const when = new Date().toLocaleDateString('en-US', { dateStyle: 'long' });
  const revoke_by = 'writing to help@shop.example';
  const values = { client_name, when, revoke_by, amount: '$25.00', account: 'that I connect next' };
  return { text_id: id, text: text.replace(/\{(\w+)\}/g, (_, name) => values[name]) };
}

const routes = {
  // The page, also where a bank with OAuth sends the visitor back.
  'GET /': async (_visitor, _request, response) => {
    const page = await readFile(new URL('index.html', import.meta.url), 'utf8');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    // The address of the page holds `oauth_state_id` when a bank has sent the visitor back.
    response.setHeader('referrer-policy', 'no-referrer');
    response.end(page.replace('{{LINK_SCRIPT}}', LINK_SCRIPT));
  },

  'GET /state': async (visitor) => {
    const id = cases.get(visitor);
    if (id) return { onboarding: await (await gangway(`/v1/onboardings/${id}`)).json() };
    consents.set(visitor, await consentText());
    return { onboarding: null, consent: consents.get(visitor).text };
  },

  'POST /start': async (visitor, request) => {
    const { name } = await json(request);
    const started = await gangway(
      '/v1/onboardings',
      {
        user_id: `visitor-${visitor}`,
        applicant: { legal_name: name },
        funding: { rail: 'ach', direction: 'debit', amount: '25.00' },
        consent: { ...consents.get(visitor), given_at: new Date().toISOString() },
        link: { oauth_redirect_uri: `${origin}/` },
      },
      { headers: { 'idempotency-key': randomUUID() } },
    );
    const onboarding = await started.json();
    if (started.ok) cases.set(visitor, onboarding.id);
    return onboarding;
  },

  // `public_token` or `exit`, as the page received them from Link.
  'POST /link': async (visitor, request) =>
    (await gangway(`/v1/onboardings/${cases.get(visitor)}/link`, await json(request))).json(),

  'POST /link_token': async (visitor) => (await gangway(`/v1/onboardings/${cases.get(visitor)}/link_token`, {})).json(),

  'GET /events': async (visitor, request, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const { 'last-event-id': last } = request.headers;
    const headers = last ? { 'last-event-id': last } : {};
    const events = await gangway(`/v1/onboardings/${cases.get(visitor)}/events`, null, {
      headers,
      signal: gone.signal,
    });
    response.writeHead(events.status, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    if (events.body) await pipeline(Readable.fromWeb(events.body), response);
    else response.end();
  },
};

async function answer(request, response) {
  const visitor = /visitor=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? randomUUID();
  response.setHeader('set-cookie', `visitor=${visitor}; Path=/; HttpOnly; SameSite=Lax`);
  const { pathname } = new URL(request.url, 'http://localhost');
  const route = routes[`${request.method} ${pathname}`];
  if (!route) return response.writeHead(404).end();
  const found = await route(visitor, request, response);
  if (found) response.setHeader('content-type', 'application/json').end(JSON.stringify(found));
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    // A visitor who closes the page also ends the stream of events.
    if (error.name === 'AbortError' || response.destroyed) return;
    process.stderr.write(`${request.method} ${request.url}: ${error.message}\n`);
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
});
let origin = PUBLIC_URL;
server.listen(Number(PORT), () => {
  origin ??= `http://localhost:${server.address().port}`;
  process.stdout.write(`Open ${origin}/\n`);
});
