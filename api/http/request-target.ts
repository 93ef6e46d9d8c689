/**
 * Returns the target of a request as a path with its query. Clients may send the absolute form (`POST
 * http://host/path`), and through a proxy they must; a server has to accept it (RFC 9112, 3.2.2). Any other target
 * stays as it is.
 */
export function originForm(target: string): string {
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return target;
  const { pathname, search } = new URL(target);
  return pathname + search;
}
