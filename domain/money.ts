// Money is integer minor units in our code and a decimal string at the edges. It never passes through a floating-point
// number.

/** "25.00" → 2500. Returns null for anything but a positive amount with exactly two decimals, up to 12 digits. */
export function parseAmount(text: string): number | null {
  const match = /^(0|[1-9]\d{0,9})\.(\d{2})$/.exec(text);
  if (!match) return null;
  const cents = Number(`${match[1]}${match[2]}`);
  return cents > 0 ? cents : null;
}

/** 2500 → "25.00". */
export function formatAmount(cents: number): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** -2500 → "-25.00": of a balance, which may be below zero. */
export const formatCents = (cents: number): string => (cents < 0 ? `-${formatAmount(-cents)}` : formatAmount(cents));

/** "25.00 USD". */
export const amountOf = ({ amountCents, currency }: { amountCents: number; currency: string }): string =>
  `${formatAmount(amountCents)} ${currency}`;
