import assert from 'node:assert/strict';
import { createMailer } from '../../api/notify/mailer.ts';
import { closeStage } from '../../db/case/stages.ts';
import { addCode, newToken, pruneBrowsers } from '../../db/console/page-browsers.ts';
import { transaction } from '../../db/pool.ts';
import { anApplicant, storedCase } from '../support/cases/stored-case.ts';
import { formTokenIn, visitor } from '../support/console/visitor.ts';
import { lockWaited } from '../support/database/lock-waited.ts';
import { gate } from '../support/gate.ts';
import { startApi } from '../support/http/api.ts';
import { type MailServer, startMailServer } from '../support/http/mail-server.ts';
import { forEachTest } from '../support/http/own-api.ts';

describe('the way to the page of a case', () => {
  let server: MailServer;
  const [database, api] = forEachTest(async (pool) => {
    server = await startMailServer();
    return startApi(pool, {
      mailer: createMailer({ url: `smtp://127.0.0.1:${server.port}`, from: 'a@gangway.example' }),
    });
  });
  afterEach(() => server.stop());

  async function aCase(more: Parameters<typeof storedCase>[1] = {}) {
    const id = await storedCase(database.pool, { tenantId: 'default', ...more });
    const { page_url } = (await api.send('GET', `/v1/onboardings/${id}`)).body;
    return { id, path: new URL(page_url).pathname };
  }
  const browser = () => visitor(api.address);
  const codeIn = (at = -1) => /is (\d{6})\./.exec(server.mails.at(at)?.text.replaceAll('=\r\n', '') ?? '')?.[1] ?? '';
  /** A second browser asks for a code. */
  async function asked(path: string) {
    const second = browser();
    const page = await second.go(path);
    const sent = await second.go(`${path}/email`, { form: { token: formTokenIn(page) } });
    assert.equal(sent.location, path);
    return second;
  }
  async function typed(second: ReturnType<typeof visitor>, path: string, code: string) {
    const token = formTokenIn(await second.go(path));
    return second.go(`${path}/code`, { form: { token, code } });
  }

  it('gives the first browser a cookie in exchange for the secret, and leaves the address without it', async () => {
    const { id, path } = await aCase();
    const first = browser();
    const { status, location, headers } = await first.go(path);
    assert.deepEqual([status, location], [303, `/p/c/${id}`]);
    const [cookie = ''] = headers.getSetCookie();
    assert.match(cookie, /^__Host-page-[0-9a-f]{12}=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; Secure; SameSite=Lax$/);
    const page = await first.go(location ?? '');
    assert.equal(page.status, 200);
    assert.ok(!page.text.includes(path));
    assert.equal((await browser().go(`/p/c/${id}`)).status, 404);
    const { rows } = await database.pool.query('select token_hash from page_browsers');
    assert.ok(rows.every(({ token_hash }) => !cookie.includes(token_hash.toString('base64url'))));
  });

  it('shows another browser nothing of the case before the code from an email', async () => {
    const { id, path } = await aCase();
    const first = await browser().follow(path);
    const second = browser();
    const page = await second.go(path);
    assert.equal(page.status, 200);
    assert.ok(first.text.includes('$25.00') && !page.text.includes('25.00'));
    assert.equal((await second.go(`/p/c/${id}`)).status, 404);
    assert.equal(server.mails.length, 0, 'an email before the person asks for it');
    await second.go(`${path}/email`, { form: { token: formTokenIn(page) } });
    assert.deepEqual(server.mails[0]?.to, [anApplicant.email]);
    const before = second.cookies.get(`__Host-page-${id.slice(4, 16)}`);
    const code = codeIn();
    const right = await typed(second, path, ` ${code.slice(0, 3)} ${code.slice(3)}`);
    assert.equal(right.location, `/p/c/${id}`);
    assert.notEqual(second.cookies.get(`__Host-page-${id.slice(4, 16)}`), before, 'the session is a new one');
    assert.ok((await second.follow(path)).text.includes('$25.00'));
    assert.equal(server.mails.length, 1);
  });

  it('counts wrong codes, says how many tries are left, and takes no code after three of them', async () => {
    const { path } = await aCase();
    await browser().go(path);
    const second = await asked(path);
    const code = codeIn();
    const wrong = code === '000000' ? '000001' : '000000';
    assert.match((await typed(second, path, 'abc')).text, /Enter the six digits/);
    const once = await typed(second, path, wrong);
    assert.equal(once.status, 422);
    assert.match(once.text, /<title>Error: /);
    assert.match(once.text, /href="#code">The code is wrong\. You have 2 more tries/);
    assert.match((await typed(second, path, wrong)).text, /You have one more try/);
    assert.match((await typed(second, path, wrong)).text, /no longer good/);
    const { headers } = await second.go(path);
    assert.equal(headers.get('location'), null);
    assert.equal((await typed(second, path, code)).status, 422);
  });

  it('takes a code for a quarter of an hour, and only in the browser that asked for it', async () => {
    const { path } = await aCase();
    await browser().go(path);
    const second = await asked(path);
    assert.equal((await typed(await asked(path), path, codeIn(0))).status, 422);
    await database.pool.query(`update page_browsers set created_at = created_at - interval '16 minutes'`);
    assert.match((await typed(second, path, codeIn(0))).text, /no longer good/);
  });

  it('sends five codes a day', async () => {
    const { path } = await aCase();
    await browser().go(path);
    for (let at = 0; at < 5; at++) await asked(path);
    const sixth = browser();
    const token = formTokenIn(await sixth.go(path));
    assert.match((await sixth.go(`${path}/email`, { form: { token } })).text, /Too many codes/);
    assert.equal(server.mails.length, 5);
  });

  it('sends no sixth code to browsers that ask at the same moment', async () => {
    const { id } = await aCase();
    const of = { id, tenantId: 'default' };
    for (let at = 0; at < 4; at++) await addCode(database.pool, of, newToken(), '123456');
    const { opened, open } = gate();
    const fifth = transaction(database.pool, async (tx) => {
      const added = await addCode(tx, of, newToken(), '123456');
      await opened;
      return added;
    });
    const sixth = addCode(database.pool, of, newToken(), '123456');
    await Promise.race([sixth, lockWaited(database.pool)]);
    open();
    assert.deepEqual([await fifth, await sixth], [true, false]);
  });

  it('says so where the email cannot be sent', async () => {
    const { path } = await aCase();
    await browser().go(path);
    server.refuse = { at: 'RCPT', code: 451 };
    const second = browser();
    const token = formTokenIn(await second.go(path));
    assert.match((await second.go(`${path}/email`, { form: { token } })).text, /could not be sent/);
  });

  it('lets every browser in where the applicant gave no email address', async () => {
    const { path } = await aCase({ applicant: { ...anApplicant, email: null } });
    for (const one of [browser(), browser()]) assert.equal((await one.follow(path)).status, 200);
  });

  it('refuses forms of another session, of another site, and without the token', async () => {
    const { path } = await aCase();
    await browser().go(path);
    const second = browser();
    const token = formTokenIn(await second.go(path));
    const other = formTokenIn(await browser().go(path));
    for (const form of [{ token: other }, { token: '' }] as Record<string, string>[])
      assert.equal((await second.go(`${path}/email`, { form })).status, 403);
    const headers = { 'Sec-Fetch-Site': 'cross-site' };
    assert.equal((await second.go(`${path}/email`, { form: { token }, headers })).status, 403);
    assert.equal(server.mails.length, 0);
  });

  it('takes no session that a browser brings along: one that somebody planted opens nothing', async () => {
    const { id, path } = await aCase();
    const name = `__Host-page-${id.slice(4, 16)}`;
    const planted = 'p'.repeat(43);
    const first = browser();
    first.cookies.set(name, planted);
    await first.go(path);
    assert.notEqual(first.cookies.get(name), planted);
    const thief = browser();
    thief.cookies.set(name, planted);
    assert.equal((await thief.go(`/p/c/${id}`)).status, 404);
  });

  it('answers a wrong address, one of an erased case, and the case of another person alike', async () => {
    const { id, path } = await aCase();
    const first = browser();
    await first.follow(path);
    const other = await aCase();
    const wrong = await first.go(`/p/o${'A'.repeat(43)}`);
    await closeStage(database.pool, { onboardingId: id, step: 5, outcome: 'rejected' });
    assert.equal((await first.go(`/p/c/${id}`)).status, 200);
    await api.send('DELETE', `/v1/onboardings/${id}/applicant`);
    const reference = /Reference: \S+/g;
    for (const address of [
      path,
      `/p/c/${id}`,
      `/p/c/${id}/open`,
      `/p/c/${id}/events`,
      `/p/c/${other.id}`,
      '/p',
      '/p/x/y',
    ]) {
      const answer = await first.go(address);
      assert.equal(answer.status, 404, address);
      const same = (text: string) => text.replaceAll(/action="[^"]*"/g, '').replaceAll(reference, '');
      assert.equal(same(answer.text), same(wrong.text), address);
    }
    assert.equal((await database.pool.query('select from page_browsers where onboarding_id = $1', [id])).rowCount, 0);
  });

  it('does not open the case of another tenant with a cookie of its own', async () => {
    const { path } = await aCase();
    const first = browser();
    await first.follow(path);
    const another = await storedCase(database.pool, { tenantId: 'another' });
    const [[, token] = []] = [...first.cookies];
    first.cookies.set(`__Host-page-${another.slice(4, 16)}`, token ?? '');
    assert.equal((await first.go(`/p/c/${another}`)).status, 404);
  });

  it('writes no secret and no session to the log', async () => {
    const { path } = await aCase();
    const first = browser();
    await first.follow(path);
    const log = api.logs.join('\n');
    assert.match(log, /"route":"\/p\/:secret"/);
    assert.ok(!log.includes(path.slice(3)));
    for (const token of first.cookies.values()) assert.ok(!log.includes(token));
  });

  it('forgets browsers after 90 days, but for the first, which would let the next one in without a code', async () => {
    const { path } = await aCase();
    await browser().go(path);
    const second = await asked(path);
    await typed(second, path, codeIn());
    await database.pool.query(`update page_browsers set seen_at = now() - interval '91 days'`);
    await pruneBrowsers(database.pool, 90, 1_000);
    const { rows } = await database.pool.query(
      'select first from page_browsers where onboarding_id in (select id from onboardings order by created_at desc limit 1)',
    );
    assert.deepEqual(rows, [{ first: true }]);
    assert.equal((await second.go(path)).location, null);
  });
});
