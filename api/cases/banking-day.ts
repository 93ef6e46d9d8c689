// The day of the banks that ACH follows, as pages show it.
import { z } from 'zod';
import {
  addBankingDays,
  cutOffsOn,
  easternDate,
  isBankingDay,
  nextCutOff,
  submittedNetworks,
} from '../../domain/transfers/banking-days.ts';
import { time } from '../http/answer-fields.ts';

export const bankingDaySchema = z
  .object({
    date: z.iso.date().describe("Today's date in the time zone of the banks."),
    is_banking_day: z.boolean(),
    next_banking_day: z.iso.date().describe('The first one after today.'),
    time_zone: z.literal('America/New_York'),
    cut_offs: z
      .array(
        z.object({
          network: z.enum(submittedNetworks),
          today: z.array(time).describe('All of today, with those that are over.'),
          next: time,
        }),
      )
      .describe('When Plaid submits entries to the bank. RTP has none.'),
  })
  .meta({ id: 'BankingDay' });

export function bankingDayAnswer(now: Date): z.output<typeof bankingDaySchema> {
  const date = easternDate(now);
  return {
    date,
    is_banking_day: isBankingDay(date),
    next_banking_day: addBankingDays(date, 1),
    time_zone: 'America/New_York',
    cut_offs: submittedNetworks.map((network) => ({
      network,
      today: cutOffsOn(network, date).map((cutOff) => cutOff.toISOString()),
      next: nextCutOff(network, now).toISOString(),
    })),
  };
}
