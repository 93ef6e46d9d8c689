// Finds Plaid's webhook keys. The sender of a token chooses its key id, so the cost that a stranger can cause is
// limited: one look-up at a time per id, answers kept (kept-keys.ts), and a number of look-ups per minute, which go to
// the senders that are most likely to be Plaid (wanted-keys.ts).
import { Failure } from '../domain/failure.ts';
import type { PlaidGateway } from './gateway.ts';
import { createKeptKeys, type FoundKey, type KeyStore, notFound } from './kept-keys.ts';
import { createWanted } from './wanted-keys.ts';

export type KeyringSettings = {
  readKey: PlaidGateway['readWebhookKey'];
  now: () => Date;
  /** Look-ups of ids that we do not know, per minute. */
  lookupsPerMinute: number;
  store?: KeyStore | undefined;
};

export type Keyring = {
  /** `from`: the sender's address; null if unknown. */
  find(kid: string, from: string | null): Promise<FoundKey>;
  /** Records that this address sent a genuine delivery. */
  trust(from: string | null): void;
};

/** How long to wait after the store could not be read. */
const loadAgainMs = 5_000;

export function createKeyring({ readKey, now, lookupsPerMinute, store }: KeyringSettings): Keyring {
  const kept = createKeptKeys({ now, store });
  const underway = new Map<string, Promise<FoundKey>>();
  const wanted = createWanted({ lookupsPerMinute, now });
  let loading: Promise<void> | null = null;

  function load(from: KeyStore): Promise<void> {
    loading ??= readStore(from).catch(() => {
      setTimeout(() => {
        loading = null;
      }, loadAgainMs).unref();
    });
    return loading;
  }

  async function readStore({ load }: KeyStore): Promise<void> {
    const { keys, senders } = await load();
    for (const sender of senders) wanted.trust(sender);
    await kept.restore(keys);
  }

  async function lookUp(kid: string): Promise<FoundKey> {
    try {
      return await kept.confirm(kid, await readKey(kid));
    } catch (error) {
      return error instanceof Failure && error.kind === 'missing' ? kept.deny(kid) : kept.fallBack(kid);
    }
  }

  function begin(kid: string): Promise<FoundKey> {
    const lookup = lookUp(kid).finally(() => underway.delete(kid));
    underway.set(kid, lookup);
    return lookup;
  }

  return {
    async find(kid, from) {
      if (store) await load(store);
      const fresh = kept.fresh(kid);
      if (fresh) return fresh;
      const running = underway.get(kid);
      if (running !== undefined) return running;
      // Known keys are read again outside the cap. Otherwise a flood could make them unusable.
      if (kept.has(kid)) return begin(kid);
      wanted.note(kid, from);
      const next = wanted.next();
      if (next === kid) return begin(kid);
      if (next !== null) void begin(next);
      // Asks the sender to come back instead of rejecting the token: a real new key may be among a flood.
      return notFound('key_lookup_unavailable');
    },
    trust(from) {
      if (from !== null && wanted.trust(from)) store?.saveSender(from).catch(() => {});
    },
  };
}
