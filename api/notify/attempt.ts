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
};

export function createAttempt({ db, vault, outside, mailer }: AttemptDeps) {
  async function call(delivery: Delivery, now: Date): Promise<DeliveryAttempt> {
    const secrets = await signingSecrets(db, vault, delivery.endpointId, now);
    return post(outside, signed(delivery, secrets, now));
  }

  async function mail({ id, type, data, url, queuedAt }: Delivery, now: Date): Promise<DeliveryAttempt> {
    if (!mailer) return { result: 'smtp_unavailable' };
    const ofTenant = data.action !== null && !isPersonAction(data.action);
    if (!isForApplicant[type] || ofTenant) return { result: 'not_for_applicant' };
    if (now.getTime() - queuedAt.getTime() > emailLastsDays * 86_400_000) return { result: 'too_late' };
    const [name, caseId] = caseOf(data);
    const applicant = await readApplicant(db, vault, caseId).catch((error: unknown) => {
      if (error instanceof Failure && error.kind === 'missing') return null;
      throw error;
    });
    if (!applicant) return { result: 'erased' };
    if (!applicant.email) return { result: 'no_email' };
    const page = new URL(url);
    page.searchParams.set(name, caseId);
    const { subject, text } = textOf(type, data, languageOf(data.language));
    return mailer.send({ id, to: applicant.email, subject, text: `${text}\n\n${page.href}\n` });
  }

  const ways: Record<Channel, (delivery: Delivery, now: Date) => Promise<DeliveryAttempt>> = {
    webhook: call,
    email: mail,
  };
  return (delivery: Delivery, now: Date) => ways[delivery.channel](delivery, now);
}
