import type { TransferCapabilitiesGetResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { findAccount, findItem } from '../link/find.ts';

export const getCapabilities = endpoint({
  path: '/transfer/capabilities/get',
  request: z.strictObject({ access_token: z.string().min(1), account_id: z.string().min(1) }),
  respond(world, asked): Answer<TransferCapabilitiesGetResponse> {
    const account = findAccount(findItem(world, asked.access_token), asked.account_id);
    return { institution_supported_networks: { rtp: { credit: account.rtp }, rfp: { debit: false } } };
  },
});
