/** Returns the part that an amount is of the highest one, between 0 and 1. */
export const share = (amount: number, highest: number): number =>
  highest === 0 ? 0 : Math.min(1, Math.max(0, amount / highest));
