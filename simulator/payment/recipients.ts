// /payment_initiation/recipient/create, /get and /list
import type {
  PaymentInitiationRecipientCreateResponse,
  PaymentInitiationRecipientGetResponse,
  PaymentInitiationRecipientListResponse,
} from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { newRecipientId } from '../ids.ts';
import { lookUp } from '../store/look-up.ts';
import { findRecipient } from './find.ts';
import { address, bacs, iban } from './requests.ts';
import type { SimRecipient } from './state.ts';

export const createRecipient = endpoint({
  path: '/payment_initiation/recipient/create',
  request: z
    .strictObject({
      name: z.string().min(1),
      iban: iban.nullish(),
      bacs: bacs.nullish(),
      address: address.nullish(),
    })
    .refine((asked) => asked.iban || asked.bacs, { error: 'is required where bacs is not given', path: ['iban'] }),
  // "if a developer has already made a request with the same payment details, Plaid will return the same recipient_id"
  respond(world, asked): Answer<PaymentInitiationRecipientCreateResponse> {
    const { recipients } = world.state.payment;
    const details = {
      name: asked.name,
      iban: asked.iban ?? null,
      bacs: asked.bacs ?? null,
      address: asked.address ?? null,
    };
    const request = JSON.stringify(details);
    const [known] = lookUp(recipients, requestOf, request);
    const one = known ?? { recipient: { recipient_id: newRecipientId(), ...details }, request, times: 0 };
    one.times += 1;
    recipients[one.recipient.recipient_id] = one;
    world.changed();
    return { recipient_id: one.recipient.recipient_id };
  },
});

export const getRecipient = endpoint({
  path: '/payment_initiation/recipient/get',
  request: z.strictObject({ recipient_id: z.string().min(1) }),
  respond: (world, asked): Answer<PaymentInitiationRecipientGetResponse> =>
    findRecipient(world, asked.recipient_id).recipient,
});

const mostListed = 100;

export const listRecipients = endpoint({
  path: '/payment_initiation/recipient/list',
  request: z.strictObject({
    count: z.int().min(1).max(mostListed).nullish(),
    /** The id of the first recipient on the page. */
    cursor: z.string().min(1).optional(),
  }),
  respond(world, asked): Answer<PaymentInitiationRecipientListResponse> {
    const all = Object.values(world.state.payment.recipients)
      .map(({ recipient }) => recipient)
      .reverse();
    const from = asked.cursor ? all.indexOf(findRecipient(world, asked.cursor).recipient) : 0;
    const to = from + (asked.count ?? mostListed);
    const next = all[to];
    return { recipients: all.slice(from, to), ...(next && { next_cursor: next.recipient_id }) };
  },
});

const requestOf = ({ request }: SimRecipient) => request;
