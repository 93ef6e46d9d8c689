// Plaid's words about the risk of a transfer, beside its decision. People read them, so a field that we cannot read is
// left out: it must not make the answer about the money unreadable.
import { z } from 'zod';
import type { AuthorizationRisk } from '../domain/transfers/authorization.ts';
import { word } from './rows.ts';

/** A text of Plaid's about one of its codes. */
export const textForPeople = z
  .string()
  .transform((text) => text.slice(0, 500).replace(/[\ud800-\udbff]$/, ''))
  .nullish()
  .catch(null);

const score = z.int().nullish().catch(null);

/** An add-on to authorizations (TransferAuthorizationPaymentRisk). */
export const paymentRisk = z
  .object({
    risk_level: word.nullish().catch(null),
    bank_initiated_return_score: score,
    customer_initiated_return_score: score,
    warnings: z
      .array(z.object({ warning_code: word.nullish() }))
      .nullish()
      .catch(null),
  })
  .nullish()
  .catch(null)
  .transform((given): AuthorizationRisk | null =>
    given
      ? {
          level: given.risk_level ?? null,
          bankReturnScore: given.bank_initiated_return_score ?? null,
          customerReturnScore: given.customer_initiated_return_score ?? null,
          warnings: (given.warnings ?? []).flatMap(({ warning_code: code }) => code ?? []),
        }
      : null,
  );
