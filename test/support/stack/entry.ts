import { join } from 'node:path';
import { fromSources } from '../../../dev/tsx-loader.ts';

/** The folder of the built product. `npm test` builds it (test/run/build.ts); mocha by itself runs the sources. */
export const builtIn = process.env.GANGWAY_TEST_BUILT;

/** Returns Node's arguments for one of our entry points. */
export const entryArgs = (entry: string): string[] =>
  builtIn ? ['--enable-source-maps', join(builtIn, entry.replace(/\.ts$/, '.js'))] : fromSources(entry);
