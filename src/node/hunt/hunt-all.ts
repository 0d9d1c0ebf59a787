/**
 * Hunts on worker threads. Which runs are made depends on the space, the seed and their number alone: see `campaign.ts`.
 * Each thread takes a handful of runs at a time, and now and then a finding to shrink, which goes before.
 */
import { performance } from 'node:perf_hooks';
import { Tinypool } from 'tinypool';
import { createCampaign, type Trial } from '../../explore/campaign.ts';
import type { Finding } from '../../explore/finding.ts';
import type { HuntSpace } from '../../explore/hunt-space.ts';
import { createFindingGroups, type FindingGroup, type FindingGroups } from './finding-groups.ts';
import { HANG, hungOutcome } from './hung-outcome.ts';
import type { HuntJournal, HuntRecord } from './hunt-journal.ts';
import type { HuntTask, RunAnswer, ShrinkAnswer } from './hunt-task.ts';

export interface HuntOptions {
  readonly space: HuntSpace;
  readonly seed: number;
  /** Runs in all, those of earlier calls included; undefined for no limit. */
  readonly runs?: number;
  /** Seconds of this call; undefined for no limit. */
  readonly seconds?: number;
  /** Different bugs after which to stop. */
  readonly stopAfter?: number;
  readonly jobs: number;
  /**
   * A run that takes so many milliseconds never ends: a handler of the protocol goes round in circles. Default: 10 000; most
   * take a few.
   */
  readonly patience?: number;
  /** Absolute paths of modules that register algorithms, loaded in every worker. */
  readonly plugins: readonly string[];
  readonly journal?: HuntJournal;
  /** A run that broke a property, as soon as that is certain. */
  readonly onFinding?: (finding: Finding) => void;
  /** A new group, or one that has a smaller plan now. */
  readonly onGroup?: (group: FindingGroup) => Promise<void>;
  /** Now and then. */
  readonly onProgress?: (progress: HuntProgress) => void;
  /** Aborting it ends the runs under way; what was found is kept. */
  readonly signal?: AbortSignal;
}

export interface HuntProgress {
  readonly runs: number;
  /** Those of earlier calls included. */
  readonly seconds: number;
  readonly runsPerSecond: number;
  readonly states: number;
  readonly failures: Readonly<Record<string, number>>;
  /** Findings that are being shrunk. */
  readonly shrinking: number;
}

export interface Hunted extends Omit<HuntProgress, 'shrinking'> {
  readonly groups: readonly FindingGroup[];
  readonly interrupted: boolean;
}

const PROGRESS_INTERVAL_MS = 200;
const JOURNAL_INTERVAL_MS = 1000;
/** Runs that a thread takes at a time: some 50 ms. */
const HANDFUL = 8;
const USUAL_PATIENCE_MS = 10_000;
/** Shrinking is given up, as when a candidate never ends. */
const SHRINK_PATIENCE_MS = 120_000;
/** What is being shrunk when the time is up has so long to get done. */
const GRACE_MS = 10_000;

export async function huntAll(options: HuntOptions): Promise<Hunted> {
  const { space, plugins, journal, signal, jobs, patience = USUAL_PATIENCE_MS } = options;
  const groups = createFindingGroups();
  const shrinks: Finding[] = [];
  const earlier = takeUp(journal?.known ?? [], groups, shrinks);
  const campaign = createCampaign(space, { seed: options.seed, firstRun: earlier.runs });
  const runsMax = options.runs ?? Number.POSITIVE_INFINITY;
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const halt = () => Atomics.store(stop, 0, 1);
  const stopped = () => Atomics.load(stop, 0) !== 0;
  const begin = performance.now();
  const passed = () => (performance.now() - begin) / 1000;
  const gate = createGate();
  let shrinking = 0;
  let proposed = earlier.runs;
  let graced: NodeJS.Timeout | undefined;

  const enough = () =>
    stopped() ||
    passed() >= (options.seconds ?? Number.POSITIVE_INFINITY) ||
    groups.list.length >= (options.stopAfter ?? Number.POSITIVE_INFINITY);
  const progress = (): HuntProgress => ({
    runs: campaign.completed,
    seconds: earlier.seconds + passed(),
    runsPerSecond: passed() > 0 ? (campaign.completed - earlier.runs) / passed() : 0,
    states: campaign.states,
    failures: { ...groups.failures },
    shrinking: shrinking + shrinks.length,
  });
  const keepProgress = () => {
    const { runs, seconds, failures } = progress();
    journal?.append({ type: 'progress', runs, seconds, failures });
  };

  const pool = new Tinypool({
    filename: new URL('./hunt-worker.js', import.meta.url).href,
    minThreads: jobs,
    maxThreads: jobs,
    concurrentTasksPerWorker: 1,
  });
  /** undefined if nothing got on for so long: the thread is ended. `done` counts what did, and not at all if absent. */
  const run = async (task: HuntTask, patience: number, done?: Int32Array): Promise<unknown> => {
    const deadline = new AbortController();
    let seen = 0;
    const timer = setInterval(() => {
      const now = done === undefined ? 0 : Atomics.load(done, 0);
      if (now === seen) deadline.abort();
      seen = now;
    }, patience);
    try {
      return await pool.run(task, { signal: deadline.signal });
    } catch (error) {
      if (deadline.signal.aborted) return undefined;
      throw error;
    } finally {
      clearInterval(timer);
    }
  };
  /** Where one of them never ends, those before and after it are made without it. */
  const runTrials = async (trials: readonly Trial[]): Promise<RunAnswer> => {
    if (trials.length === 0) return [];
    const done = new Int32Array(new SharedArrayBuffer(4));
    const task = { type: 'run', space, plugins, stop, trials, done } as const;
    const answer = (await run(task, patience, done)) as RunAnswer | undefined;
    if (answer !== undefined) return answer;
    const place = Math.min(Atomics.load(done, 0), trials.length - 1);
    const before = await runTrials(trials.slice(0, place));
    if (before.length < place) return before;
    const hung = hungOutcome(trials[place].seed, patience);
    return [...before, hung, ...(await runTrials(trials.slice(place + 1)))];
  };

  const note = (finding: Finding) => {
    options.onFinding?.(finding);
    if (!groups.note(finding.violation.property)) return;
    journal?.append({ type: 'finding', finding });
    shrinks.push(finding);
  };
  const shrink = async (finding: Finding) => {
    shrinking++;
    const { property } = finding.violation;
    const known = unshrunk(finding);
    const task = { type: 'shrink', space, plugins, stop, finding } as const;
    const answer =
      property === HANG ? known : (((await run(task, SHRINK_PATIENCE_MS)) as ShrinkAnswer | undefined) ?? known);
    shrinking--;
    // One that was cut short is shrunk anew by the call that goes on.
    if (!signal?.aborted) journal?.append({ type: 'shrunk', finding, answer });
    const group = groups.add(finding, answer);
    if (group !== undefined) await options.onGroup?.(group);
  };
  const takeTrials = (): Trial[] => {
    const trials: Trial[] = [];
    while (trials.length < HANDFUL && proposed < runsMax) {
      const trial = campaign.next();
      if (trial === undefined) break;
      proposed++;
      trials.push(trial);
    }
    return trials;
  };
  const lane = async () => {
    for (;;) {
      const finding = shrinks.shift();
      if (finding !== undefined) {
        await shrink(finding);
        continue;
      }
      if (enough()) return;
      const trials = takeTrials();
      if (trials.length === 0) {
        if (proposed >= runsMax) return;
        // Another thread has the runs that the next ones depend on.
        await gate.passed();
        continue;
      }
      const outcomes = await runTrials(trials);
      for (const [i, outcome] of outcomes.entries()) campaign.feed(trials[i], outcome).forEach(note);
      gate.pass();
    }
  };

  const ticker = setInterval(() => {
    options.onProgress?.(progress());
    if (enough() && !stopped()) graced ??= setTimeout(halt, GRACE_MS);
  }, PROGRESS_INTERVAL_MS);
  const keeper = setInterval(keepProgress, JOURNAL_INTERVAL_MS);
  if (signal?.aborted) halt();
  signal?.addEventListener('abort', halt, { once: true });
  try {
    await Promise.all(Array.from({ length: jobs }, lane));
    campaign.flush().forEach(note);
    for (let finding = shrinks.shift(); finding !== undefined; finding = shrinks.shift()) await shrink(finding);
  } finally {
    clearInterval(ticker);
    clearInterval(keeper);
    clearTimeout(graced);
    signal?.removeEventListener('abort', halt);
    await pool.destroy();
  }
  keepProgress();
  const { shrinking: _, ...result } = progress();
  return { ...result, groups: groups.list, interrupted: signal?.aborted === true };
}

/** Where shrinking leads nowhere: as it was found. */
const unshrunk = ({ plan, violation: { property, detail, atSeconds } }: Finding): ShrinkAnswer => ({
  plan,
  shape: `${property}: not shrunk`,
  detail,
  atSeconds,
  tried: 0,
  complete: false,
});

/** What an earlier call did; findings that it did not get to shrink go first. */
function takeUp(
  known: readonly HuntRecord[],
  groups: FindingGroups,
  shrinks: Finding[],
): { readonly runs: number; readonly seconds: number } {
  let runs = 0;
  let seconds = 0;
  const open = new Map<number, Finding>();
  for (const record of known) {
    if (record.type === 'progress') {
      ({ runs, seconds } = record);
      groups.restore(record.failures);
    } else if (record.type === 'finding') open.set(record.finding.run, record.finding);
    else {
      open.delete(record.finding.run);
      groups.add(record.finding, record.answer);
    }
  }
  shrinks.push(...open.values());
  return { runs, seconds };
}

/** Lets those through that wait for somebody else's runs, all at once. */
function createGate(): { passed(): Promise<void>; pass(): void } {
  let waiting: (() => void)[] = [];
  return {
    passed: () => new Promise((resolve) => waiting.push(resolve)),
    pass() {
      const through = waiting;
      waiting = [];
      for (const resolve of through) resolve();
    },
  };
}
