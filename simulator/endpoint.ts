// One endpoint of Plaid: its path, the request it accepts and what it answers.
import type { z } from 'zod';
import type { World } from './world.ts';

/** Answers with Plaid's response body without `request_id`, which the server adds; throws `PlaidError` (errors.ts). */
export type Endpoint<Request extends z.ZodType = z.ZodType> = {
  path: string;
  /** Strict: an unknown field is a mistake of ours that the simulator exists to find. */
  request: Request;
  respond: (world: World, request: z.output<Request>) => object;
};

export function endpoint<Request extends z.ZodType>(definition: Endpoint<Request>): Endpoint {
  return definition as unknown as Endpoint;
}

/** A response of the SDK as it travels: enums are their strings, and the server adds the request id. */
export type Answer<Response> = Wire<Omit<Response, 'request_id'>>;

export type Wire<T> = T extends string
  ? `${T}`
  : T extends (infer Element)[]
    ? Wire<Element>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;
