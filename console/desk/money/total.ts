type Sum = { count: number; amount: string };

/** Returns the sum of all of them. Amounts are summed in cents, because they are decimal strings. */
export function totalOf(sums: readonly Sum[]): Sum {
  const cents = sums.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
  return { count: sums.reduce((all, { count }) => all + count, 0), amount: (cents / 100).toFixed(2) };
}
