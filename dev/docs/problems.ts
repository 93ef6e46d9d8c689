// Makes docs/problems.md from the list of codes, so that the page cannot differ from the API's answers.
import { ofPlaid } from '../../api/http/problem-page.ts';
import { problems } from '../../api/http/problems.ts';

const section = (anchor: string, status: string, { title, advice }: { title: string; advice: string }) =>
  `## ${anchor}\n\n${status}: ${title}. ${advice}\n`;

export const problemsPage = (): string =>
  [
    '# Problems\n',
    'This page lists every `code` of an error answer (RFC 9457) and what you can do about it. `type` in the answer leads to',
    'this text, which the API also serves at `/problems`. `npm run docs` generates the page from `api/http/problems.ts`; a',
    'test fails while it differs.\n',
    ...Object.entries(problems).map(([code, entry]) => section(code, String(entry.status), entry)),
    section(ofPlaid.anchor, 'Codes in capitals', ofPlaid),
  ].join('\n');
