const start = '/console';

/** Returns the page of the console that the text names, or the first page: a link must not lead elsewhere. */
export function localPath(text: string | undefined): string {
  if (!text?.startsWith('/') || !URL.canParse(text, 'http://gangway.invalid')) return start;
  const { origin, pathname, search } = new URL(text, 'http://gangway.invalid');
  return origin === 'http://gangway.invalid' && /^\/console(\/|$)/.test(pathname) ? `${pathname}${search}` : start;
}
