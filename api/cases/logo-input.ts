// The logo in a request: a small picture in base64. Its first bytes say what it is, and not what the caller says.
import { z } from 'zod';
import type { Brand, LogoType } from '../../db/console/brands.ts';

const mostBytes = 100_000;

/** Each kind by its signature, with the place where that stands. */
const signatures: { type: LogoType; at: number; bytes: Buffer }[] = [
  { type: 'image/png', at: 0, bytes: Buffer.from('89504e470d0a1a0a', 'hex') },
  { type: 'image/jpeg', at: 0, bytes: Buffer.from('ffd8ff', 'hex') },
  { type: 'image/webp', at: 8, bytes: Buffer.from('WEBP') },
  { type: 'image/avif', at: 4, bytes: Buffer.from('6674797061766966', 'hex') },
];

export const logoInput = z
  .string()
  .max(Math.ceil(mostBytes / 3) * 4, `must be a picture of at most ${mostBytes / 1000} kB, in base64`)
  .transform((text, context): Brand['logo'] => {
    const bytes = Buffer.from(text, 'base64');
    const kind = signatures.find(({ at, bytes: known }) => known.equals(bytes.subarray(at, at + known.length)));
    if (kind && bytes.length <= mostBytes && bytes.toString('base64') === text) return { type: kind.type, bytes };
    const message = `must be a PNG, JPEG, WebP or AVIF of at most ${mostBytes / 1000} kB, in base64; no SVG and no address`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
