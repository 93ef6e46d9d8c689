// The shape of one of Plaid's endpoints: its path, its request and its answer.
import type { z } from 'zod';
import type { Wire } from './wire.ts';
import type { World } from './world.ts';

/** `respond` returns Plaid's response body, to which the server adds `request_id`. Throws `PlaidError` (errors.ts). */
export type Endpoint<Request extends z.ZodType = z.ZodType> = {
  path: string;
  /** Strict, because the simulator exists to find a caller's mistakes, such as an unknown field. */
  request: Request;
  respond: (world: World, request: z.output<Request>) => object;
};

export function endpoint<Request extends z.ZodType>(definition: Endpoint<Request>): Endpoint {
  return definition as unknown as Endpoint;
}

/** A response of the SDK without its request id, which the server adds. */
export type Answer<Response> = Wire<Omit<Response, 'request_id'>>;
