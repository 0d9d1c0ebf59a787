/** The table of a whole run, between its markers in the README. */
import { readFileSync, writeFileSync } from 'node:fs';

const README = new URL('../README.md', import.meta.url);
const BEGIN = '<!-- bench:begin -->';
const END = '<!-- bench:end -->';

export function writeReadme({ machine, busy, versions, sections }) {
  const text = readFileSync(README, 'utf8');
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`README.md lacks ${BEGIN} or ${END}`);
  const rows = sections.flatMap(({ title, rows: measured }) =>
    measured
      .filter(({ skipped }) => skipped === undefined)
      .map(({ group, subject, rate, relative, wanted }) => {
        const times = relative === undefined ? '' : `${relative.toFixed(2)} ×`;
        return `| ${title}, ${group} | ${subject} | ${rate} | ${times} | ${wanted ?? ''} |`;
      }),
  );
  const table = [
    `${machine}; ${versions.join(', ')}. × is relative to the first of its kind.${busy === undefined ? '' : ` Beware: ${busy}.`}`,
    '',
    '| Measured | Subject | Figure | Relative | Wanted |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ];
  writeFileSync(README, `${text.slice(0, from)}${BEGIN}\n${table.join('\n')}\n${text.slice(to)}`);
}
