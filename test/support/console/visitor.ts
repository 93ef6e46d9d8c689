// A browser without a screen: keeps cookies, and follows no redirect by itself.
export type Visit = { status: number; text: string; headers: Headers; location: string | null };

export function visitor(address: string) {
  const cookies = new Map<string, string>();
  async function go(path: string, init: { form?: Record<string, string>; headers?: Record<string, string> } = {}) {
    const { form, headers } = init;
    const response = await fetch(new URL(path, address), {
      redirect: 'manual',
      headers: { Cookie: [...cookies].map((pair) => pair.join('=')).join('; '), ...headers },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const visit: Visit = {
      ...{ status: response.status, text: await response.text(), headers: response.headers },
      location: response.headers.get('location'),
    };
    return visit;
  }
  return {
    cookies,
    go,
    /** Goes on while it is sent elsewhere on this site. */
    async follow(path: string): Promise<Visit> {
      let visit = await go(path);
      for (let at = 0; at < 3 && visit.location?.startsWith('/'); at++) visit = await go(visit.location);
      return visit;
    },
  };
}

/** The token that the forms of a page carry. */
export const formTokenIn = ({ text }: Visit): string => /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '';
