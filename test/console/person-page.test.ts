import assert from 'node:assert/strict';
import axe, { type AxeResults } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { registerAddress } from '../../db/tenant-addresses.ts';
import { pageTextsIn } from '../../domain/page/page-words.ts';
import { languages } from '../../domain/words/languages.ts';
import { ownBrowser } from '../support/browser.ts';
import { storedOnAccount } from '../support/cases/activities.ts';
import { storedLink } from '../support/cases/stored-case.ts';
import { caseAt, standings } from '../support/console/standings.ts';
import { visitor } from '../support/console/visitor.ts';
import { registered, startApi } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { until } from '../support/until.ts';

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('the page of a case', () => {
  const [database, api] = forAllTests(startApi);
  before(() =>
    api.send('POST', '/v1/brand', {
      body: { name: 'Acme Wallet', logo: png, colour: '#0b5fff', support: 'help@acme.example' },
    }),
  );
  async function at(name: string, change: Parameters<typeof caseAt>[2] = {}) {
    const id = await caseAt(database.pool, standings[name] ?? { stage: 'starting' }, change);
    const { page_url } = (await api.send('GET', `/v1/onboardings/${id}`)).body;
    return { id, path: new URL(page_url).pathname };
  }

  for (const name of Object.keys(standings)) {
    it(`has words in each language for a case that stands at ${name}`, async () => {
      const { id, path } = await at(name);
      const person = visitor(api.address);
      await person.follow(path);
      const headings = new Set<string>();
      for (const language of languages) {
        const { status, text } = await person.go(`/p/c/${id}?lang=${language}`);
        assert.equal(status, 200);
        assert.match(text, new RegExp(`<html lang="${language}">`));
        assert.ok(!/undefined|null|\[object/.test(text), text);
        assert.ok(!/link-test|access-test|hosted\.example|token/.test(text), 'a token is in the page');
        headings.add(/<h1>(.*?)<\/h1>/.exec(text)?.[1] ?? '');
      }
      assert.equal(headings.size, languages.length, [...headings].join());
    });
  }

  it('is in the language of the case, else in that of the browser, else in English, unless the person chooses', async () => {
    const heading = async (change: object, accept: string, query = '') => {
      const { path } = await at('open_link', change);
      const person = visitor(api.address);
      const headers = { 'Accept-Language': accept };
      const { location } = await person.go(path, { headers });
      return /<html lang="(\w+)">/.exec((await person.go(`${location}${query}`, { headers })).text)?.[1];
    };
    assert.equal(await heading({ linkSettings: { language: 'de' } }, 'fr'), 'de');
    assert.equal(await heading({}, 'pt-BR, fr-CA;q=0.8'), 'fr');
    assert.equal(await heading({ linkSettings: { language: 'pl' } }, 'pl'), 'en');
    assert.equal(await heading({ linkSettings: { language: 'de' } }, 'fr', '?lang=es'), 'es');
    assert.equal(await heading({}, 'en', '?lang=%22%3E%3Cscript%3E'), 'en');
  });

  it('opens Link in the language of the page, leads back to it, and makes no second one while it lasts', async () => {
    const { id, path } = await at('open_link', {
      linkSettings: { completionRedirectUri: 'https://shop.example/done' },
    });
    const person = visitor(api.address);
    await person.follow(path);
    await person.go(`/p/c/${id}?lang=fr`);
    const made = api.plaid.linkTokens.length;
    const { status, location } = await person.go(`/p/c/${id}/open`);
    assert.deepEqual([status, location], [303, (await api.send('GET', `/v1/onboardings/${id}`)).body.next_action.url]);
    const { settings } = api.plaid.linkTokens.at(-1)?.request ?? {};
    assert.equal(settings?.language, 'fr');
    assert.equal(settings?.completionRedirectUri, 'https://gangway.example/p/back');
    await person.go(`/p/c/${id}/open`);
    assert.equal(api.plaid.linkTokens.length, made + 1);
    await database.pool.query('update link_sessions set expires_at = now() where onboarding_id = $1', [id]);
    assert.equal((await person.go(`/p/c/${id}/open`)).status, 303);
    assert.equal(api.plaid.linkTokens.length, made + 2, 'a dead Link gets no successor');
    assert.equal((await person.go(`/p/back?onboarding_id=${id}`)).location, `/p/c/${id}`);
    assert.match((await visitor(api.address).go(`/p/back?onboarding_id=${id}`)).text, /You are back/);
  });

  it("leads to the tenant's own address at the end, and nowhere else", async () => {
    const linkSettings = { completionRedirectUri: 'https://shop.example/done?from=a' };
    const { id, path } = await at('funded', { linkSettings });
    const person = visitor(api.address);
    const { text } = await person.follow(path);
    assert.ok(text.includes(`href="https://shop.example/done?from=a&amp;onboarding_id=${id}"`));
    for (const query of ['redirect=https://evil.example', 'url=//evil.example', 'for=//evil.example'])
      assert.ok(!(await person.go(`/p/c/${id}/open?${query}`)).location?.includes('evil'));
    assert.equal((await person.go('/p/back?onboarding_id=//evil.example')).location, null);
  });

  it('lets only the origins frame it that an operator has registered, and names no other origin', async () => {
    const { id, path } = await at('open_link');
    const person = visitor(api.address);
    const { headers } = await person.follow(path);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self'; /);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('cache-control'), 'no-store');
    await registerAddress(database.pool, 'default', { use: 'frame', address: 'https://shop.example' });
    const framed = (await person.go(`/p/c/${id}`)).headers;
    assert.match(framed.get('content-security-policy') ?? '', /frame-ancestors https:\/\/shop\.example;/);
    assert.equal(framed.get('x-frame-options'), null);
    await database.pool.query(`delete from tenant_addresses where use = 'frame'`);
  });

  it('gives a page in a frame a cookie for that frame alone', async () => {
    const { path } = await at('open_link');
    const { headers } = await visitor(api.address).go(path, { headers: { 'Sec-Fetch-Dest': 'iframe' } });
    assert.match(headers.getSetCookie()[0] ?? '', /SameSite=None; Partitioned$/);
  });

  it('writes what others have written as text: names of banks and tenants, masks, addresses of support', async () => {
    const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
    const support = 'https://shop.example/help?a="><script>alert(1)</script>';
    const canonical = new URL(support).href;
    await registered(database.pool, canonical);
    const set = (body: object) => api.send('POST', '/v1/brand', { body });
    assert.equal((await set({ name: `Acme ${evil.slice(0, 40)}`, support })).status, 200);
    const { id, path } = await at('funded', { linkSettings: { clientName: evil.slice(0, 30) } });
    await database.pool.query('update items set institution = $2 where onboarding_id = $1', [id, evil]);
    await database.pool.query('update accounts set mask = $2 where onboarding_id = $1', [id, evil]);
    const { text } = await visitor(api.address).follow(path);
    assert.ok(text.includes('&lt;script>') || text.includes('&lt;script&gt;'));
    assert.ok(!/<script>|<img src=x/.test(text), text);
    await set({ name: 'Acme Wallet', support: 'help@acme.example' });
  });

  it('is there for a transfer on a linked account, which opens Link only to repair the login', async () => {
    const { onboardingId: id } = await storedOnAccount(database.pool, {
      tenantId: 'default',
      linkSettings: { completionRedirectUri: 'https://shop.example/done' },
    });
    const move = (stage: string, waitingFor: string, outcome: string | null = null) =>
      database.pool.query('update onboardings set stage = $2, waiting_for = $3, outcome = $4 where id = $1', [
        ...[id, stage, waitingFor, outcome],
      ]);
    await database.pool.query('update linked_accounts set rtp = false');
    await move('transferring', 'settlement');
    const { page_url } = (await api.send('GET', `/v1/transfers/${id}`)).body;
    const person = visitor(api.address);
    const { text } = await person.follow(new URL(page_url).pathname);
    assert.match(text, /<h1>Your payment is on its way<\/h1>.*\$25\.00.*•••• 0000/s);
    assert.ok(!text.includes('/open'));
    assert.equal((await person.go(`/p/c/${id}/open`)).location, `/p/c/${id}`);
    await move('repairing_link', 'repair');
    await storedLink(database.pool, id, { mode: 'update' });
    assert.match((await person.go(`/p/c/${id}`)).text, /<h1>Your bank needs you.*\/open"/s);
    assert.match((await person.go(`/p/c/${id}/open`)).location ?? '', /^https:\/\/hosted\.example\/link/);
    await move('watching_returns', 'return_window', 'funded');
    assert.match((await person.go(`/p/c/${id}`)).text, /<h1>Your payment has arrived/);
  });

  it('serves the logo as what it is, and the colour with legible text', async () => {
    const { id } = await at('open_link');
    const person = visitor(api.address);
    const logo = await person.go(`/p/look/${id}/logo`);
    assert.deepEqual(
      [logo.headers.get('content-type'), logo.headers.get('x-content-type-options')],
      ['image/png', 'nosniff'],
    );
    const style = await person.go(`/p/look/${id}/style.css`);
    assert.match(style.text, /--action: #0b5fff; --on-action: #ffffff/);
  });

  describe('in a browser', () => {
    const browser = ownBrowser();
    async function opened(name: string, options: BrowserContextOptions = {}): Promise<{ page: Page; id: string }> {
      const { id, path } = await at(name);
      const context = await browser().newContext(options);
      const page = await context.newPage();
      await page.goto(`${api.address}${path}`);
      return { page, id };
    }
    const tooWide = (page: Page) => page.evaluate('document.documentElement.scrollWidth - window.innerWidth');

    for (const name of Object.keys(standings)) {
      it(`has nothing that axe objects to, and fits, where the case stands at ${name}`, async () => {
        const { page, id } = await opened(name);
        const said: string[] = [];
        page.on('console', (message) => said.push(message.text()));
        for (const width of [390, 1440]) {
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.setViewportSize({ width, height: 900 });
            await page.emulateMedia({ colorScheme });
            await page.goto(`${api.address}/p/c/${id}`);
            assert.ok(((await tooWide(page)) as number) <= 0);
            await page.evaluate(axe.source);
            const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
            assert.deepEqual(
              violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
              [],
            );
          }
        }
        assert.deepEqual(said, []);
        await page.context().close();
      });
    }

    it('fits at 320 pixels, which is also a zoom of 400 % at 1280', async () => {
      for (const name of ['open_link', 'select_accounts', 'funded']) {
        const { page } = await opened(name, { viewport: { width: 320, height: 256 }, locale: 'de' });
        assert.ok(((await tooWide(page)) as number) <= 0, name);
        await page.context().close();
      }
    });

    it('shows buttons by a border where the colours are forced', async () => {
      const { page } = await opened('open_link', { forcedColors: 'active' });
      const border = await page.evaluate(`getComputedStyle(document.querySelector('main .button')).borderTopStyle`);
      assert.equal(border, 'solid');
      await page.context().close();
    });

    it('works without JavaScript, by the keyboard, in another language', async () => {
      const { page, id } = await opened('open_link', { javaScriptEnabled: false });
      await page.keyboard.press('Tab');
      assert.equal(await page.locator(':focus').textContent(), pageTextsIn('en').skip);
      await page.keyboard.press('Tab');
      assert.match((await page.locator(':focus').textContent()) ?? '', /Connect your bank/);
      await page.selectOption('#lang', 'es');
      await page.click('footer button');
      assert.equal(await page.textContent('main .button'), `${pageTextsIn('es').buttons.open_link} `);
      assert.equal(new URL(page.url()).pathname, `/p/c/${id}`);
      await page.context().close();
    });

    it('follows its case by itself, and says so to screen readers', async () => {
      const { page, id } = await opened('working');
      await page.waitForFunction(`document.querySelector('main').dataset.live`);
      await database.pool.query(`update onboardings set stage = 'in_review', waiting_for = 'review' where id = $1`, [
        id,
      ]);
      await database.pool.query(`insert into timeline (onboarding_id, what, detail) values ($1, 'in_review', '{}')`, [
        id,
      ]);
      const heading = async () => (await page.textContent('h1')) === 'We are checking your account';
      assert.ok(await until(heading));
      assert.equal(await page.textContent('#news'), 'We are checking your account');
      await page.context().close();
    });
  });
});
