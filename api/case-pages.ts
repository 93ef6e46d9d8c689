// Serves the person's page beside the routes of the API: finds the case of a page, and emails its person.
import { readApplicant } from '../db/case/applicants.ts';
import { caseOfPage, isPagePass, type PageCase, pageCaseOf, pagePassOf } from '../db/console/page-secret.ts';
import { forTenant } from '../db/reach.ts';
import { addressesOf } from '../db/tenant-addresses.ts';
import { Failure } from '../domain/failure.ts';
import type { Deps } from './context.ts';
import type { Email } from './notify/mailer.ts';

export function createCasePages({ db, vault, mailer }: Pick<Deps, 'db' | 'vault' | 'mailer'>) {
  /** Null if they gave no address, or were erased. */
  async function emailOf({ id, tenantId }: PageCase): Promise<string | null> {
    const applicant = await forTenant(tenantId, () => readApplicant(db, vault, id)).catch((error: unknown) => {
      if (error instanceof Failure && error.kind === 'missing') return null;
      throw error;
    });
    return applicant?.email ?? null;
  }

  return {
    bySecret: (secret: string) => caseOfPage(db, vault, secret),
    byId: (id: string) => pageCaseOf(db, id),
    passOf: (page: PageCase) => pagePassOf(db, vault, page),
    isPass: (page: PageCase, pass: string) => isPagePass(db, vault, page, pass),
    framedBy: async (tenantId: string) => {
      const addresses = await forTenant(tenantId, () => addressesOf(db, tenantId));
      return addresses.filter(({ use }) => use === 'frame').map(({ address }) => address);
    },
    canMail: async (page: PageCase) => mailer !== null && (await emailOf(page)) !== null,
    async mail(page: PageCase, email: Omit<Email, 'to'>) {
      const to = await emailOf(page);
      return to !== null && (await mailer?.send({ ...email, to }))?.result === 'delivered';
    },
  };
}
