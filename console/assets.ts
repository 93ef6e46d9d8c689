// The style sheet and the script of the pages. Their addresses hold a hash, so that browsers may keep them for good.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { PageRoute } from './context.ts';
import { Refusal } from './refusal.ts';

const types = {
  ...{ 'style.css': 'text/css', 'desk.css': 'text/css', 'forms.css': 'text/css', 'boards.css': 'text/css' },
  ...{ 'live.js': 'text/javascript', 'session.js': 'text/javascript' },
} as const;
type Asset = keyof typeof types;

const contents = new Map(
  Object.keys(types).map((name) => [name, readFileSync(new URL(`./assets/${name}`, import.meta.url))]),
);
const hashOf = (name: Asset) =>
  createHash('sha256')
    .update(contents.get(name) ?? '')
    .digest('hex')
    .slice(0, 16);

/** Returns the address of a file of `console/assets/`. */
export const assetPath = (name: Asset): string => `/console/assets/${hashOf(name)}/${name}`;

export const assetRoutes: PageRoute[] = [
  [
    'GET',
    '/console/assets/:hash/:name',
    async (ctx) => {
      const { name = '' } = ctx.params ?? {};
      const content = contents.get(name);
      if (!content) throw new Refusal(404, 'There is nothing here', 'This file does not exist.');
      ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
      ctx.type = types[name as Asset];
      ctx.body = content;
    },
  ],
];
