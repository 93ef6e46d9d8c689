/** Returns where the API has the case: a transfer on a linked account is a case too. */
export const kindOf = (id: string): 'onboardings' | 'transfers' =>
  id.startsWith('trf_') ? 'transfers' : 'onboardings';
