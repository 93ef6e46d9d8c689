const start = '/console';
/** Browsers drop a cookie of more than 4,096 bytes, and the one of a sign-in holds this address and three secrets. */
const longest = 2_000;

/** Returns the page of the console that the text names, or the first page: a link must not lead elsewhere. */
export function localPath(text: string | undefined): string {
  if (!text?.startsWith('/') || text.length > longest || !URL.canParse(text, 'http://gangway.invalid')) return start;
  const { origin, pathname, search } = new URL(text, 'http://gangway.invalid');
  return origin === 'http://gangway.invalid' && /^\/console(\/|$)/.test(pathname) ? `${pathname}${search}` : start;
}
