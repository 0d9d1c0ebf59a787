/** The table mutant / property / runs and seconds to the first finding / size, as Markdown. */
import type { Judged } from './judge.ts';

const HEAD = ['Bug', 'What the wrong code does', 'Property', 'Runs', 'Seconds', 'Shrunk to', 'Pattern in the zoo'];

export function markdownTable(judged: readonly Judged[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(HEAD), line(HEAD.map(() => '---')), ...judged.map((each) => line(row(each)))].join('\n');
}

const row = ({ mutant, campaigns, found, runs, seconds, decisions, properties, pass }: Judged): string[] => [
  mutant.protocol === 'raft' ? mutant.id : `${mutant.id} (${mutant.protocol})`,
  `${mutant.wrong} (${mutant.source})`,
  found === 0 ? '**not found**' : `${properties.join(', ')}${pass ? '' : ` **in ${found} of ${campaigns}**`}`,
  Number.isFinite(runs) ? String(runs) : '–',
  Number.isFinite(seconds) ? seconds.toFixed(1) : '–',
  Number.isFinite(decisions) ? String(decisions) : '–',
  `${mutant.pattern} (${mutant.decisions})`,
];
