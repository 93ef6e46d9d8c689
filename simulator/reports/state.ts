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
  /** The Item of the payroll. No access token opens it. */
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
  /** Whether the caller has given a name, and an email address or a telephone number. */
  described: boolean;
};

export type ReportsState = {
  /** By the report's token. */
  assets: Record<string, SimAssetReport>;
  /** By the user's id. */
  users: Record<string, SimUser>;
};

export const initialReportsState = (): ReportsState => ({ assets: {}, users: {} });
