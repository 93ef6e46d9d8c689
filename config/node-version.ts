/** The long-term releases of Node that Gangway supports. The image takes the newest (Dockerfile). */
export const supportedNodes = [22, 24, 26];

/** Warns by a sentence if this release of Node is none that Gangway supports. */
export function warnOfNode(warn: (sentence: string) => void, version = process.versions.node): void {
  const major = Number.parseInt(version, 10);
  // A later release is a later long-term one: from 27 on, each release becomes one.
  if (supportedNodes.includes(major) || major > Math.max(...supportedNodes)) return;
  warn(
    `Node ${major} gets no security fixes any more: use Node ${supportedNodes.join(', ').replace(/, (\d+)$/, ' or $1')}.`,
  );
}
