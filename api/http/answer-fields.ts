// Schemas of fields that several answers share. Answers are open objects: a later release may add fields to them.
import { z } from 'zod';
import { delayReasonNames, delayReasons } from '../../domain/case/delay.ts';

export const time = z.iso.datetime().describe('A time in UTC, such as 2026-05-04T12:00:00.000Z.');

/** Never a number, because a reader in floating point would change it. */
export const money = z
  .string()
  .regex(/^\d+\.\d\d$/)
  .describe('A decimal string with two digits of cents.');

export const failure = z
  .object({ code: z.string().nullable(), words: z.string() })
  .nullable()
  .describe('Why it came to nothing. Null while it has not.');

/** A page of a list. */
export const pageOf = <S extends z.ZodType>(row: S) => z.object({ data: z.array(row), next_cursor: nextCursor });

export const nextCursor = z.string().nullable().describe('The cursor of the following page. Null at the end.');

/** A step of the case is in trouble, and Gangway tries it again. */
export const delaySchema = z
  .object({
    since: time,
    reason: z.enum(delayReasonNames).describe(
      Object.entries(delayReasons)
        .map(([reason, words]) => `\`${reason}\`: ${words}`)
        .join(' '),
    ),
  })
  .meta({ id: 'Delay' });
