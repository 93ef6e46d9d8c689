// Reports which entries of a state change, so that the journal writes only these. The state is a tree of plain JSON. An
// entry is a value at most three keys deep, such as `link.items.<id>` or `clockOffset`.

/** The keys that lead to an entry. */
export type Path = readonly string[];

const entryDepth = 3;

/** The plain object behind each object that `track` has handed out. */
const plainOf = new WeakMap<object, object>();
const listeners = new WeakMap<object, Set<(key: string) => void>>();

/**
 * Returns the state as an object that calls `noted` with the entry of each change. An object that code puts into the
 * state stays untracked in that code's hands, so the code must change it before the next write. Code that does not wait
 * always does.
 */
export function track<State extends object>(state: State, noted: (entry: Path) => void): State {
  const known = new WeakMap<object, { path: Path; proxy: object }>();

  const below = (path: Path, key: string): Path => (path.length < entryDepth ? [...path, key] : path);

  function proxyOf(plain: object, path: Path): object {
    const before = known.get(plain);
    if (before) {
      before.path = path;
      return before.proxy;
    }
    const node = { path, proxy: plain };
    function change(key: PropertyKey): true {
      const entry = below(node.path, String(key));
      noted(entry);
      callListeners(state, entry);
      return true;
    }
    node.proxy = new Proxy(plain, {
      get(target, key) {
        const value = Reflect.get(target, key);
        const isPart = typeof value === 'object' && value !== null && typeof key === 'string';
        return isPart ? proxyOf(value, below(node.path, key)) : value;
      },
      set(target, key, value) {
        const given = toPlain(value);
        const moved = typeof given === 'object' && given !== null && known.get(given);
        if (moved) moved.path = below(node.path, String(key));
        return Reflect.set(target, key, given) && change(key);
      },
      deleteProperty: (target, key) => Reflect.deleteProperty(target, key) && change(key),
    });
    known.set(plain, node);
    plainOf.set(node.proxy, plain);
    return node.proxy;
  }

  return proxyOf(state, []) as State;
}

/** Calls `listen` with the key of each entry that changes in this collection. Returns false if it is not tracked. */
export function listenTo(collection: object, listen: (key: string) => void): boolean {
  const plain = plainOf.get(collection);
  if (!plain) return false;
  listeners.set(plain, (listeners.get(plain) ?? new Set()).add(listen));
  return true;
}

function callListeners(state: object, entry: Path): void {
  let collection: unknown = state;
  for (const key of entry) {
    if (typeof collection !== 'object' || collection === null) return;
    for (const listen of listeners.get(collection) ?? []) listen(key);
    collection = (collection as Record<string, unknown>)[key];
  }
}

/** Returns the value with each tracked part of it replaced by the plain object behind that part. */
function toPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const plain = plainOf.get(value);
  if (plain) return plain;
  const parts = value as Record<string, unknown>;
  for (const [key, part] of Object.entries(parts)) {
    const inside = toPlain(part);
    if (inside !== part) parts[key] = inside;
  }
  return value;
}
