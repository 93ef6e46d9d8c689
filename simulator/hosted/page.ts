// The frame of every hosted page. All text goes through `html`, which escapes the values in it.
import { createHash } from 'node:crypto';
import type Koa from 'koa';

/** Markup that is safe to send as it is. */
export type Html = { readonly markup: string };

export function html(parts: TemplateStringsArray, ...values: (string | number | Html | readonly Html[])[]): Html {
  const markup = (value: (typeof values)[number]): string => {
    if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
    return 'markup' in value ? value.markup : value.map((one) => one.markup).join('');
  };
  return { markup: parts.reduce((all, part, n) => all + markup(values[n - 1] ?? '') + part) };
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

/** Shows why the page refused the last input, if it did. */
export const problemShown = (problem: string | null): Html =>
  problem === null ? html`` : html`<p class="problem" id="problem" role="alert">${problem}</p>`;

export type Page = {
  status?: number;
  /** The title of the window, after "Gangway simulator". */
  title: string;
  heading: string;
  body: Html;
  /** Whether there is a step to go back to. */
  back?: boolean;
};

const backForm = html`<form method="post" class="back"><button id="back" name="step" value="back">&larr; Back</button></form>`;

const style = `
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:1rem;
padding:1.5rem;background:#e9eef3;color:#14202b;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{width:100%;max-width:25rem;background:#fff;border-radius:14px;box-shadow:0 10px 34px #14202b1f;overflow:hidden}
header{padding:.9rem 1.75rem;background:#123c4a;color:#fff;display:flex;justify-content:space-between;font-size:.85rem}
header b{font-weight:600;letter-spacing:.01em}
header span{opacity:.75}
section{padding:1.6rem 1.75rem 1.75rem}
h1{margin:0 0 .4rem;font-size:1.35rem;line-height:1.25}
p{margin:0 0 1rem;color:#46586a}
form{display:flex;flex-direction:column;gap:.75rem;margin:0}
label{display:flex;flex-direction:column;gap:.25rem;font-size:.85rem;font-weight:600}
input[type=text],input[type=password]{font:inherit;padding:.6rem .75rem;border:1px solid #a9b7c4;border-radius:8px}
.choice{flex-direction:row;align-items:center;gap:.75rem;padding:.75rem .9rem;border:1px solid #c9d4de;border-radius:8px;
font-size:1rem;font-weight:500;cursor:pointer}
.choice small{display:block;color:#5c6d7d;font-weight:400}
button{font:inherit;font-weight:600;padding:.7rem 1rem;border-radius:8px;border:1px solid #123c4a;background:#123c4a;color:#fff;cursor:pointer}
button:hover{background:#0c2b35}
button.bank,button.second{background:#fff;color:#14202b;border-color:#c9d4de}
button.bank{text-align:left}
button.bank:hover,button.second:hover{border-color:#123c4a;background:#f3f7fa}
a.button{display:block;text-align:center;text-decoration:none;font-weight:600;padding:.7rem 1rem;border-radius:8px;background:#123c4a;color:#fff}
a.button:hover{background:#0c2b35}
form.back{margin:-.6rem 0 .5rem -.5rem;display:block}
form.back button{padding:.25rem .5rem;background:none;border:none;color:#1d5f75;font-size:.9rem}
form.back button:hover{background:#f3f7fa}
button.quiet{background:none;border:none;color:#46586a;font-weight:500;margin-top:.35rem}
:focus-visible{outline:3px solid #2f8fae;outline-offset:2px}
ul{margin:0 0 1rem;padding-left:1.2rem;color:#46586a}
.amount{margin:0 0 .9rem;font-size:2.1rem;font-weight:700;line-height:1.1;color:#14202b;font-variant-numeric:tabular-nums}
.facts{display:grid;grid-template-columns:auto 1fr;gap:0 1.25rem;margin:0 0 1.25rem;padding:.35rem 1rem;border-radius:10px;background:#f3f7fa}
.facts dt,.facts dd{margin:0;padding:.6rem 0}
.facts dt{color:#5c6d7d}
.facts dd{font-weight:600}
.facts dd~dt,.facts dd~dd{border-top:1px solid #dde5ec}
.facts small{display:block;font-weight:400;color:#5c6d7d}
.problem{padding:.6rem .8rem;border-radius:8px;background:#fdeceb;color:#8c1d18}
details{margin-top:1rem;font-size:.85rem;color:#46586a}
details dt{font-family:ui-monospace,Menlo,Consolas,monospace;color:#14202b}
details dd{margin:0 0 .4rem}
footer{font-size:.8rem;color:#5c6d7d;text-align:center;text-wrap:balance}
`;
const styleHash = createHash('sha256').update(style).digest('base64');

/** Tells the page around the frame what has happened in it (link-initialize.ts). */
const tell = "parent.postMessage(JSON.parse(document.getElementById('message').textContent),'*')";
const tellHash = createHash('sha256').update(tell).digest('base64');
const told = (message: object): Html => ({
  markup: `<script type="application/json" id="message">${JSON.stringify(message).replaceAll('<', '\\u003c')}</script>
<script>${tell}</script>`,
});

/**
 * `formTarget` is where a form may lead beside the page itself: a browser checks the redirect after a form, too.
 * `message`: the page stands in a frame of the client's page, which receives this.
 */
export function showPage(
  ctx: Koa.Context,
  { status = 200, title, heading, body, back = false }: Page,
  formTarget: string | null,
  message?: object,
) {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    'img-src data:',
    `form-action 'self'${formTarget ? ` ${formTarget}` : ''}`,
    message ? `frame-ancestors *; script-src 'sha256-${tellHash}'` : "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  ctx.status = status;
  ctx.set('Content-Security-Policy', policy.join('; '));
  // The address is the key to the page, so no other site may learn it. The page's own forms still send their origin.
  ctx.set('Referrer-Policy', 'same-origin');
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Cache-Control', 'no-store');
  ctx.type = 'html';
  ctx.body = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Gangway simulator - ${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
<header><b>Gangway simulator</b><span>${title}</span></header>
<section>
${back ? backForm : html``}
<h1>${heading}</h1>
${body}
</section>
</main>
<footer>This is Gangway's simulator of Plaid. No bank is asked and no money moves.</footer>
${message ? told(message) : html``}
</body>
</html>
`.markup;
}
