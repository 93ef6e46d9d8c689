import { z } from 'zod';
import { linkSettingsOf } from '../../db/link/link-settings.ts';
import { consentFields, consentKinds, consentTextIds, consentTexts } from '../../domain/transfers/consent-texts.ts';
import { tenantOf } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { pageOf } from '../http/answer-fields.ts';
import { documented } from '../http/operation.ts';
import { pageFor, shortListQuery } from '../http/query.ts';

const fieldNames = Object.keys(consentFields) as [keyof typeof consentFields, ...(keyof typeof consentFields)[]];

const answerSchema = z
  .object({
    id: z.enum(consentTextIds),
    kind: z.enum(consentKinds),
    language: z.string(),
    text: z.string().describe('Each {field} is yours to fill in.'),
    fields: z.array(
      z.object({
        ...{ name: z.enum(fieldNames), meaning: z.string() },
        value: z.string().nullable().describe('Your client_name of /v1/link_settings. Null: not known here.'),
      }),
    ),
  })
  .meta({ id: 'ConsentText' });

const listing = {
  summary: 'List the texts by which a person agrees to a debit',
  description: 'Show one before a debit, filled in, and send what you showed as `consent`, with its id as `text_id`.',
  query: shortListQuery,
  answer: pageOf(answerSchema),
} as const;

export function listConsentTexts({ db }: Pick<Deps, 'db'>): Handler {
  return documented(listing, async (ctx) => {
    const { clientName = null } = await linkSettingsOf(db, tenantOf(ctx));
    const fields = fieldNames.map((name) => ({
      ...{ name, meaning: consentFields[name] },
      value: name === 'client_name' ? clientName : null,
    }));
    ctx.body = pageFor(
      ctx,
      consentTextIds.map((id): z.output<typeof answerSchema> => ({ id, ...consentTexts[id], fields })),
    );
  });
}
