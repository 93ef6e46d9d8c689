// The page to which the `type` of every error answer leads. It has no secrets.
import { ofPlaid } from '../http/problem-page.ts';
import { problems } from '../http/problems.ts';

const section = (anchor: string, status: string, { title, advice }: { title: string; advice: string }) =>
  `<h2 id="${anchor}"><code>${anchor}</code></h2>\n<p>${status}: ${title}. ${advice}</p>`;

export const problemsPage = (): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Problems</title>
<h1>Problems</h1>
<p>Every <code>code</code> of an error answer (RFC 9457), and what to do about it.</p>
${Object.entries(problems)
  .map(([code, entry]) => section(code, String(entry.status), entry))
  .join('\n')}
${section(ofPlaid.anchor, 'Codes in capitals', ofPlaid)}
</html>
`;
