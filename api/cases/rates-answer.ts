import { z } from 'zod';
import { returnRates } from '../../domain/transfers/return-rates.ts';

const limits = z.object({ plaid: z.number(), nacha: z.number() });
const rate = z
  .object({
    returns: z.int(),
    debits: z.int(),
    share: z.number().nullable().describe('Null if there are no debits.'),
    limits,
    allowed: limits.describe('How many returns each limit allows at this number of debits.'),
    exceeded: z.array(z.enum(['plaid', 'nacha'])),
  })
  .meta({ id: 'ReturnRate' });
export const ratesSchema = z.record(z.enum(returnRates), rate);
