/** `fivenines linearizable FILE…`: is a history linearizable? And if not, why not? */
import type { CommandModule } from 'yargs';
import { nearestName } from '../../core/nearest-name.ts';
import { parseDuration } from '../../core/units/parse-duration.ts';
import { explain } from '../../node/load-scenario.ts';
import { type LoadedHistory, readHistory } from '../../node/read-history.ts';
import { writeFileWhole } from '../../node/write-file.ts';
import { type CheckedHistory, explainHistory } from '../../report/history/explain-history.ts';
import { renderHistoryPage } from '../../report/history/render-history-page.ts';
import { formatProblem } from '../../scenario/problems/format-problem.ts';
import { HISTORY_FORMATS, type HistoryFormat } from '../../verify/history/history-formats.ts';
import { checkLinearizability } from '../../verify/linearizability/check-linearizability.ts';
import type { Model } from '../../verify/linearizability/model.ts';
import { MODELS } from '../../verify/linearizability/models.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { choices, last } from '../parse-option.ts';
import { colorWanted } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { packageVersion } from '../version.ts';

interface LinearizableArguments {
  files: string[];
  model: string | string[];
  format?: string | string[];
  timeBudget: string | string[];
  html?: string | string[];
  json: boolean;
}

export const linearizableCommand: CommandModule<object, LinearizableArguments> = {
  command: 'linearizable <files..>',
  describe: 'Check histories for linearizability',
  builder: (yargs) =>
    yargs
      .positional('files', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Histories (- for standard input)',
      })
      .options({
        model: { string: true, default: 'kv', describe: `What the history is of: ${[...MODELS.keys()].join(', ')}` },
        format: { string: true, describe: `${HISTORY_FORMATS.join(', ')} [told from the content]` },
        'time-budget': { string: true, default: '60s', describe: 'For each history; then the verdict is unknown' },
        html: { string: true, describe: 'Write a page with a timeline (one history at a time)' },
        json: { boolean: true, default: false, describe: 'Verdicts as JSON on standard output' },
      })
      .example('$0 linearizable history.jsonl', 'of a key-value store')
      .example('$0 linearizable store/history.edn --model cas-register', 'from Jepsen')
      .example('$0 linearizable history.jsonl --html why.html', 'with a page that shows why not') as never,
  async handler(args) {
    const model = modelNamed(last(args.model) ?? '');
    const [format] = choices('format', last(args.format), HISTORY_FORMATS);
    const budget = budgetOf(last(args.timeBudget) ?? '');
    const html = last(args.html);
    if (html === '') throw new UsageError('--html takes the name of a file');
    if (html !== undefined && args.files.length > 1) throw new UsageError('--html takes one history at a time');
    const outcomes: { file: string; loaded: LoadedHistory; checked?: CheckedHistory }[] = [];
    for (const file of args.files) {
      const loaded = readHistory(file, format, model);
      const checked = loaded.ok ? check(file, loaded.operations, model, budget) : undefined;
      outcomes.push({ file, loaded, checked });
      if (!args.json) say(loaded, checked);
      if (html !== undefined && checked !== undefined) await writePage(html, checked);
    }
    if (args.json) {
      const value = outcomes.map(({ file, loaded, checked }) => plainOutcome(file, loaded, checked));
      process.stdout.write(`${JSON.stringify(args.files.length === 1 ? value[0] : value, null, 2)}\n`);
    }
    process.exitCode = exitCode(outcomes);
  },
};

function modelNamed(name: string): Model {
  const model = MODELS.get(name);
  if (model !== undefined) return model;
  const nearest = nearestName(name, [...MODELS.keys()]);
  const hint = nearest === undefined ? `models are ${[...MODELS.keys()].join(', ')}` : `did you mean ${nearest}?`;
  throw new UsageError(`no model is called "${name}": ${hint}`);
}

/** Milliseconds. */
function budgetOf(text: string): number {
  const parsed = parseDuration(text);
  if (!parsed.ok) throw new UsageError(`--time-budget: ${parsed.message}`);
  return parsed.value / 1000;
}

function check(file: string, operations: CheckedHistory['operations'], model: Model, budget: number): CheckedHistory {
  const end = performance.now() + budget;
  const verdict = checkLinearizability(operations, model, { shouldStop: () => performance.now() > end });
  return { file, model, operations, verdict };
}

function say(loaded: LoadedHistory, checked: CheckedHistory | undefined): void {
  if (checked !== undefined) {
    process.stdout.write(explainHistory(checked, { color: colorWanted(process.stdout) }));
  } else if ('unreadable' in loaded) {
    process.stderr.write(`${loaded.unreadable}\n`);
  } else if (!loaded.ok) {
    const color = colorWanted(process.stderr);
    process.stderr.write(`${loaded.problems.map((problem) => formatProblem(problem, { color })).join('\n\n')}\n`);
  }
}

async function writePage(file: string, checked: CheckedHistory): Promise<void> {
  const page = await renderHistoryPage(checked, packageVersion());
  try {
    writeFileWhole(file, page);
  } catch (error) {
    throw new UsageError(`cannot write to ${file}: ${explain(error)}`);
  }
}

/** Without what JSON cannot hold. */
function plainOutcome(file: string, loaded: LoadedHistory, checked: CheckedHistory | undefined): object {
  if (!loaded.ok || checked === undefined) {
    const problems =
      'problems' in loaded ? loaded.problems : 'unreadable' in loaded ? [{ message: loaded.unreadable }] : [];
    return { file, verdict: 'invalid', problems };
  }
  const { model, operations, verdict } = checked;
  const format: HistoryFormat = loaded.format;
  return { file, format, model: model.name, operations: operations.length, ...verdict };
}

function exitCode(outcomes: readonly { loaded: LoadedHistory; checked?: CheckedHistory }[]): ExitCode {
  const verdicts = outcomes.map(({ checked }) => checked?.verdict.verdict);
  if (verdicts.includes(undefined)) return EXIT.usage;
  if (verdicts.includes('not-linearizable')) return EXIT.found;
  return verdicts.includes('unknown') ? EXIT.undecided : EXIT.ok;
}
