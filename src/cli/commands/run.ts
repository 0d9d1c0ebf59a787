/** `fivenines run FILE…`: simulate, print the verdict, write the report. */
import { availableParallelism } from 'node:os';
import { extname, join, resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import type { Result } from '../../measure/result.ts';
import { formatDifference } from '../../node/determinism/format-difference.ts';
import { verifyDeterminism } from '../../node/determinism/verify-determinism.ts';
import { loadPlugins } from '../../node/load-plugins.ts';
import { explain, loadScenario } from '../../node/load-scenario.ts';
import { openJournal } from '../../node/run-journal.ts';
import { type SimulateOptions, simulateAll } from '../../node/simulate-all.ts';
import { CHART_FORMATS } from '../../node/write-charts.ts';
import { writeReport } from '../../node/write-report.ts';
import { renderSummary } from '../../report/text/summary.ts';
import { undecidedHistories } from '../../report/undecided-histories.ts';
import { assembleResult } from '../../scenario/assemble-result.ts';
import { CYCLES_MAX } from '../../scenario/format/rare-events-shape.ts';
import { RUNS_MAX } from '../../scenario/format/scenario-shape.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { commandLine } from '../command-line.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { labelFiles } from '../label-files.ts';
import { choices, last, settings, wholeNumber } from '../parse-option.ts';
import { createProgress } from '../progress.ts';
import { reportProblems, reportWarnings } from '../report-problems.ts';
import { colorWanted, widthOf } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { packageVersion } from '../version.ts';

interface RunArguments {
  files: string[];
  runs?: string | string[];
  rareEvents?: string | string[];
  seed?: string | string[];
  jobs?: string | string[];
  out?: string | string[];
  set: string[];
  report: boolean;
  charts?: string | string[];
  trace?: string | string[];
  timelineSeed?: string | string[];
  plugin: string[];
  resume: boolean;
  skip: boolean;
  verifyDeterminism: boolean;
  json: boolean;
  force: boolean;
}

const JOBS_MAX = 512;

export const runCommand: CommandModule<object, RunArguments> = {
  command: 'run <files..>',
  describe: 'Simulate scenarios and report their availability',
  builder: (yargs) =>
    yargs
      .positional('files', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Scenario files (- for standard input)',
      })
      .options({
        runs: { string: true, describe: 'Independent runs, one seed each [the scenario says how many]' },
        seed: { string: true, describe: 'The first seed [the scenario says which]' },
        'rare-events': {
          string: true,
          describe: 'Also simulate so many cycles per run with failures made likely, for what is too rare to be seen',
        },
        jobs: { string: true, describe: 'Worker threads [all cores]; the result does not depend on it' },
        out: { string: true, describe: 'Folder to write to [reports/<name of the file>]' },
        set: {
          array: true,
          string: true,
          nargs: 1,
          default: [],
          describe: 'Override a value: path=value, any number of times',
        },
        report: {
          boolean: true,
          default: true,
          describe: 'Write result.json, runs.jsonl and index.html (--no-report: nothing)',
        },
        charts: { string: true, describe: `Also write each chart as ${CHART_FORMATS.join(', ')} (comma-separated)` },
        trace: {
          string: true,
          describe: 'Write the trace of one run: .jsonl for JSON Lines, .json for ui.perfetto.dev',
        },
        'timeline-seed': { string: true, describe: 'The run shown in the timeline and traced [the first one]' },
        plugin: {
          array: true,
          string: true,
          nargs: 1,
          default: [],
          describe: 'Load algorithms from a module (this runs its code)',
        },
        skip: {
          boolean: true,
          default: true,
          describe: 'Skip calendar while the cluster is at rest (--no-skip: simulate every second)',
        },
        resume: { boolean: true, default: false, describe: 'Keep the finished runs of an interrupted call' },
        'verify-determinism': {
          boolean: true,
          default: false,
          describe: 'Run every seed twice and say where the first difference lies; exit code 70 if there is one',
        },
        json: {
          boolean: true,
          default: false,
          describe: 'result.json on standard output (an array for several files)',
        },
        force: { boolean: true, default: false, describe: 'Run even if the estimate says that it takes far too long' },
      })
      .example('$0 run scenarios/five-nines.yaml', 'the main job')
      .example('$0 run a.yaml --runs 100 --set services.store.options.preVote=false', 'another question')
      .example("$0 run a.yaml --json | jq '.summary.availability.time'", 'for other programs') as never,
  handler: run,
};

async function run(args: RunArguments): Promise<void> {
  const runs = wholeNumber('runs', last(args.runs), 1, RUNS_MAX);
  const seed = wholeNumber('seed', last(args.seed), 0, Number.MAX_SAFE_INTEGER - RUNS_MAX);
  const jobs = wholeNumber('jobs', last(args.jobs), 1, JOBS_MAX) ?? availableParallelism();
  const chosenSeed = wholeNumber('timeline-seed', last(args.timelineSeed), 0, Number.MAX_SAFE_INTEGER);
  const formats = choices('charts', last(args.charts), CHART_FORMATS);
  const out = last(args.out);
  const trace = last(args.trace);
  const cycles = wholeNumber('rare-events', last(args.rareEvents), 1, CYCLES_MAX);
  const overrides = settings(args.set);
  if (cycles !== undefined) overrides.push(['rareEvents.cycles', String(cycles)]);
  if (out === '') throw new UsageError('--out takes the name of a folder');
  if (args.resume && !args.report) throw new UsageError('--resume needs the journal that --no-report leaves out');
  if (args.resume && args.verifyDeterminism) {
    throw new UsageError('--verify-determinism runs every seed twice: leave --resume out');
  }
  if (trace !== undefined && !['.json', '.jsonl'].includes(extname(trace))) {
    throw new UsageError(`--trace takes a file that ends in .jsonl (JSON Lines) or .json (Perfetto), not "${trace}"`);
  }
  if (trace !== undefined && args.files.length > 1) throw new UsageError('--trace takes one scenario at a time');
  const plugins = args.plugin.map((file) => resolve(file));
  try {
    await loadPlugins(plugins);
  } catch (error) {
    throw new UsageError(`--plugin: ${explain(error)}`);
  }

  // All files are read before the first one runs: a typo in the last should not cost an hour.
  const numbers: [string, string][] = [];
  if (runs !== undefined) numbers.push(['runs', String(runs)]);
  if (seed !== undefined) numbers.push(['seed', String(seed)]);
  const options = { overrides: [...overrides, ...numbers], force: args.force };
  const labels = labelFiles(args.files);
  const loaded = args.files.map((file, i) => ({ label: labels[i], loaded: loadScenario(file, options) }));
  const wrong = loaded.flatMap((each) => (each.loaded.ok ? [] : [each.loaded]));
  if (wrong.length > 0) {
    wrong.forEach(reportProblems);
    process.exitCode = EXIT.usage;
    return;
  }
  for (const { loaded: each } of loaded) if (each.ok) reportWarnings(each.warnings);

  const interrupt = new AbortController();
  const onSignal = () => {
    if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
    interrupt.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);

  const results: Result[] = [];
  let exit: ExitCode = EXIT.ok;
  for (const { label, loaded: each } of loaded) {
    if (!each.ok || interrupt.signal.aborted) break;
    const scenario = each.scenario;
    const folder = out === undefined ? join('reports', label) : args.files.length > 1 ? join(out, label) : out;
    const timelineSeed = chosenSeed ?? scenario.seed;
    if (timelineSeed < scenario.seed || timelineSeed >= scenario.seed + scenario.runs) {
      const range = `${scenario.seed} to ${scenario.seed + scenario.runs - 1}`;
      throw new UsageError(`--timeline-seed ${timelineSeed} is not among the seeds of this call, ${range}`);
    }
    const outcome = await runOne(scenario, {
      label,
      folder,
      timelineSeed,
      jobs,
      plugins,
      overrides,
      trace,
      args,
      formats,
      signal: interrupt.signal,
    });
    if (outcome.result !== undefined) results.push(outcome.result);
    exit = worse(exit, outcome.exit);
  }
  if (args.json) {
    const value = args.files.length > 1 ? results : results[0];
    if (value !== undefined) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }
  process.exitCode = interrupt.signal.aborted ? EXIT.interrupted : exit;
}

interface Job {
  readonly label: string;
  readonly folder: string;
  readonly timelineSeed: number;
  readonly jobs: number;
  readonly plugins: readonly string[];
  readonly overrides: readonly (readonly [string, string])[];
  readonly trace: string | undefined;
  readonly args: RunArguments;
  readonly formats: ReturnType<typeof choices<(typeof CHART_FORMATS)[number]>>;
  readonly signal: AbortSignal;
}

async function runOne(scenario: Scenario, job: Job): Promise<{ result?: Result; exit: ExitCode }> {
  const { args, folder, timelineSeed } = job;
  const say = (text: string) => (args.json ? process.stderr : process.stdout).write(text);
  const passes = args.verifyDeterminism ? 2 : 1;
  const progress = createProgress(job.label, scenario.runs * passes);
  try {
    const journal = args.report
      ? openJournal(
          join(folder, 'runs.jsonl'),
          {
            version: packageVersion(),
            sha256: scenario.sha256,
            settings: JSON.stringify([job.overrides, job.plugins, args.skip]),
            timelineSeed,
          },
          args.resume,
        )
      : undefined;
    const options: SimulateOptions = {
      jobs: job.jobs,
      plugins: job.plugins,
      skip: args.skip,
      timelineSeed,
      trace: job.trace === undefined ? undefined : { seed: timelineSeed, file: resolve(job.trace) },
      known: journal?.known,
      onRun: (run) => journal?.append(run),
      onProgress: (share, finished) => progress.update(share / passes, finished),
      signal: job.signal,
    };
    const { runs, interrupted } = await simulateAll(scenario, options);
    const determinism =
      args.verifyDeterminism && !interrupted
        ? await verifyDeterminism(scenario, runs, {
            ...options,
            onProgress: (share, finished) => progress.update((1 + share) / passes, runs.length + finished),
          })
        : undefined;
    progress.end();
    if (determinism?.verdict === 'differs') {
      const names = scenario.topology.nodes.map(({ name }) => name);
      process.stderr.write(formatDifference(job.label, determinism, names));
      return { exit: EXIT.internal };
    }
    if (runs.length === 0) {
      process.stderr.write(`${job.label}: interrupted before the first of ${scenario.runs} runs was finished\n`);
      return { exit: EXIT.interrupted };
    }
    const result = assembleResult(scenario, runs, { version: packageVersion(), interrupted });
    if (!args.json) say(renderSummary(result, { color: colorWanted(process.stdout), width: widthOf(process.stdout) }));
    if (args.report) {
      const report = await writeReport(
        folder,
        result,
        runs.map((run) => run.result),
        { command: commandLine(), formats: job.formats },
      );
      if (!args.json) say(`\nReport    ${report}\n`);
    }
    if (!args.json && determinism?.verdict === 'repeats') {
      say(`Repeated  ${determinism.runs} runs in other threads: same fingerprints, same results\n`);
    }
    if (!args.json && job.trace !== undefined) say(`Trace     ${job.trace}\n`);
    if (determinism?.verdict === 'interrupted') {
      process.stderr.write('interrupted while the runs were repeated: determinism is not verified\n');
      return { result, exit: EXIT.interrupted };
    }
    if (interrupted) {
      const hint = args.report ? '; the same call with --resume goes on from there' : '';
      process.stderr.write(`interrupted: kept ${runs.length} of ${scenario.runs} runs${hint}\n`);
      return { result, exit: EXIT.interrupted };
    }
    const missed = result.expectations.some(({ pass }) => !pass) || result.violations.length > 0;
    const open = undecidedHistories(result).length > 0;
    return { result, exit: missed ? EXIT.found : open ? EXIT.undecided : EXIT.ok };
  } catch (error) {
    progress.end();
    const { syscall, code, path } = error as NodeJS.ErrnoException;
    if (syscall !== undefined) {
      // Of a file system that is read-only, Node says that the folder to be made does not exist.
      const reason = syscall === 'mkdir' && code === 'ENOENT' ? 'the folder cannot be made' : explain(error);
      throw new UsageError(`cannot write to ${path ?? folder}: ${reason}`);
    }
    throw error;
  }
}

/** Of two exit codes the one that matters more. */
const worse = (a: ExitCode, b: ExitCode): ExitCode => (SEVERITY.indexOf(b) > SEVERITY.indexOf(a) ? b : a);

const SEVERITY: readonly ExitCode[] = [
  EXIT.ok,
  EXIT.undecided,
  EXIT.found,
  EXIT.usage,
  EXIT.internal,
  EXIT.interrupted,
];
