import assert from 'node:assert/strict';
import axe, { type AxeResults } from 'axe-core';
import { ownBrowser } from '../support/browser.ts';
import { startApi } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';

describe('GET /docs', () => {
  const [, api] = forAllTests(startApi);

  it('needs no key, and allows no script and no other server', async () => {
    const { status, headers, body } = await api.send('GET', '/docs', { key: '' });
    assert.equal(status, 200);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; style-src 'sha256-[^' ]+'; /);
    assert.ok(!/script|https?:\/\//.test(policy));
    assert.ok(!/<script|<link|src=|style="|https?:\/\//.test(body.replace(/<pre>.*?<\/pre>|<code>.*?<\/code>/gs, '')));
  });

  it('leads to a place on the page, to the page of problems or to the document by every link', async () => {
    const { body: page } = await api.send('GET', '/docs', { key: '' });
    const { body: problems } = await api.send('GET', '/problems', { key: '' });
    const links = [...new Set([...page.matchAll(/href="([^"]+)"/g)].map(([, link]) => link as string))];
    assert.ok(links.length > 100);
    for (const link of links) {
      const [at, anchor] = link.split('#');
      if (['/openapi.json', '/llms.txt'].includes(at ?? '') || (at === '/problems' && !anchor)) continue;
      assert.ok((at === '' ? page : problems).includes(`id="${anchor}"`), link);
    }
  });

  describe('in a browser', () => {
    const browser = ownBrowser();

    for (const width of [390, 1280]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        it(`has nothing that axe objects to, and fits, at ${width} pixels in ${colorScheme}`, async () => {
          const page = await browser().newPage({ viewport: { width, height: 800 }, colorScheme });
          const said: string[] = [];
          const asked: string[] = [];
          page.on('console', (message) => said.push(message.text()));
          page.on('request', (request) => asked.push(new URL(request.url()).pathname));
          await page.goto(`${api.address}/docs`);
          const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
          assert.ok((wide as number) <= 0, `the page is ${wide} pixels too wide`);
          const back = await page.evaluate('getComputedStyle(document.body).backgroundColor');
          assert.equal(back, colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 23, 29)');
          await page.evaluate(axe.source);
          const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
          assert.deepEqual(
            violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
            [],
          );
          assert.deepEqual([said, asked], [[], ['/docs']]);
          await page.close();
        });
      }
    }
  });
});
