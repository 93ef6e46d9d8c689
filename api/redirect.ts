/** Whether a person's browser may be sent there. */
export function isRedirect(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === 'localhost');
  return safe && !url.username && !url.password && !text.includes('#');
}

export const redirectRule =
  'must be an absolute https:// address (http:// only on localhost) without user name and fragment';
