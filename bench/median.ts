export const median = (values: number[]): number => quantile(values, 0.5);

/** Returns the smallest value that at least this share of all values does not exceed (nearest rank). */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
