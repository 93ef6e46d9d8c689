import { allStories } from '../../dev/demo/about.ts';
import { type Played, play } from '../../dev/demo/play.ts';
import { sharedStack } from './shared-stack.ts';

let played: Promise<Played> | undefined;

/** Every story of the demo, played once on the shared stack by the demo's own hands, for all files that ask. */
export function playedStories(): Promise<Played> {
  const { world, travel } = sharedStack();
  played ??= play(world, travel, 'stories', [...allStories]);
  return played;
}
