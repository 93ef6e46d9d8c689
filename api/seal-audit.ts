// Seals the new rows of the audit, and logs the ends of the chains: an anchor outside the database, by which the
// verifier sees that the newest rows are gone.
import { type Seal, sealedUpTo, sealRows } from '../db/audit/seals.ts';
import type { Deps } from './context.ts';

const atOnce = 500;
/** From time to time, so that a look reads the rows of the last minutes only. */
const lookBackEveryMs = 60_000;
/** A busy tenant has a new seal each second. */
const anchorEveryMs = 60_000;

/** Returns the work of one turn of the relay. */
export function sealAudit({ db, vault, log }: Pick<Deps, 'db' | 'vault' | 'log'>): () => Promise<void> {
  let from: { id: string; at: number } | null = null;
  const ends = new Map<string, Seal>();
  let anchoredAt = -anchorEveryMs;

  function logAnchors(now: number): void {
    if (ends.size === 0 || now - anchoredAt < anchorEveryMs) return;
    const anchors = [...ends.values()].map(
      ({ tenantId, number, hash }) => `${tenantId}:${number}:${hash.toString('hex')}`,
    );
    log.info({ anchors }, 'audit sealed');
    ends.clear();
    anchoredAt = now;
  }

  return async () => {
    const now = performance.now();
    if (from === null || now - from.at > lookBackEveryMs) from = { id: await sealedUpTo(db), at: now };
    for (const seal of await sealRows(db, vault, from.id, atOnce)) ends.set(seal.tenantId, seal);
    logAnchors(now);
  };
}
