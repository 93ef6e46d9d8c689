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

/** A response of the SDK as an endpoint gives it: the server adds the request id. */
export type Answer<Response> = Wire<Omit<Response, 'request_id'>>;

/** The SDK's types as they are in JSON: its enums are their strings, and their member 'null' is null itself. */
export type Wire<T> = T extends string
  ? `${T}` extends 'null'
    ? null
    : `${T}`
  : T extends readonly (infer Element)[]
    ? Wire<Element>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;
