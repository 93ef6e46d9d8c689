// Makes the table of branches from the stories that the demo plays and the journeys check.
import { about, allStories } from '../demo/about.ts';
import { table } from './table.ts';

export function branchTable(): string {
  const rows = allStories.map(({ name, username, again, ends }) => {
    const { about: text, test } = about[name] ?? { about: '', test: ['', ''] };
    const who = [username, ...(again ? [again] : [])].map((one) => `\`${one}\``).join(', then ');
    return [name, text, `\`${ends}\``, who, `\`${test[0]}.test.ts\``];
  });
  return table([['Branch', 'What happens', 'Ends', 'Signs in as', 'Workflow test'], ...rows]);
}
