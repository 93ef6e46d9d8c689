// Reports as Plaid makes them: asked for twice, there are two; and none before it is ready.
import { randomUUID } from 'node:crypto';
import { Failure } from '../../domain/failure.ts';
import { Secret } from '../../domain/secret.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';

type Asked = Parameters<PlaidGateway['createAssetReport']>[0] & { reportId: string; token: Secret };

export function strictReports() {
  const reports = {
    asked: [] as Asked[],
    ready: false,
    /** What Plaid answers instead of a report. */
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
  };
  return reports;
}

const notReady = () =>
  new Failure('unavailable', 'Plaid is at it.', { code: 'PRODUCT_NOT_READY', retryAfterSeconds: 60 });
