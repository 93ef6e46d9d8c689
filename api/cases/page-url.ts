// The address of the page on which the person sees their case, and does what it waits for.
import { pageSecretOf } from '../../db/console/page-secret.ts';
import type { Deps } from '../context.ts';

/** The page stands at this API's own public address. */
export const pageUrlOf = async (
  { db, vault, webhookUrl }: Pick<Deps, 'db' | 'vault' | 'webhookUrl'>,
  view: { id: string; tenantId: string },
): Promise<string> => new URL(`/p/${await pageSecretOf(db, vault, view)}`, webhookUrl).href;
