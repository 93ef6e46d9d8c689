// Reports as Plaid makes them: each request makes one, and Plaid returns none before it is ready.
import { randomUUID } from 'node:crypto';
import type { Applicant } from '../../../domain/case/onboarding.ts';
import { Failure } from '../../../domain/failure.ts';
import { Secret } from '../../../domain/secret.ts';
import type { IncomeRead, PlaidGateway, PlaidUser } from '../../../plaid/gateway.ts';

type Asked = Parameters<PlaidGateway['createAssetReport']>[0] & { reportId: string; token: Secret };

export function strictReports() {
  const reports = {
    /** The created users by id, with the income that the applicant shared, or the reason why Plaid has none. */
    users: new Map<string, PlaidUser>(),
    withTokens: true,
    income: null as IncomeRead | null,
    asked: [] as Asked[],
    ready: false,
    /** Plaid's answer instead of a report. */
    failure: null as Failure | null,
    create(request: Parameters<PlaidGateway['createAssetReport']>[0]) {
      const made = { reportId: `asset-report-${randomUUID()}`, token: new Secret(`assets-${randomUUID()}`) };
      reports.asked.push({ ...request, ...made });
      return made;
    },
    read(token: Secret): Secret {
      const asked = reports.asked.find((one) => one.token.reveal() === token.reveal());
      if (!asked) throw new Failure('missing', 'Plaid says NOT_FOUND.', { code: 'NOT_FOUND' });
      if (reports.failure) throw reports.failure;
      if (!reports.ready) throw notReady();
      return new Secret(JSON.stringify({ asset_report_id: asked.reportId, client_report_id: asked.clientReportId }));
    },
    remove(token: Secret): void {
      reports.asked = reports.asked.filter((one) => one.token.reveal() !== token.reveal());
    },
    createUser(clientUserId: string): PlaidUser {
      if ([...reports.users.keys()].includes(clientUserId)) {
        throw new Failure('bug', 'Plaid says INVALID_FIELD.', { code: 'INVALID_FIELD' });
      }
      const token = reports.withTokens ? new Secret(`user-${randomUUID()}`) : null;
      const user = { userId: `usr_${randomUUID()}`, token };
      reports.users.set(clientUserId, user);
      return user;
    },
    /** The users whose identity Plaid knows, by id. */
    described: new Map<string, Applicant>(),
    describeUser({ userId, token }: PlaidUser, person: Applicant): void {
      reports.known(userId);
      const known = [...reports.users.values()].find((user) => user.userId === userId);
      if (known?.token?.reveal() !== token?.reveal()) {
        throw new Failure('bug', 'Plaid says INVALID_USER_TOKEN.', { code: 'INVALID_USER_TOKEN' });
      }
      if (!person.email && !person.phone)
        throw new Failure('bug', 'Plaid says INVALID_FIELD.', { code: 'INVALID_FIELD' });
      reports.described.set(userId, person);
    },
    known(userId: string): void {
      if ([...reports.users.values()].some((user) => user.userId === userId)) return;
      throw new Failure('missing', 'Plaid says USER_NOT_FOUND.', { code: 'USER_NOT_FOUND' });
    },
    readIncome({ userId, token }: PlaidUser): IncomeRead {
      const known = [...reports.users.values()].find((user) => user.userId === userId);
      if (!known || known.token?.reveal() !== token?.reveal()) {
        throw new Failure('bug', 'Plaid says INVALID_USER_TOKEN.', { code: 'INVALID_USER_TOKEN' });
      }
      if (reports.failure) throw reports.failure;
      if (!reports.income) throw notShared();
      return reports.income;
    },
  };
  return reports;
}

const notShared = () =>
  new Failure('missing', 'The person has not shared it.', { code: 'INCOME_VERIFICATION_NOT_FOUND' });
const notReady = () =>
  new Failure('unavailable', 'Plaid has not finished the report.', {
    code: 'PRODUCT_NOT_READY',
    retryAfterSeconds: 60,
  });
