// How the pages look to applicants. Operators register the origins that may show them in a frame, and the address of
// support (tenant-addresses.ts): a stolen key must not lead applicants elsewhere.
import { z } from 'zod';
import { type Brand, brandOf, logoTypes, setBrand } from '../../db/console/brands.ts';
import { transaction } from '../../db/pool.ts';
import { lockTenant } from '../../db/tenants.ts';
import { tenantOf } from '../cases/find-case.ts';
import { logoInput } from '../cases/logo-input.ts';
import { assertRegistered } from '../cases/registered-address.ts';
import type { Deps, Handler } from '../context.ts';
import { readJson } from '../http/body.ts';
import { browserAddress } from '../http/browser-address.ts';
import { email, wordsOrNumber } from '../http/fields.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';

const support = z
  .union([email, browserAddress], 'must be an email address, or an https:// address that is registered for you')
  .nullish()
  .describe('Where applicants ask: an email address, or an address registered as `return`.');

const schema = z.strictObject({
  name: wordsOrNumber(60).nullish().describe('Your name. Default: `client_name` of the Link of the case.'),
  logo: logoInput.nullish().describe('A PNG, JPEG, WebP or AVIF of at most 100 kB, in base64.'),
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as "#0b5fff": # and six hexadecimal digits')
    .nullish()
    .describe('Of the buttons. Gangway writes on it in black or white, whichever stands out more: 4.58 : 1 at least.'),
  support,
});

/** For the logo in base64, and the rest. */
const limits = { bytes: 160 * 1024, text: 140 * 1024 };

const answerSchema = z
  .object({
    name: z.string().nullable(),
    logo: z.object({ type: z.enum(logoTypes), data: z.string().describe('In base64.') }).nullable(),
    colour: z.string().nullable(),
    support: z.string().nullable(),
  })
  .meta({ id: 'Brand', description: 'Null: none, or the default.' });

const changing = {
  summary: 'Change how your pages look to applicants',
  description: 'Changes the fields that you send; null takes one back.',
  body: { schema, example: { name: 'Acme Wallet', colour: '#0b5fff', support: 'help@acme.example' } },
  answer: answerSchema,
  problems: ['address_not_registered'],
} as const;

export function getBrand({ db }: Pick<Deps, 'db'>): Handler {
  return documented({ summary: 'Read how your pages look to applicants', answer: answerSchema }, async (ctx) => {
    ctx.body = brandAnswer(await brandOf(db, tenantOf(ctx)));
  });
}

export function changeBrand(deps: Pick<Deps, 'db' | 'plaidEnvironment'>): Handler {
  const { db } = deps;
  return documented(changing, async (ctx) => {
    const given = checkInput(schema, await readJson(ctx.req, limits));
    const tenantId = tenantOf(ctx);
    ctx.body = await transaction(db, async (tx) => {
      // An operator who removes an address meanwhile waits, and so does another change.
      await lockTenant(tx, tenantId);
      const { support: address } = given;
      if (address?.includes('://'))
        await assertRegistered(deps, tx, tenantId, { use: 'return', address, field: '/support' });
      const brand = { ...(await brandOf(tx, tenantId)), ...(given as Partial<Brand>) };
      await setBrand(tx, tenantId, brand);
      return brandAnswer(brand);
    });
  });
}

const brandAnswer = ({ logo, ...brand }: Brand): z.output<typeof answerSchema> => ({
  ...brand,
  logo: logo && { type: logo.type, data: logo.bytes.toString('base64') },
});
