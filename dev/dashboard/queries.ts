// The queries of the dashboard, of the alerts and of the autoscaler, as `deploy/` holds them.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export const rulesFile = 'deploy/prometheus/rules.yml';
export const adapterFile = 'deploy/prometheus/adapter.yml';
export const dashboardFile = 'deploy/grafana/gangway.json';

type Panel = { title: string; targets?: { expr: string }[] };
export type Alert = { alert: string; expr: string; for?: string; annotations: { summary: string; runbook: string } };

/** Returns the queries of each panel. */
export function panels(): { title: string; queries: string[] }[] {
  const { panels: all } = JSON.parse(readFileSync(dashboardFile, 'utf8')) as { panels: Panel[] };
  return all
    .filter(({ targets }) => targets !== undefined)
    .map(({ title, targets = [] }) => ({ title, queries: targets.map(({ expr }) => expr) }));
}

export function alerts(text = readFileSync(rulesFile, 'utf8')): Alert[] {
  const { groups } = parse(text) as { groups: { rules: Alert[] }[] };
  return groups.flatMap(({ rules }) => rules);
}

export function autoscalerQueries(): string[] {
  const { externalRules } = parse(readFileSync(adapterFile, 'utf8')) as { externalRules: { metricsQuery: string }[] };
  return externalRules.map(({ metricsQuery }) => metricsQuery);
}

/** Returns the metrics that a query reads, each with its conditions. */
export function selectorsOf(query: string): string[] {
  const found = query.matchAll(/\b(?:up|(?:gangway|temporal|process|nodejs)_\w+)\b(?:\{[^}]*\})?/g);
  return [...new Set([...found].map(([selector]) => selector))];
}

export const metricOf = (selector: string): string => selector.replace(/\{.*/, '');
