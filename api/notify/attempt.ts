// One try to deliver a notification to its endpoint.
import { readApplicant } from '../../db/case/applicants.ts';
import type { Delivery } from '../../db/notify/notification-deliveries.ts';
import { type Channel, signingSecrets } from '../../db/notify/notification-endpoints.ts';
import type { Pool } from '../../db/pool.ts';
import type { Vault } from '../../db/vault.ts';
import { isPersonAction } from '../../domain/case/next-action.ts';
import { Failure } from '../../domain/failure.ts';
import { type DeliveryAttempt, emailLastsDays } from '../../domain/notify/delivery.ts';
import { caseOf } from '../../domain/notify/notifications.ts';
import { languageOf } from '../../domain/words/languages.ts';
import { isForApplicant, textOf } from '../../domain/words/words.ts';
import { pageUrlOf } from '../cases/page-url.ts';
import type { Mailer } from './mailer.ts';
import type { Outside } from './outside.ts';
import { post } from './post.ts';
import { signed } from './sign.ts';

export type AttemptDeps = {
  db: Pool;
  vault: Vault;
  outside: Outside;
  /** Null: emails are off. */
  mailer: Mailer | null;
  webhookUrl: string;
};

export function createAttempt(deps: AttemptDeps) {
  const { db, vault, outside, mailer } = deps;

  async function call(delivery: Delivery, now: Date): Promise<DeliveryAttempt> {
    const secrets = await signingSecrets(db, vault, delivery.endpointId, now);
    return post(outside, signed(delivery, secrets, now));
  }

  /** Returns where an email leads: to the tenant's own address with the id of the case, or to the page of the case. */
  async function addressFor({ tenantId, data, url }: Delivery): Promise<string> {
    const [name, id] = caseOf(data);
    if (url === null) return pageUrlOf(deps, { id, tenantId });
    const page = new URL(url);
    page.searchParams.set(name, id);
    return page.href;
  }

  async function mail(delivery: Delivery, now: Date): Promise<DeliveryAttempt> {
    const { id, type, data, queuedAt } = delivery;
    if (!mailer) return { result: 'smtp_unavailable' };
    const ofTenant = data.action !== null && !isPersonAction(data.action);
    if (!isForApplicant[type] || ofTenant) return { result: 'not_for_applicant' };
    if (now.getTime() - queuedAt.getTime() > emailLastsDays * 86_400_000) return { result: 'too_late' };
    const [, caseId] = caseOf(data);
    const applicant = await readApplicant(db, vault, caseId).catch((error: unknown) => {
      if (error instanceof Failure && error.kind === 'missing') return null;
      throw error;
    });
    if (!applicant) return { result: 'erased' };
    if (!applicant.email) return { result: 'no_email' };
    const { subject, text } = textOf(type, data, languageOf(data.language));
    return mailer.send({ id, to: applicant.email, subject, text: `${text}\n\n${await addressFor(delivery)}\n` });
  }

  const ways: Record<Channel, (delivery: Delivery, now: Date) => Promise<DeliveryAttempt>> = {
    webhook: call,
    email: mail,
  };
  return (delivery: Delivery, now: Date) => ways[delivery.channel](delivery, now);
}
