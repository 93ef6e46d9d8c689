// How the worker names itself and its code. Temporal writes both names into the events of each step of a case and keeps
// them as long as the history, so they are short: the SDK's own name of the code alone takes 90 bytes.
import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** New at each start, because a restarted container has its former name and pid. */
export const identityOfWorker = (): string => `${process.pid}@${hostname()}@${randomBytes(4).toString('hex')}`;

/** The same for the same code. */
export const buildIdOf = (code: string): string => createHash('sha256').update(code).digest('hex').slice(0, 12);
