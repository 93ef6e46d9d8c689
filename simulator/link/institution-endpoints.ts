// The endpoints that look up the simulator's banks (https://plaid.com/docs/api/institutions/).
import type {
  Institution as InstitutionOfPlaid,
  InstitutionsGetByIdResponse,
  InstitutionsGetResponse,
  InstitutionsSearchResponse,
} from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidInput } from '../errors.ts';
import type { Wire } from '../wire.ts';
import { findInstitution, type Institution, institutions } from './institutions.ts';
import { countryCode, product } from './requests.ts';

const country_codes = z.array(countryCode).min(1);
/** The simulator's banks have no logo, colour or web address to add. */
const options = z.strictObject({ include_optional_metadata: z.boolean().nullish() }).optional();
const products = z.array(product).min(1).nullish();

export const institutionsGetById = endpoint({
  path: '/institutions/get_by_id',
  request: z.strictObject({ institution_id: z.string().min(1), country_codes, options }),
  respond: (_world, asked): Answer<InstitutionsGetByIdResponse> => {
    const found = findInstitution(asked.institution_id);
    if (!found || !isIn(asked.country_codes)) {
      throw invalidInput('INVALID_INSTITUTION', 'invalid institution_id provided');
    }
    return { institution: show(found) };
  },
});

export const institutionsGet = endpoint({
  path: '/institutions/get',
  request: z.strictObject({
    count: z.int().min(1).max(500),
    offset: z.int().min(0),
    country_codes,
    options: z
      .strictObject({ products, oauth: z.boolean().nullish(), include_optional_metadata: z.boolean().nullish() })
      .optional(),
  }),
  respond: (_world, { count, offset, options: wanted, ...asked }): Answer<InstitutionsGetResponse> => {
    const all = (isIn(asked.country_codes) ? institutions : []).filter(
      ({ oauth }) => supports(wanted?.products) && (wanted?.oauth ?? oauth) === oauth,
    );
    return { institutions: all.slice(offset, offset + count).map(show), total: all.length };
  },
});

export const institutionsSearch = endpoint({
  path: '/institutions/search',
  request: z.strictObject({ query: z.string().min(1), products, country_codes, options }),
  respond: (_world, asked): Answer<InstitutionsSearchResponse> => {
    const words = asked.query.toLowerCase();
    const all = isIn(asked.country_codes) && supports(asked.products) ? institutions : [];
    return { institutions: all.filter(({ name }) => name.toLowerCase().includes(words)).map(show) };
  },
});

const isIn = (countries: string[]) => countries.includes('US');
const supports = (wanted: string[] | null | undefined) =>
  wanted?.every((one) => product.safeParse(one).success) ?? true;

const show = ({ institution_id, name, routing_number, oauth }: Institution): Wire<InstitutionOfPlaid> => ({
  institution_id,
  name,
  products: product.options,
  country_codes: ['US'],
  routing_numbers: [routing_number],
  dtc_numbers: [],
  oauth,
});
