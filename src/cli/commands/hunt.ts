/** `fivenines hunt FILE`: draw runs, check everything, shrink what breaks. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import { consensusProtocols } from '../../algorithms/consensus/registry.ts';
import { nearestName } from '../../core/nearest-name.ts';
import type { ParameterValues } from '../../core/parameters.ts';
import { formatCount } from '../../core/units/format-count.ts';
import { parseDuration } from '../../core/units/parse-duration.ts';
import type { HuntSpace } from '../../explore/hunt-space.ts';
import { fixedOptions } from '../../node/hunt/fixed-options.ts';
import { huntAll } from '../../node/hunt/hunt-all.ts';
import { openHuntJournal } from '../../node/hunt/hunt-journal.ts';
import { type HuntResult, huntResult } from '../../node/hunt/hunt-result.ts';
import { learnInThread } from '../../node/hunt/learn-in-thread.ts';
import { writeFinding } from '../../node/hunt/write-finding.ts';
import { loadPlugins } from '../../node/load-plugins.ts';
import { explain, loadScenario, STANDARD_INPUT } from '../../node/load-scenario.ts';
import { writeFileWhole } from '../../node/write-file.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { servicesOfKind } from '../../services/services-of-kind.ts';
import { EXIT } from '../exit-code.ts';
import { createHuntTicker } from '../hunt-progress.ts';
import { labelFiles } from '../label-files.ts';
import { last, wholeNumber } from '../parse-option.ts';
import { reportProblems, reportWarnings } from '../report-problems.ts';
import { UsageError } from '../usage-error.ts';
import { packageVersion } from '../version.ts';

interface HuntArguments {
  file: string;
  runs?: string | string[];
  time?: string | string[];
  jobs?: string | string[];
  seed?: string | string[];
  protocol?: string | string[];
  plugin: string[];
  out?: string | string[];
  stopAfter?: string | string[];
  beyond: boolean;
  resume: boolean;
  json: boolean;
}

const JOBS_MAX = 512;
const RUNS_MAX = 1e9;
const USUAL_TIME = '60s';

export const huntCommand: CommandModule<object, HuntArguments> = {
  command: 'hunt <file>',
  describe: 'Look for runs that break a protocol, and shrink them',
  builder: (yargs) =>
    yargs
      .positional('file', {
        type: 'string',
        demandOption: true,
        describe: 'Scenario file: says which protocol, and which of its options are fixed',
      })
      .options({
        runs: { string: true, describe: 'How many runs to make: the same ones every time' },
        time: { string: true, describe: `How long to look [${USUAL_TIME}, unless --runs says how many]` },
        jobs: { string: true, describe: 'Worker threads [all cores]; what the runs are does not depend on it' },
        seed: { string: true, default: '1', describe: 'Of the campaign' },
        protocol: { string: true, describe: 'Another protocol than the scenario has' },
        plugin: {
          array: true,
          string: true,
          nargs: 1,
          default: [],
          describe: 'Load algorithms from a module (this runs its code)',
        },
        out: { string: true, describe: 'Folder to write to [reports/hunts/<name of the file>]' },
        'stop-after': { string: true, describe: 'Stop once so many different bugs are found' },
        beyond: {
          boolean: true,
          default: false,
          describe: 'Draw disks that lie, rot or are replaced, too, which no protocol bears',
        },
        resume: { boolean: true, default: false, describe: 'Go on from where an earlier call with this seed ended' },
        json: { boolean: true, default: false, describe: 'hunt.json on standard output' },
      })
      .example('$0 hunt scenarios/hunt/raft.yaml --time 10min', 'two threads, ten minutes')
      .example(
        '$0 hunt scenarios/hunt/raft.yaml --plugin ./my-raft.js --protocol my-raft --stop-after 1',
        'your own',
      ) as never,
  handler: hunt,
};

async function hunt(args: HuntArguments): Promise<void> {
  const runs = wholeNumber('runs', last(args.runs), 1, RUNS_MAX);
  const seconds = secondsOf(last(args.time) ?? (runs === undefined ? USUAL_TIME : undefined));
  const jobs = wholeNumber('jobs', last(args.jobs), 1, JOBS_MAX) ?? availableParallelism();
  const seed = wholeNumber('seed', last(args.seed), 0, Number.MAX_SAFE_INTEGER) ?? 1;
  const stopAfter = wholeNumber('stop-after', last(args.stopAfter), 1, RUNS_MAX);
  const out = last(args.out);
  if (out === '') throw new UsageError('--out takes the name of a folder');
  if (args.file === STANDARD_INPUT) throw new UsageError('hunt takes a scenario from a file');
  const plugins = args.plugin.map((file) => resolve(file));
  try {
    await loadPlugins(plugins);
  } catch (error) {
    throw new UsageError(`--plugin: ${explain(error)}`);
  }
  const loaded = loadScenario(args.file, {});
  if (!loaded.ok) {
    reportProblems(loaded);
    process.exitCode = EXIT.usage;
    return;
  }
  reportWarnings(loaded.warnings);
  const known = spaceOf(loaded.scenario, args.file, last(args.protocol), args.beyond);

  const interrupt = new AbortController();
  const onSignal = () => {
    if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
    interrupt.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const space: HuntSpace = { ...known, ...(await learnInThread(known, plugins, interrupt.signal)) };

  const [label] = labelFiles([args.file]);
  const folder = out ?? join('reports', 'hunts', label);
  const version = packageVersion();
  const ticker = createHuntTicker(label);
  try {
    const settings = JSON.stringify([space, plugins]);
    const key = { version, protocol: space.protocol, settings, seed };
    const journal = openHuntJournal(join(folder, 'hunt.jsonl'), key, args.resume);
    const hunted = await huntAll({
      ...{ space, seed, runs, seconds, stopAfter, jobs, plugins, journal },
      onGroup: (group) => writeFinding(folder, group, { version, plugins: args.plugin }),
      onProgress: ticker.update,
      signal: interrupt.signal,
    });
    ticker.end();
    const about = { version, scenario: loaded.scenario.name, protocol: space.protocol, seed };
    const result = huntResult(hunted, about, folder);
    const text = `${JSON.stringify(result, null, 2)}\n`;
    writeFileWhole(join(folder, 'hunt.json'), text);
    process.stdout.write(args.json ? text : summary(result));
    if (hunted.interrupted) process.stderr.write('interrupted; the same call with --resume goes on from there\n');
    process.exitCode = hunted.interrupted ? EXIT.interrupted : result.findings.length > 0 ? EXIT.found : EXIT.ok;
  } catch (error) {
    ticker.end();
    const { syscall, path } = error as NodeJS.ErrnoException;
    if (syscall !== undefined) throw new UsageError(`cannot write to ${path ?? folder}: ${explain(error)}`);
    throw error;
  }
}

function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parsed = parseDuration(text);
  if (!parsed.ok) throw new UsageError(`--time: ${parsed.message}`);
  return parsed.value / 1e6;
}

/** The protocol of the first service, and what the file sets of its options. */
function spaceOf(scenario: Scenario, file: string, wanted: string | undefined, beyond: boolean) {
  const [service] = servicesOfKind(scenario.services, 'replicated-store');
  if (service === undefined) throw new UsageError(`${file} has no replicated store to hunt in`);
  const name = wanted ?? service.consensus;
  const protocol = consensusProtocols.get(name);
  if (protocol === undefined) {
    const names = [...consensusProtocols.keys()];
    const nearest = nearestName(name, names);
    const hint = nearest === undefined ? `protocols are ${names.join(', ')}` : `did you mean ${nearest}?`;
    throw new UsageError(`no protocol is called "${name}": ${hint}`);
  }
  const fixed = fixedOptions(readFileSync(file, 'utf8'), service.name).filter((option) => option in protocol.options);
  const options: ParameterValues = Object.fromEntries(fixed.map((option) => [option, service.options[option]]));
  return { protocol: name, options, beyond };
}

function summary({ runs, seconds, runsPerSecond, states, protocol, failures, findings }: HuntResult): string {
  const pace = `${formatCount(runs)} runs of ${protocol} in ${Math.round(seconds)} s (${Math.round(runsPerSecond)} a second)`;
  const lines = [`${pace}, ${formatCount(states)} states`];
  if (findings.length === 0) lines.push('Nothing found');
  for (const { property, detail, file, decisions, shape } of findings) {
    const [first] = detail.split('\n');
    lines.push('', `${property}  ${first}`, `  shape   ${shape}`, `  replay  ${file}  (${decisions} decisions)`);
  }
  const broken = Object.entries(failures).map(([property, count]) => `${property} in ${formatCount(count)}`);
  if (broken.length > 0) lines.push('', `Runs that broke a property: ${broken.join(', ')}`);
  return `${lines.join('\n')}\n`;
}
