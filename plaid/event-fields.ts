// Fields that events of both feeds share.
import { z } from 'zod';
import { isEventId } from './gateway.ts';
import { amountHasTwoDecimals } from './quirks.ts';

export const eventId = z.string().refine(isEventId).transform(BigInt);
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** No decision about money uses the amount, so one that we cannot read must not hold up the feed. */
export const amount = z
  .string()
  .nullish()
  .transform((text) => (text ? amountHasTwoDecimals.read(text) : null));
