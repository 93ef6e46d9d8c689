import assert from 'node:assert/strict';
import { problems } from '../../api/http/problems.ts';
import { markdownOf } from '../../api/openapi/markdown.ts';
import { startApi } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';

describe('the pages as Markdown', () => {
  const [, api] = forAllTests(startApi);
  const read = (path: string) => api.send('GET', path, { key: '' });

  /** Without what only one of the two forms has. */
  const bare = (text: string) => text.replace(/[\s#`()[\]-]/g, '');
  const textOfHtml = (html: string) =>
    html
      .replace(/<(title|style|nav)[ >].*?<\/\1>/gs, '')
      .replace(/<[^>]*>/g, '')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&');

  for (const path of ['/docs', '/problems']) {
    it(`${path}.md says all that ${path} says, in the same order`, async () => {
      const [page, markdown] = [await read(path), await read(`${path}.md`)];
      assert.deepEqual([page.status, markdown.status], [200, 200]);
      assert.equal(markdown.headers.get('content-type'), 'text/markdown; charset=utf-8');
      assert.equal(bare(markdown.body.replace(/\]\([^)]*\)/g, ']')), bare(textOfHtml(page.body)));
    });
  }

  it('has a heading for each operation, object and code', async () => {
    const { body: docs } = await read('/docs.md');
    const { paths, components } = (await read('/openapi.json')).body;
    for (const [path, methods] of Object.entries<object>(paths))
      for (const method of Object.keys(methods))
        assert.ok(docs.includes(`\n### ${method.toUpperCase()} ${path}\n`), path);
    for (const name of Object.keys(components.schemas)) assert.ok(docs.includes(`\n### ${name}\n`), name);
    const { body: codes } = await read('/problems.md');
    for (const code of Object.keys(problems)) assert.ok(codes.includes(`\n## \`${code}\`\n`), code);
  });

  it('nests lists, keeps examples as they are, and drops links to places on a page', () => {
    const html = `<h1>A &amp; B</h1><p>See <a href="/problems">all</a>,
      <a href="#x">one</a>.</p><ul class="fields"><li><code>a</code> object<p>About a.</p><ul><li><code>b</code></li>
      </ul></li><li>c</li></ul><pre>{
  "a": 1
}</pre><p>End.</p>`;
    assert.equal(
      markdownOf(html),
      '# A & B\n\nSee [all](/problems.md), one.\n\n- `a` object\n  About a.\n  - `b`\n- c\n\n```\n{\n  "a": 1\n}\n```\n\nEnd.\n',
    );
  });

  it('does not lose a tag that it does not know', () => {
    assert.throws(() => markdownOf('<table><tr><td>1</td></tr></table>'), /no Markdown is known for the tag table/);
  });

  it('/llms.txt has the form of llmstxt.org, and every link in it answers without a key', async () => {
    const { status, headers, body } = await read('/llms.txt');
    assert.deepEqual([status, headers.get('content-type')], [200, 'text/plain; charset=utf-8']);
    assert.match(body, /^# Gangway\n\n> [^\n]+\n\n## Docs\n\n(- \[[^\]]+\]\([^)]+\): [^\n]+\.\n)+$/);
    const links = [...body.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link as string);
    assert.deepEqual(links, ['/docs.md', '/problems.md', '/openapi.json']);
    for (const link of links) assert.equal((await read(link)).status, 200, link);
  });
});
