import type { World } from '../world.ts';

/** Returns every report that the caller has asked for. */
export const reportsLedger = ({ state }: World): { asset_reports: object[] } => ({
  asset_reports: Object.values(state.reports.assets).map(({ asset_report_token: _, webhook: __, ...report }) => report),
});
