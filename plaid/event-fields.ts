// What events of both feeds have in common.
import { z } from 'zod';
import { amountHasTwoDecimals } from './quirks.ts';

export const eventId = z.string().regex(/^\d+$/).transform(BigInt);
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** Nothing about money is decided by it: one that we cannot read must not hold up the feed. */
export const amount = z
  .string()
  .nullish()
  .transform((text) => (text ? amountHasTwoDecimals.read(text) : null));
