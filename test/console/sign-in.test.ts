import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { ensureTenant } from '../../db/tenants.ts';
import { startConsole, type Visitor, visitorOf } from '../support/http/console.ts';
import { forAllTests } from '../support/http/own-api.ts';

const sessionCookie = '__Host-gangway-console';
const pendingCookie = '__Host-gangway-sign-in';

describe('sign-in to the console', () => {
  const [database, console] = forAllTests(startConsole);
  let visitor: Visitor;
  before(async () => {
    for (const id of ['default', 'acme']) await ensureTenant(database.pool, { id, name: `The ${id}` });
  });
  beforeEach(() => {
    visitor = visitorOf(console);
  });
  const hashOfSession = () =>
    createHash('sha256')
      .update(visitor.cookies.get(sessionCookie) ?? '')
      .digest();
  const change = (set: string) =>
    database.pool.query(`update console_sessions set ${set} where hash = $1`, [hashOfSession()]);
  const statusOf = async (path: string) => (await visitor.send(path)).status;

  it('leads to the provider and back to the page that was asked for', async () => {
    const asked = await visitor.send('/console/t/default?page=2');
    assert.equal(asked.status, 302);
    assert.equal(asked.headers.get('location'), '/console/sign-in?to=%2Fconsole%2Ft%2Fdefault%3Fpage%3D2');
    const back = await visitor.signIn('olga', '/console/t/default?page=2');
    assert.equal(back.headers.get('location'), '/console/t/default?page=2');
    assert.equal((await visitor.send('/console')).headers.get('location'), '/console/today');
    const page = await (await visitor.send('/console/today')).text();
    assert.match(page, /Olga Operator, operator/);
    assert.match(page, /href="\/console\/t\/acme">The acme</);
  });

  it('leads to the first page where no cookie could hold the address that was asked for', async () => {
    const back = await visitor.signIn('olga', `/console/t/default?page=${'2'.repeat(4_000)}`);
    assert.equal(back.headers.get('location'), '/console');
  });

  it('sets cookies of this host, which no script reads', async () => {
    const { headers } = await visitor.signIn('vera');
    const [forgotten = '', session = ''] = headers.getSetCookie();
    assert.match(forgotten, new RegExp(`^${pendingCookie}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax$`));
    assert.match(
      session,
      new RegExp(`^${sessionCookie}=[A-Za-z0-9_-]{43}; Path=/; Max-Age=36000; HttpOnly; Secure; SameSite=Lax$`),
    );
  });

  it('keeps the hash of the secret, and one id for each person, whom the audit names by it', async () => {
    await visitor.signIn('vera');
    await visitor.signIn('vera');
    const { rows } = await database.pool.query<{ id: string }>(`select id from operators where subject = 'vera'`);
    assert.equal(rows.length, 1);
    assert.match(rows[0]?.id ?? '', /^op[a-z0-9]{6}$/);
    const { rows: audited } = await database.pool.query(
      `select tenant_id, action, host(source) as source from audit where key_id = $1 limit 1`,
      [rows[0]?.id],
    );
    assert.deepEqual(audited, [{ tenant_id: 'operators', action: 'console.sign_in', source: '127.0.0.1' }]);
    const { rows: sessions } = await database.pool.query('select from console_sessions where hash = $1', [
      hashOfSession(),
    ]);
    assert.equal(sessions.length, 1);
  });

  it('leads to no other site, whatever the link says', async () => {
    const elsewhere = [
      ...['https://evil.example/console', '//evil.example/console', '/\\evil.example', '/console/..//evil.example'],
      ...['/consoles', 'javascript:alert(1)', '/console@evil.example', '/v1/onboardings', '\t//evil.example', ''],
    ];
    for (const to of elsewhere) {
      const { headers } = await visitor.signIn('vera', to);
      assert.equal(headers.get('location'), '/console', to);
    }
  });

  it('refuses a way back that this browser has not begun, or that was used', async () => {
    const callback = await visitor.callback('olga');
    const victim = visitorOf(console);
    const refused = await victim.send(callback);
    assert.deepEqual([refused.status, victim.cookies.has(sessionCookie)], [400, false]);
    await victim.callback('vera');
    assert.equal((await victim.send(callback)).status, 400, 'the state of another browser');

    const pending = visitor.cookies.get(pendingCookie) ?? '';
    assert.equal((await visitor.send(callback)).status, 302);
    assert.equal((await visitor.send(callback)).status, 400, 'the cookie is gone');
    visitor.cookies.set(pendingCookie, pending);
    assert.equal((await visitor.send(callback)).status, 400, 'the provider takes a code once');
  });

  it('goes on in the tab that began last, after an older one has come back', async () => {
    const older = await visitor.callback('olga');
    const newer = await visitor.callback('olga');
    const refused = await visitor.send(older);
    assert.equal(refused.status, 400);
    assert.match(await refused.text(), /<a href="\/console">Begin again/);
    assert.equal((await visitor.send(newer)).status, 302);
  });

  it('refuses a code with a changed state, nonce or verifier', async () => {
    for (const part of ['state', 'nonce', 'verifier']) {
      const callback = await visitor.callback('olga');
      const pending = JSON.parse(Buffer.from(visitor.cookies.get(pendingCookie) ?? '', 'base64url').toString());
      const changed = { ...pending, [part]: 'x'.repeat(43) };
      visitor.cookies.set(pendingCookie, Buffer.from(JSON.stringify(changed)).toString('base64url'));
      assert.equal((await visitor.send(callback)).status, 400, part);
    }
    assert.equal(visitor.cookies.has(sessionCookie), false);
  });

  it('ends the session that the browser had, and takes no secret from outside', async () => {
    await visitor.signIn('vera');
    const before = visitor.cookies.get(sessionCookie) ?? '';
    await visitor.signIn('olga');
    assert.notEqual(visitor.cookies.get(sessionCookie), before);
    const thief = visitorOf(console);
    thief.cookies.set(sessionCookie, before);
    assert.equal((await thief.send('/console/today')).status, 302);

    const planted = 'p'.repeat(43);
    visitor.cookies.set(sessionCookie, planted);
    await visitor.signIn('olga');
    thief.cookies.set(sessionCookie, planted);
    assert.equal((await thief.send('/console/today')).status, 302);
  });

  it('lets nobody in without a group of ours, and says which one is missing', async () => {
    const refused = await visitor.signIn('nora');
    assert.equal(refused.status, 403);
    assert.match(await refused.text(), /gangway:viewer.*from the claim groups/);
    assert.equal(visitor.cookies.has(sessionCookie), false);
  });

  it('shows a name of the provider as a text', async () => {
    await visitor.signIn('script');
    const page = await (await visitor.send('/console')).text();
    assert.match(page, /&lt;script>alert\(1\)&lt;\/script>/);
  });

  it('ends after half an hour without a request, and after ten hours in any case', async () => {
    await visitor.signIn('olga');
    await change(`seen_at = now() - interval '29 minutes 50 seconds'`);
    assert.equal(await statusOf('/console/today'), 200);
    await change(`seen_at = now() - interval '31 minutes'`);
    assert.equal(await statusOf('/console/today'), 302);

    await visitor.signIn('olga');
    const { rows } = await database.pool.query(
      `select extract(epoch from ends_at - created_at)::int as seconds from console_sessions where hash = $1`,
      [hashOfSession()],
    );
    assert.deepEqual(rows, [{ seconds: 36_000 }]);
    await change(`ends_at = now() - interval '1 second'`);
    assert.equal(await statusOf('/console/today'), 302);
  });

  it('counts the requests of a person, and not those of a script that waits', async () => {
    await visitor.signIn('olga');
    const token = await visitor.formToken();
    await change(`seen_at = now() - interval '20 minutes'`);
    const seconds = async (response: Response) => Math.round((await response.json()).seconds / 60);
    const look = () => visitor.send('/console/session', { headers: { Accept: '*/*' } });
    assert.equal(await seconds(await look()), 10);
    assert.equal(await seconds(await look()), 10);
    assert.equal(await seconds(await visitor.post('/console/extend', { token })), 30);
    assert.equal(await seconds(await look()), 30);
    await change(`ends_at = now() + interval '1 minute'`);
    assert.equal(await seconds(await look()), 1);
    await change(`ends_at = now()`);
    const refused = await look();
    assert.equal(refused.status, 401);
  });

  it('ends by a form, which names the way out of the provider too', async () => {
    await visitor.signIn('olga');
    const stolen = new Map(visitor.cookies);
    const token = await visitor.formToken();
    const out = await visitor.post('/console/sign-out', { token });
    assert.deepEqual([out.status, out.headers.get('location')], [303, '/console/signed-out']);
    const page = await (await visitor.send('/console/signed-out')).text();
    const [, address = ''] = /href="([^"]+)">Sign out there too/.exec(page) ?? [];
    assert.equal(new URL(address.replaceAll('&amp;', '&')).origin, console.settings.issuer.origin);
    for (const [name, value] of stolen) visitor.cookies.set(name, value);
    assert.equal(await statusOf('/console/today'), 302, 'the session is gone, not only the cookie');
  });

  it('a form counts by a page of ours in this session only', async () => {
    const other = visitorOf(console);
    await other.signIn('olga');
    await visitor.signIn('olga');
    const token = await visitor.formToken();
    const send = (fields: Record<string, string>, headers = {}) => visitor.post('/console/sign-out', fields, headers);
    for (const fields of [{}, { token: '' }, { token: await other.formToken() }])
      assert.equal((await send(fields)).status, 403);
    for (const site of ['cross-site', 'same-site'])
      assert.equal((await send({ token }, { 'Sec-Fetch-Site': site })).status, 403);
    assert.equal((await send({ token }, { Origin: 'https://evil.example' })).status, 403);
    assert.equal((await visitor.send('/console/sign-out')).status, 404, 'no link signs out');
    assert.equal(await statusOf('/console/today'), 200);
    assert.equal((await send({ token }, { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' })).status, 303);
    assert.equal((await send({ token })).status, 401);
  });

  it('leads a person of one tenant there, and lets others choose among theirs', async () => {
    await visitor.signIn('otto');
    assert.equal((await visitor.send('/console')).headers.get('location'), '/console/t/default');
    await visitor.signIn('rosa');
    const page = await (await visitor.send('/console')).text();
    const shown = [...page.matchAll(/href="\/console\/t\/(\w+)">[^<]*<\/a> <span class="dim">(\w+)/g)];
    assert.deepEqual(
      shown.map(([, tenant, role]) => [tenant, role]),
      [
        ['acme', 'reviewer'],
        ['default', 'viewer'],
      ],
    );
  });

  it('writes no code, token or name into the log', async () => {
    const callback = await visitor.callback('olga');
    await visitor.send(callback);
    await visitor.send(callback);
    const log = console.logs.join('');
    assert.match(log, /sign-in refused|page_refused/);
    for (const secret of [callback.searchParams.get('code') ?? '', 'Olga', visitor.cookies.get(sessionCookie) ?? ''])
      assert.ok(secret !== '' && !log.includes(secret));
  });
});

describe('the console without its provider', () => {
  const [, console] = forAllTests(startConsole);

  it('says so while the provider is away', async () => {
    const visitor = visitorOf(console);
    await console.stopProvider();
    const away = await visitor.send('/console/sign-in');
    assert.equal(away.status, 503);
    assert.match(await away.text(), /Your OpenID provider does not answer/);
  });
});
