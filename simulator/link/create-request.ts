// The request of /link/token/create, without the fields that the simulator does not act on (fields-left-out.ts).
import { z } from 'zod';
import { authRequest } from '../auth/methods.ts';
import { paymentInitiation } from '../payment/link.ts';
import { incomeVerification } from '../reports/income-link.ts';
import { namesUser } from '../reports/users.ts';
import { countryCode, language, product } from './requests.ts';

export const createRequest = z.strictObject({
  client_name: z.string().min(1),
  language,
  country_codes: z.array(countryCode).min(1),
  user: z
    .strictObject({
      client_user_id: z.string().min(1),
      legal_name: z.string().optional(),
      phone_number: z.e164().optional(),
      email_address: z.email({ pattern: z.regexes.html5Email }).optional(),
    })
    .optional(),
  products: z.array(z.enum([...product.options, 'payment_initiation', 'income_verification'])).nullish(),
  required_if_supported_products: z.array(product).nullish(),
  optional_products: z.array(product).nullish(),
  additional_consented_products: z.array(product).nullish(),
  webhook: z.url({ protocol: /^https?$/ }).optional(),
  access_token: z.string().min(1).nullish(),
  update: z.strictObject({ account_selection_enabled: z.boolean().optional() }).optional(),
  link_customization_name: z.string().min(1).optional(),
  android_package_name: z.string().min(1).optional(),
  redirect_uri: z.url({ protocol: /^https?$/ }).optional(),
  auth: authRequest.optional(),
  transfer: z.strictObject({ authorization_id: z.string().min(1) }).optional(),
  payment_initiation: paymentInitiation.optional(),
  income_verification: incomeVerification.optional(),
  ...namesUser,
  hosted_link: z
    .strictObject({
      completion_redirect_uri: z.url({ protocol: /^(?!(javascript|data|vbscript)$)/ }).optional(),
      url_lifetime_seconds: z
        .int()
        .positive()
        .max(21 * 86_400)
        .optional(),
      is_mobile_app: z.boolean().optional(),
    })
    .optional(),
});
export type CreateRequest = z.output<typeof createRequest>;
