/** Returns a number from 0 to below `within`; equal texts give equal numbers. FNV-1a, 32 bits. */
export function spread(text: string, within: number): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (value >>> 0) % within;
}
