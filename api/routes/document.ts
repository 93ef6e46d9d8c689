import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Handler } from '../context.ts';
import { documented, type Route } from '../http/operation.ts';
import { documentOf } from '../openapi/document.ts';
import { pageOf } from '../openapi/page.ts';
import { styles } from '../openapi/page-styles.ts';

/** Answers with the document of the API. Makes it at the first request, because most processes get none. */
export function getDocument(routes: () => Route[]): Handler {
  let text: string | undefined;
  return documented(
    { summary: 'This document', answer: z.looseObject({ openapi: z.literal('3.1.1') }) },
    async (ctx) => {
      text ??= JSON.stringify(documentOf(routes()));
      ctx.type = 'json';
      ctx.body = text;
    },
  );
}

// The page has no script, and loads nothing.
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(styles).digest('base64')}'`,
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
].join('; ');

/** Answers with the document as a page for people. */
export function showDocument(routes: () => Route[]): Handler {
  let page: string | undefined;
  return documented({ summary: 'This document as a page', answer: z.string(), mediaType: 'text/html' }, async (ctx) => {
    page ??= pageOf(documentOf(routes()));
    ctx.type = 'html';
    ctx.set('Content-Security-Policy', policy);
    ctx.body = page;
  });
}
