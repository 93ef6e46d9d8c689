// Checked by `npm run types`, never run. Temporal types a duration with the package `ms`, which TypeScript does not
// find under `nodenext`; every string would then do. The mapping under `paths` in tsconfig.json finds it.
import type { Duration } from '@temporalio/common';
import { sleep } from '@temporalio/workflow';

export const right: Duration = '30 days';
export const wait = () => sleep('90 seconds');
// @ts-expect-error: not a duration
export const wrong: Duration = 'thirty days';
// @ts-expect-error: not a duration
export const wrongWait = () => sleep('not a duration');
