// The frame of every page, and how a page becomes an answer.
import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { assetPath } from './assets.ts';
import type { PageContext } from './context.ts';

type PageProps = {
  title: string;
  /** The language of the page, as in `lang`. */
  lang: string;
  /** Stands above the main part: a name, a menu. */
  header: ComponentChildren;
  footer?: ComponentChildren;
  /** The words of the link that leads past the header. */
  skip: string;
  /** The address of the page's events: the script then keeps the main part up to date. */
  live?: string | undefined;
  /** The seconds after which the script loads the main part again. */
  every?: number | undefined;
  /** Further style sheets, such as a tenant's colours. */
  styles?: readonly string[] | undefined;
  /** Where the page has two widths: a form and its text, or a board. */
  width: 'narrow' | 'wide';
  children: ComponentChildren;
};

export function Page({ title, lang, header, footer, skip, live, every, styles, width, children }: PageProps): VNode {
  return (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={assetPath('style.css')} />
        {styles?.map((sheet) => (
          <link key={sheet} rel="stylesheet" href={sheet} />
        ))}
        <script type="module" src={assetPath('live.js')} />
      </head>
      <body class={width}>
        <a class="skip" href="#main">
          {skip}
        </a>
        <header>{header}</header>
        <main id="main" tabIndex={-1} data-live={live} data-every={every}>
          {children}
        </main>
        <p class="unseen" role="status" id="news" />
        {footer && <footer>{footer}</footer>}
      </body>
    </html>
  );
}

/** Answers with the page. */
export function answerPage(ctx: PageContext, page: VNode, status = 200): void {
  ctx.status = status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = `<!doctype html>${renderToString(page)}`;
}
