// Every page of the console.
import type { Deps, PageRoute } from '../context.ts';
import { accountPages } from './accounts/accounts.tsx';
import { auditPages } from './audit/audit.tsx';
import { casePages } from './case/routes.ts';
import { caseListPages, searchPages } from './cases/cases.tsx';
import type { DeskRoute } from './desk.ts';
import { endpointPages } from './endpoints/endpoints.tsx';
import { holdPages } from './holds/holds.tsx';
import { inboxPages } from './inbox/inbox.tsx';
import { keyPages } from './keys/routes.ts';
import { moneyPages } from './money/money.tsx';
import { ofInstallation, ofTenant, type SignedIn } from './mount.tsx';
import { notificationPages } from './notifications/notifications.tsx';
import { reviewPages } from './reviews/routes.ts';
import { allTenantsPages } from './today/all-tenants.tsx';
import { todayPages } from './today/today.tsx';

const boards: DeskRoute[] = [...todayPages, ...moneyPages, ...accountPages];
const cases: DeskRoute[] = [...reviewPages, ...casePages, ...caseListPages, ...holdPages];
const others: DeskRoute[] = [...notificationPages, ...endpointPages, ...auditPages];
const tenantPages: DeskRoute[] = [...boards, ...cases, ...others];
const installationPages: DeskRoute[] = [...allTenantsPages, ...inboxPages, ...searchPages, ...keyPages];

export const deskPages = (deps: Deps, signedIn: SignedIn): PageRoute[] => [
  ...ofTenant(deps, signedIn, tenantPages),
  ...ofInstallation(deps, signedIn, installationPages),
];
