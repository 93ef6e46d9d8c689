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

export type ReportsState = {
  /** By token. */
  assets: Record<string, SimAssetReport>;
};

export const initialReportsState = (): ReportsState => ({ assets: {} });

/** Every report that was asked for. */
export const reportsLedger = ({ state }: { state: { reports: ReportsState } }): { asset_reports: object[] } => ({
  asset_reports: Object.values(state.reports.assets).map(({ asset_report_token: _, webhook: __, ...report }) => report),
});
