// Workflows whose tasks fail, for tests of the alerts that operators get.

export async function onboarding(): Promise<never> {
  throw new TypeError('planted: Canary Zweistein');
}
