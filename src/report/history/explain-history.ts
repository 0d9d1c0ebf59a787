/** The verdict on a history as text: in one line, and if it is not linearizable, why, with a timeline in ASCII. */
import type { Operation } from '../../verify/history/operation.ts';
import type { Model } from '../../verify/linearizability/model.ts';
import type { Counterexample, LinearizabilityVerdict } from '../../verify/linearizability/verdict.ts';
import { formatCount } from '../format/format-count.ts';
import { align } from '../text/align.ts';
import { createPaint, type Paint } from '../text/paint.ts';
import { plain } from '../text/plain.ts';
import { failureTimeline, type TimelineRow } from './failure-timeline.ts';
import { linesOfOperation } from './lines-of-operation.ts';
import { STOP_REASONS, whereSentence } from './sentences.ts';

export interface CheckedHistory {
  /** As messages show it. */
  readonly file: string;
  readonly model: Model;
  readonly operations: readonly Operation[];
  readonly verdict: LinearizabilityVerdict;
}

const WIDTH = 80;
const ROWS_MAX = 14;
const LABEL_MAX = 36;
const STATE_MAX = 60;
/** Columns for the drawing, beside the table. */
const DRAWING_MAX = 40;

/** Ends with a line break. */
export function explainHistory(checked: CheckedHistory, options: { readonly color: boolean }): string {
  const paint = createPaint(options.color);
  const { file, model, operations, verdict } = checked;
  const count = `${formatCount(operations.length, ' ')} ${operations.length === 1 ? 'operation' : 'operations'}, model ${model.name}`;
  const head = (style: 'green' | 'red' | 'yellow', word: string): string =>
    `${plain(file, 200)}: ${paint(style, word)} (${count})\n`;
  if (verdict.verdict === 'linearizable') return head('green', 'linearizable');
  if (verdict.verdict === 'unknown') {
    const where = verdict.partition === '' ? '' : ` at ${plain(verdict.partition)}`;
    return `${head('yellow', 'unknown')}\n  ${STOP_REASONS[verdict.reason]}${where}, after ${formatCount(verdict.steps, ' ')} ${verdict.steps === 1 ? 'step' : 'steps'}.\n`;
  }
  return head('red', 'not linearizable') + explain(verdict.counterexample, model, paint);
}

function explain(counterexample: Counterexample, model: Model, paint: Paint): string {
  const { last, prefixes, exact } = counterexample;
  const [prefix, ...others] = prefixes;
  const lines = ['', ...wrapped(whereSentence(counterexample, model, (text) => plain(text, LABEL_MAX)))];
  if (prefix !== undefined) {
    const { length } = prefix.order;
    lines.push(
      ...wrapped(
        `${exact ? 'The longest prefix' : 'The longest prefix found in time'} has ${length} ${length === 1 ? 'operation' : 'operations'} and leaves: ${plain(prefix.state, STATE_MAX)}.`,
      ),
    );
    for (const operation of prefix.stuck.slice(0, 3)) {
      lines.push(`  Then ${paint('red', plain(model.describe(operation), LABEL_MAX))} cannot come next.`);
    }
    const ends = others.map(({ state }) => plain(state, STATE_MAX));
    if (ends.length > 0) lines.push(...wrapped(`Other prefixes as long leave: ${ends.join('; ')}.`));
  } else {
    lines.push(`  ${plain(model.describe(last), LABEL_MAX)} cannot be placed.`);
  }
  return [...lines, '', ...drawing(counterexample, model, paint), ''].join('\n');
}

/** Lines of a sentence, indented. */
function wrapped(sentence: string): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const last = lines.length - 1;
    if (last < 0 || lines[last].length + word.length >= WIDTH) lines.push(`  ${word}`);
    else lines[last] += ` ${word}`;
  }
  return lines;
}

function drawing(counterexample: Counterexample, model: Model, paint: Paint): string[] {
  const { rows, columns, omitted } = failureTimeline(counterexample, ROWS_MAX);
  const step = Math.max(1, Math.floor(DRAWING_MAX / Math.max(1, columns)));
  const table = rows.map((row) => [
    row.placement === 'stuck' ? 'x' : String(row.place ?? '?'),
    `p${row.operation.process}`,
    plain(model.describe(row.operation), LABEL_MAX),
    linesOfOperation(row.operation),
    bar(row, columns, Math.min(step, 3)),
  ]);
  const heading = ['order', '', 'operation', 'lines', ''];
  const [first, ...rest] = align([heading, ...table], ['right', 'left', 'left', 'right', 'left']);
  const painted = rest.map((line, i) => {
    const { placement } = rows[i];
    return placement === 'stuck' ? paint('red', line) : placement === 'placed' ? line : paint('dim', line);
  });
  const left = omitted > 0 ? [paint('dim', `  ${formatCount(omitted, ' ')} more before these`)] : [];
  const legend = paint('dim', '  order: place in the prefix; x cannot come next; ? need not have happened');
  return [paint('bold', `  ${first}`), ...painted.map((line) => `  ${line}`), ...left, legend];
}

/** `|` call and return, `<` called before, `>` not returned by then. */
function bar({ from, to }: TimelineRow, columns: number, step: number): string {
  const start = Math.max(0, from) * step;
  const open = to >= columns;
  const stop = open ? columns * step : to * step;
  const inner = '-'.repeat(Math.max(0, stop - start - 1));
  return `${' '.repeat(start)}${from < 0 ? '<' : '|'}${inner}${open ? '>' : '|'}`;
}
