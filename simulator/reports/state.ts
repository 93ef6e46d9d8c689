// The reports that the simulated Plaid makes of people.

export type SimAssetReport = {
  asset_report_id: string;
  asset_report_token: string;
  client_report_id: string | null;
  item_id: string;
  days_requested: number;
  webhook: string | null;
  created_at: string;
  status: 'PENDING' | 'READY' | 'FAILED';
};

export type SimPayroll = {
  /** Of payroll: no access token opens it. */
  item_id: string;
  shared_at: string;
  webhook: string | null;
  fails: boolean;
  status: 'PROCESSING' | 'PROCESSING_COMPLETE' | 'FAILED';
};

export type SimUser = {
  user_id: string;
  user_token: string;
  client_user_id: string;
  payrolls: SimPayroll[];
  /** Whether they have a name, and an email address or a telephone. */
  described: boolean;
};

export type ReportsState = {
  /** By token. */
  assets: Record<string, SimAssetReport>;
  /** By their id. */
  users: Record<string, SimUser>;
};

export const initialReportsState = (): ReportsState => ({ assets: {}, users: {} });

/** Every report that was asked for. */
export const reportsLedger = ({ state }: { state: { reports: ReportsState } }): { asset_reports: object[] } => ({
  asset_reports: Object.values(state.reports.assets).map(({ asset_report_token: _, webhook: __, ...report }) => report),
});
