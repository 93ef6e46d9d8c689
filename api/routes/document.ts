// The document of the API: for programs, as pages for people, as Markdown, and the list of these that llmstxt.org
// describes.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Handler } from '../context.ts';
import { documented, type Route } from '../http/operation.ts';
import { aboutGangway, documentOf } from '../openapi/document.ts';
import { markdownOf } from '../openapi/markdown.ts';
import { pageOf } from '../openapi/page.ts';
import { styles } from '../openapi/page-styles.ts';
import { problemsPage } from '../openapi/problems-page.ts';

type Page = { path: string; name: string; about: string; html: () => string };

/** `routes`: all routes of the API, these included. */
export function documentRoutes(routes: () => Route[]): Route[] {
  const pages: Page[] = [
    {
      ...{ path: '/docs', name: 'Reference' },
      about: 'Every request, answer and notification, with examples.',
      html: () => pageOf(documentOf(routes())),
    },
    {
      ...{ path: '/problems', name: 'Problems' },
      about: 'Every code of an error answer, and what to do about it.',
      html: problemsPage,
    },
  ];
  return [
    ['GET', '/openapi.json', null, getDocument(routes)],
    ...pages.flatMap(routesOf),
    ['GET', '/llms.txt', null, listPages(pages)],
  ];
}

function getDocument(routes: () => Route[]): Handler {
  const text = once(() => JSON.stringify(documentOf(routes())));
  return documented(
    { summary: 'This document', answer: z.looseObject({ openapi: z.literal('3.1.1') }) },
    async (ctx) => {
      ctx.type = 'json';
      ctx.body = text();
    },
  );
}

// The pages have no script, and load nothing.
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(styles).digest('base64')}'`,
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
].join('; ');

function routesOf({ path, name, about, html }: Page): Route[] {
  const page = once(html);
  const markdown = once(() => markdownOf(page()));
  const of = { description: about, answer: z.string() };
  return [
    [
      ...(['GET', path, null] as const),
      documented({ ...of, summary: `${name}, as a page`, mediaType: 'text/html' }, async (ctx) => {
        ctx.type = 'html';
        ctx.set('Content-Security-Policy', policy);
        ctx.body = page();
      }),
    ],
    [
      ...(['GET', `${path}.md`, null] as const),
      documented({ ...of, summary: `${name}, as Markdown`, mediaType: 'text/markdown' }, async (ctx) => {
        ctx.type = 'text/markdown';
        ctx.body = markdown();
      }),
    ],
  ];
}

function listPages(pages: Page[]): Handler {
  const text = `# Gangway

> ${aboutGangway}

## Docs

${pages.map(({ path, name, about }) => `- [${name}](${path}.md): ${about}`).join('\n')}
- [OpenAPI](/openapi.json): The reference for programs, as OpenAPI 3.1.
`;
  return documented(
    {
      ...{ summary: 'List of these pages, for language models', answer: z.string(), mediaType: 'text/plain' },
      description: 'In the form of llmstxt.org.',
    },
    async (ctx) => {
      ctx.type = 'text/plain';
      ctx.body = text;
    },
  );
}

/** At the first request, because most processes get none. */
function once(make: () => string): () => string {
  let made: string | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
