/** `fivenines compare FILE`: variants of one scenario over the same seeds, and which of their differences are real. */
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import { checkMetrics } from '../../compare/check-metrics.ts';
import type { Comparison } from '../../compare/comparison.ts';
import { comparisonToJson } from '../../compare/comparison-to-json.ts';
import { gridOf } from '../../compare/grid.ts';
import { gridSize, tooLarge } from '../../compare/grid-size.ts';
import { mergeAxes } from '../../compare/merge-axes.ts';
import { messages } from '../../compare/messages.ts';
import { parseUntil } from '../../compare/parse-until.ts';
import { parseVary } from '../../compare/parse-vary.ts';
import { valuesToCsv } from '../../compare/values-to-csv.ts';
import type { Parsed } from '../../core/units/parsed.ts';
import { openCompareJournal } from '../../node/compare/compare-journal.ts';
import { loadVariants, type Variants } from '../../node/compare/load-variants.ts';
import { type RanComparison, runComparison } from '../../node/compare/run-comparison.ts';
import { writeComparison } from '../../node/compare/write-comparison.ts';
import { loadPlugins } from '../../node/load-plugins.ts';
import { explain, readSource } from '../../node/load-scenario.ts';
import { renderComparison } from '../../report/text/comparison.ts';
import { COST_LIMIT, estimateCost } from '../../scenario/cost-estimate.ts';
import { RUNS_MAX } from '../../scenario/format/scenario-shape.ts';
import { type ParseOptions, parseScenario } from '../../scenario/parse-scenario.ts';
import { formatProblem } from '../../scenario/problems/format-problem.ts';
import { commandLine } from '../command-line.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { labelFiles } from '../label-files.ts';
import { last, settings, wholeNumber } from '../parse-option.ts';
import { createProgress, type Progress } from '../progress.ts';
import { reportProblems, reportWarnings } from '../report-problems.ts';
import { colorWanted, widthOf } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { packageVersion } from '../version.ts';

interface CompareArguments {
  file: string;
  vary: string[];
  metrics?: string | string[];
  runs?: string | string[];
  seed?: string | string[];
  until?: string | string[];
  maxRuns?: string | string[];
  jobs?: string | string[];
  set: string[];
  out?: string | string[];
  plugin: string[];
  resume: boolean;
  json: boolean;
  csv: boolean;
  force: boolean;
}

const JOBS_MAX = 512;
/** Where `--until` gives up unless told otherwise. */
const USUAL_MAX_RUNS = '1000';

export const compareCommand: CommandModule<object, CompareArguments> = {
  command: 'compare <file>',
  describe: 'Run variants of a scenario over the same seeds, and tell which differences are real',
  builder: (yargs) =>
    yargs
      .positional('file', { type: 'string', demandOption: true, describe: 'Scenario file (- for standard input)' })
      .options({
        vary: {
          array: true,
          string: true,
          nargs: 1,
          default: [],
          describe:
            'path=a,b,c or path=lo..hi:n, any number of times: all combinations. Replaces what the file varies at that ' +
            'path, and adds to its other axes',
        },
        metrics: { string: true, describe: 'What to rank by, comma-separated [the file says, or the usual ones]' },
        runs: { string: true, describe: 'Seeds, the same for every variant [the scenario says how many]' },
        seed: { string: true, describe: 'The first seed [the scenario says which]' },
        until: {
          string: true,
          describe: "Add seeds until every variant's 95 % interval is as narrow: 'availability.time ± 0.01%'",
        },
        'max-runs': { string: true, describe: `Seeds at which --until gives up [${USUAL_MAX_RUNS}]` },
        jobs: { string: true, describe: 'Worker threads [all cores]; the result does not depend on it' },
        set: {
          array: true,
          string: true,
          nargs: 1,
          default: [],
          describe: 'Override a value in all variants: path=value, any number of times',
        },
        out: { string: true, describe: 'Folder to write to [reports/compare/<name of the file>]' },
        plugin: {
          array: true,
          string: true,
          nargs: 1,
          default: [],
          describe: 'Load algorithms from a module (this runs its code)',
        },
        resume: { boolean: true, default: false, describe: 'Keep the finished runs of an earlier call' },
        json: { boolean: true, default: false, describe: 'comparison.json on standard output' },
        csv: { boolean: true, default: false, describe: 'values.csv on standard output' },
        force: { boolean: true, default: false, describe: 'Run even if the estimate says that it takes far too long' },
      })
      .example('$0 compare a.yaml --vary services.store.consensus=raft,multi-paxos', 'which protocol?')
      .example("$0 compare a.yaml --vary 'clients.web.arrivals={poisson: 100/s},{poisson: 200/s}'", 'any value')
      .example('$0 compare a.yaml --vary services.store.options.heartbeatInterval=50ms..250ms:5', 'evenly spaced')
      .epilogue(
        'Intervals found by --until cover the truth in somewhat fewer than 95 % of cases (93.6 % at worst, measured), since it ' +
          'stops when the spread looks small. It looks at 10 seeds, and then at half as many again each time.',
      ) as never,
  handler: compare,
};

async function compare(args: CompareArguments): Promise<void> {
  const runs = wholeNumber('runs', last(args.runs), 1, RUNS_MAX);
  const seed = wholeNumber('seed', last(args.seed), 0, Number.MAX_SAFE_INTEGER - RUNS_MAX);
  const maxRuns = wholeNumber('max-runs', last(args.maxRuns), 2, RUNS_MAX);
  const jobs = wholeNumber('jobs', last(args.jobs), 1, JOBS_MAX) ?? availableParallelism();
  const out = last(args.out);
  if (out === '') throw new UsageError('--out takes the name of a folder');
  if (args.json && args.csv) throw new UsageError('--json and --csv both want standard output: take one');
  const added = args.vary.map((text) => usable(parseVary(text)));
  const overrides = settings(args.set);
  if (runs !== undefined) overrides.push(['runs', String(runs)]);
  if (seed !== undefined) overrides.push(['seed', String(seed)]);
  const plugins = args.plugin.map((file) => resolve(file));
  try {
    await loadPlugins(plugins);
  } catch (error) {
    throw new UsageError(`--plugin: ${explain(error)}`);
  }

  const [label] = labelFiles([args.file]);
  const read = readSource(args.file);
  if (!read.ok) return refuse(() => reportProblems(read));
  const options: ParseOptions = { overrides, force: args.force };
  const parsed = parseScenario(read.source, options);
  if (!parsed.ok) return refuse(() => reportProblems(parsed));
  const { scenario } = parsed;
  const spec = scenario.compare;
  const axes = usable(mergeAxes(spec?.vary ?? [], added));
  const sizes = axes.map(({ values }) => values.length);
  const until = args.until === undefined ? spec?.until : usable(parseUntil(last(args.until) ?? ''));
  if (maxRuns !== undefined && until === undefined) throw new UsageError('--max-runs is for --until');
  const most = maxRuns ?? Number(USUAL_MAX_RUNS);
  if (until !== undefined && runs !== undefined && runs > most) {
    throw new UsageError(`--until gives up at ${most} seeds, before --runs ${runs}: say more with --max-runs`);
  }
  const metrics = metricNames(last(args.metrics)) ?? spec?.metrics ?? [];
  const asked = until === undefined || metrics.includes(until.metric) ? metrics : [...metrics, until.metric];

  const size = gridSize(sizes, scenario.runs);
  if (size.variants < 2) throw new UsageError(messages.nothingVaried());
  const absurd = tooLarge(size);
  if (absurd !== undefined) throw new UsageError(absurd);
  const varied = new Set(added.map(({ path }) => path));
  const origin = (path: string) => (varied.has(path) ? '--vary' : `${args.file}, compare.vary`);
  const variants = loadVariants(read.source, axes, origin, options);
  if (variants.problems.length > 0) return refuse(() => reportVariantProblems(variants));
  const unfit = checkMetrics(asked, variants.metrics);
  if (unfit !== undefined) throw new UsageError(unfit);
  const events = variants.scenarios.reduce((sum, each) => sum + estimateCost(each).events, 0);
  if (events > COST_LIMIT.events && !args.force) {
    throw new UsageError(messages.tooCostly(size.variants, size.runs, events));
  }
  reportWarnings(variants.warnings);

  const interrupt = new AbortController();
  const onSignal = () => {
    if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
    interrupt.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const folder = out ?? join('reports', 'compare', label);
  try {
    const journal = openCompareJournal(
      join(folder, 'runs.jsonl'),
      {
        version: packageVersion(),
        sha256: scenario.sha256,
        settings: JSON.stringify([settings(args.set), plugins]),
      },
      gridOf(sizes).map((at) => JSON.stringify(at.map((value, axis) => [axes[axis].path, axes[axis].values[value]]))),
      args.resume,
    );
    let progress: Progress | undefined;
    const ran = await runComparison({
      scenarios: variants.scenarios,
      context: {
        version: packageVersion(),
        scenario: { name: scenario.name, description: scenario.description, sha256: scenario.sha256 },
        text: spec?.text ?? '',
        axes,
        metrics,
        ...(until === undefined ? {} : { until: { ...until, most } }),
      },
      journal,
      jobs,
      plugins,
      onLook(needed) {
        progress?.end();
        progress = createProgress(label, needed);
      },
      onProgress: (share, finished) => progress?.update(share, finished),
      signal: interrupt.signal,
    }).finally(() => progress?.end());
    const { comparison } = ran;
    if (comparison === undefined) {
      process.stderr.write(`${label}: interrupted before the first of ${ran.needed} runs was finished\n`);
      process.exitCode = EXIT.interrupted;
      return;
    }
    const page = await writeComparison(folder, comparison, commandLine());
    if (args.json) for (const part of comparisonToJson(comparison)) process.stdout.write(part);
    else if (args.csv) for (const part of valuesToCsv(comparison)) process.stdout.write(part);
    else {
      const style = { color: colorWanted(process.stdout), width: widthOf(process.stdout) };
      process.stdout.write(`${renderComparison(comparison, style)}\nReport    ${page}\n`);
    }
    process.exitCode = conclude(comparison, ran);
  } catch (error) {
    const { syscall, code, path } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    // Of a file system that is read-only, Node says that the folder to be made does not exist.
    const reason = syscall === 'mkdir' && code === 'ENOENT' ? 'the folder cannot be made' : explain(error);
    throw new UsageError(`cannot write to ${path ?? folder}: ${reason}`);
  }
}

/** What is odd about the outcome, on standard error, and the exit code. */
function conclude(comparison: Comparison, { finished, needed }: RanComparison): ExitCode {
  const { metrics, variants, until, interrupted } = comparison;
  const say = (text: string) => process.stderr.write(`${text}\n`);
  if (interrupted) {
    say(`interrupted: kept ${finished} of ${needed} runs; the same call with --resume goes on from there`);
    return EXIT.interrupted;
  }
  const missing = metrics.filter(({ asked }, metric) => asked && variants.every(({ means }) => means[metric] === null));
  for (const { name } of missing) say(`fivenines: ${name} was measured in no run of any variant`);
  if (missing.length > 0) return EXIT.usage;
  const violations = metrics.findIndex(({ name }) => name === 'violations');
  const broken = variants.filter(({ means }) => (means[violations]?.mean ?? 0) > 0);
  for (const { name } of broken) say(`${name}: breaks an invariant; \`fivenines run\` with these values shows which`);
  if (broken.length > 0) return EXIT.found;
  if (until !== undefined && !until.reached) return EXIT.undecided;
  return EXIT.ok;
}

function reportVariantProblems({ problems }: Variants): void {
  const color = colorWanted(process.stderr);
  const texts = problems.map(({ problem, first, variants }) => {
    const others = variants === 1 ? '' : `, and in ${variants - 1} more`;
    return `${formatProblem(problem, { color })}\n   in the variant ${first.join(', ')}${others}`;
  });
  process.stderr.write(`${texts.join('\n\n')}\n`);
}

function refuse(report: () => void): void {
  report();
  process.exitCode = EXIT.usage;
}

function usable<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new UsageError(parsed.message);
  return parsed.value;
}

/** undefined if nothing is said. */
function metricNames(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new UsageError(`--metrics takes names such as availability.time, not "${text}"`);
  return [...new Set(names)];
}
