// Reads the command lines of a page, so that a test can run them as written.

/** Returns the lines of shell blocks that call Temporal. A line that ends in a backslash goes on. */
export const commandsIn = (text: string): string[] =>
  [...text.matchAll(/```sh\n(.*?)```/gs)]
    .flatMap(([, block = '']) => block.replaceAll('\\\n', '').split('\n'))
    .map((line) => line.replace(/ +/g, ' ').trim())
    .filter((line) => line.startsWith('temporal '));

/** Returns the section with this heading. */
export function section(text: string, heading: string): string {
  const found = text.split(/^(?=## )/m).find((part) => part.startsWith(`## ${heading}\n`));
  if (found === undefined) throw new Error(`there is no section ${heading}`);
  return found;
}
