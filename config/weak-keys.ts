/**
 * True if these 32 bytes, in base64 or base64url, were hardly drawn at random: few different ones, as in zeros or a
 * repeated word; the same step again and again, as in 1, 2, 3 or the alphabet; or a text that somebody typed. It would
 * be wrong about less than one random key in 10¹¹.
 */
export function isWeakKey(encoded: string): boolean {
  const bytes = [...Buffer.from(encoded, 'base64')];
  const characters = [...encoded].map((character) => character.charCodeAt(0));
  const typed = bytes.every((byte) => byte >= 32 && byte < 127);
  return typed || [bytes, characters].some((values) => hasFewValues(values) || hasOneStep(values));
}

const hasFewValues = (values: number[]) => new Set(values).size <= 16;

function hasOneStep(values: number[]): boolean {
  const counts = new Map<number, number>();
  for (const [index, value] of values.slice(1).entries()) {
    const step = value - (values[index] as number);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return Math.max(...counts.values()) > (values.length - 1) / 3;
}
