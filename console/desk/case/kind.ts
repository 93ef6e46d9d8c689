import { isTransferId } from '../../../domain/transfers/transfer-id.ts';

/** Returns where the API has the case: a transfer on a linked account is a case too. */
export const kindOf = (id: string): 'onboardings' | 'transfers' => (isTransferId(id) ? 'transfers' : 'onboardings');
