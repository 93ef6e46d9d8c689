// Turns a page of ours into Markdown, so that the two cannot differ. It knows the few tags that our pages have, and
// throws at any other, so that a new one is not lost.

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
const tagOrText = /<(\/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)/g;

/** Left out with their contents: the title, and the links to places on the page, which Markdown does not have. */
const leftOut = ['title', 'style', 'nav'];
/** They only group others. */
const groups = ['html', 'head', 'meta', 'body', 'div', 'header', 'main', 'section', 'article', 'span', 'details'];

export function markdownOf(page: string): string {
  const writer = createWriter();
  let within: string | undefined;
  for (const [, slash, name = '', attributes = '', text] of page.replace('<!doctype html>', '').matchAll(tagOrText)) {
    if (within) {
      if (slash && name === within) within = undefined;
    } else if (text !== undefined) writer.write(text.replace(/&\w+;/g, (entity) => entities[entity] ?? entity));
    else if (leftOut.includes(name)) within = name;
    else if (!groups.includes(name)) writer.mark(name, !slash, attributes);
  }
  return `${writer.text().trim()}\n`;
}

function createWriter() {
  let out = '';
  /** Of lists within lists. */
  let depth = 0;
  let isFirstEntry = false;
  let isCode = false;
  let link: string | undefined;

  const next = (gap: '\n' | '\n\n', mark: string, indent = depth): void => {
    out = `${out.trimEnd()}${gap}${'  '.repeat(indent)}${mark}`;
  };
  const block = (mark = '') => next(depth > 0 ? '\n' : '\n\n', mark);
  const heading = (level: number) => (opens: boolean) => block(opens ? `${'#'.repeat(level)} ` : '');

  const marks: Record<string, (opens: boolean, attributes: string) => void> = {
    ...{ h1: heading(1), h2: heading(2), h3: heading(3), h4: heading(4) },
    p: () => block(),
    summary: () => block(),
    ul(opens) {
      depth += opens ? 1 : -1;
      isFirstEntry = opens && depth === 1;
      if (depth === 0) block();
    },
    li(opens) {
      if (!opens) return;
      next(isFirstEntry ? '\n\n' : '\n', '- ', depth - 1);
      isFirstEntry = false;
    },
    pre(opens) {
      if (opens) block('```\n');
      else next('\n', '```\n\n');
      isCode = opens;
    },
    code() {
      out += '`';
    },
    a(opens, attributes) {
      if (opens) link = linkOf(attributes);
      if (link) out += opens ? '[' : `](${link})`;
    },
  };
  return {
    text: () => out,
    write(text: string): void {
      if (isCode) out += text;
      else if (/(^|\s)$/.test(out)) out += text.replace(/\s+/g, ' ').trimStart();
      else out += text.replace(/\s+/g, ' ');
    },
    mark(name: string, opens: boolean, attributes: string): void {
      const mark = marks[name];
      if (!mark) throw new TypeError(`no Markdown is known for the tag ${name}`);
      mark(opens, attributes);
    },
  };
}

/** Undefined for a place on a page. Another page is named as Markdown, and a file as it is. */
function linkOf(attributes: string): string | undefined {
  const [, to = ''] = /href="([^"]*)"/.exec(attributes) ?? [];
  if (to.includes('#')) return undefined;
  return to.includes('.') ? to : `${to}.md`;
}
