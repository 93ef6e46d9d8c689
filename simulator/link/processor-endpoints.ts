// /processor/token/create. The simulator plays no processor, so nothing reads by these tokens.
// Names of companies: cspell:disable
import type { ProcessorTokenCreateResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { newToken } from '../ids.ts';
import { brokenBy, findAccount, findItem, needConsent } from './find.ts';

/** As in Plaid's SDK. A test compares the two. */
export const processors = `
  dwolla galileo modern_treasury ocrolus vesta drivewealth vopay achq check checkbook circle sila_money rize svb_api
  unit wyre lithic alpaca astra moov treasury_prime marqeta checkout solid highnote gemini apex_clearing gusto adyen
  atomic i2c wepay riskified utb adp_roll fortress_trust bond bakkt teal zero_hash taba_pay knot sardine alloy finix
  nuvei layer boom seamlessach stake wedbush esusu ansa scribeup straddle loanpro bloom_credit sfox brale parafin
  cardless open_ledger valon gainbridge cardlytics pinwheel thread_bank array fiant oatfi curinos frame interchecks
  interchange atomicfi pay natural kanmon kick increase airwallex cybrid bizcap webull kikoff_enterprise
`.match(/\S+/g) as [string, ...string[]];

export const processorTokenCreate = endpoint({
  path: '/processor/token/create',
  request: z.strictObject({
    access_token: z.string().min(1),
    account_id: z.string().min(1),
    processor: z.enum(processors),
  }),
  respond(world, asked): Answer<ProcessorTokenCreateResponse> {
    const item = findItem(world, asked.access_token);
    const broken = brokenBy(item);
    if (broken) throw broken;
    findAccount(item, asked.account_id);
    needConsent(item, 'auth');
    return { processor_token: newToken('processor') };
  },
});
