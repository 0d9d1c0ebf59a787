/**
 * What a run yields (`RunResult`, plain data that crosses threads) and what a set of runs yields (`Result`, the
 * contents of result.json). Times in seconds, shares in 0..1.
 */
import type { CycleMoments } from './rare-events/cycle-moments.ts';
import type { RareEventsSummary } from './rare-events/rare-events-summary.ts';

/** Sparse log-bucketed counts, mergeable: bucket index → count. See core/statistics/histogram. */
export interface HistogramData {
  readonly count: number;
  readonly sum: number;
  readonly max: number;
  readonly buckets: readonly (readonly [bucket: number, count: number])[];
}

export interface Segment {
  readonly cause: string;
  readonly startSeconds: number;
  readonly seconds: number;
}

/** A stretch of calendar in which probes failed from at least one zone. */
export interface Incident {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Length weighted by the share of zones that were down: what counts as downtime. */
  readonly downSeconds: number;
  readonly zones: readonly string[];
  /** The first cause; `segments` has all, and they add up to `downSeconds`. */
  readonly cause: string;
  readonly segments: readonly Segment[];
  /** What set it off, as the fault describes itself; absent when no fault was near. */
  readonly trigger?: string;
  /** Seconds from when no leader worked any more to the first suspicion, from there to a leader, from there to the first answered write. */
  readonly detectionSeconds?: number;
  readonly electionSeconds?: number;
  readonly recoverySeconds?: number;
  /** Ended by the end of the run. */
  readonly censored: boolean;
}

/** Leader lost to new leader elected. */
export interface Failover {
  readonly startSeconds: number;
  readonly seconds: number;
  readonly service: string;
  readonly cause: string;
  readonly term: number;
  /** Rounds of voting without a winner on the way. */
  readonly splitVotes: number;
}

export interface Violation {
  readonly property: string;
  readonly seed: number;
  readonly atSeconds: number;
  readonly detail: string;
}

/** What checking the history of a service's clients came to. */
export interface HistoryVerdict {
  /** Empty: of all services together. */
  readonly service: string;
  /** `unknown`: the search ran out of its budget. No violation, and no proof. */
  readonly verdict: 'linearizable' | 'not-linearizable' | 'unknown';
  readonly operations: number;
  /** Of `unknown`: which key, and what ran out. */
  readonly undecided?: string;
}

export interface RequestCounts {
  readonly attempted: number;
  readonly ok: number;
  readonly failed: number;
  readonly unknown: number;
}

export interface NodeLoad {
  readonly id: string;
  readonly requests: number;
  /** Share of core time in use, over the calendar that was simulated: skipped calendar does not count. */
  readonly busyShare: number;
  /** Mean length of the run queue, over the calendar that was simulated; of servers of a pool, requests that wait. */
  readonly queueMean: number;
  /** Of servers of a pool: share of the measured period in which its machine was on. Absent: not told, always. */
  readonly onShare?: number;
}

/** One point of a series: calendar seconds and values by name. */
export interface LatencyWindow {
  readonly startSeconds: number;
  readonly client: string;
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** What became of the attempts that reached the servers of a pool in the measured period, and what callers did. */
export interface PoolCounts {
  /** The sum of those that follow, but for `late`, which is part of `ok`. */
  readonly arrived: number;
  readonly ok: number;
  /** Answered ok when the caller had given up: work for nothing. */
  readonly late: number;
  readonly refused: number;
  readonly dropped: number;
  readonly expired: number;
  /** Overtaken by the other of a hedged pair. */
  readonly cancelled: number;
  readonly failed: number;
  readonly lost: number;
  readonly retries: number;
  readonly hedges: number;
  readonly noBackend: number;
  readonly breakerRefused: number;
  readonly breakerOpened: number;
  readonly ejections: number;
}

/** One of at most `POOL_WINDOWS` stretches of the measured period. */
export interface PoolWindow {
  readonly startSeconds: number;
  readonly seconds: number;
  /** Attempts answered ok and in time, those that came to nothing (also for want of a server), and retries, per second. */
  readonly goodput: number;
  readonly failures: number;
  readonly retries: number;
  /** Means over the window: servers that are ready, servers that the autoscaler wants, requests in all queues. */
  readonly ready: number;
  readonly wanted: number;
  readonly queued: number;
  /** Core time in use over core time of the servers that were on; 0 if none was. */
  readonly utilization: number;
  /** Seconds at the server of attempts answered ok; 0 without any. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** What a heat map shows, kept for the run with the timeline: a row for each of `RunPool.nodes`, a column for each window. */
export interface PoolHeat {
  /** Busy share of the cores; −1 while all of them are off. */
  readonly busy: readonly (readonly number[])[];
  /** Mean number of requests that wait, a server. */
  readonly queued: readonly (readonly number[])[];
}

export interface ScalingDecision {
  readonly atSeconds: number;
  readonly from: number;
  readonly to: number;
  readonly request?: number;
  readonly reason: string;
}

/** How keys moved between servers, of up to some thousand keys: see `pools/key-moves.ts`. */
export interface KeyMoves {
  /** Keys looked at after changes of the list of servers, and those that another server answered from then on. */
  readonly followed: number;
  readonly moved: number;
  /** Answers to keys that had been answered before under the same list, and those by the same server. */
  readonly repeated: number;
  readonly same: number;
}

/** A pool of servers in one run. */
export interface RunPool {
  /** Rows of the heat map: a machine each, or `n1 … n12` where there are too many. */
  readonly nodes: readonly string[];
  readonly counts: PoolCounts;
  /** Seconds at the server of attempts answered ok: waiting, and waiting and in progress. */
  readonly wait: HistogramData;
  readonly sojourn: HistogramData;
  readonly windows: readonly PoolWindow[];
  readonly heat?: PoolHeat;
  /** Σ load / Σ capacity: core time used over core time of servers that were on. */
  readonly utilization: number;
  /** Means over the measured period. */
  readonly readyMean: number;
  readonly queueMean: number;
  readonly cost: number;
  readonly serverHours: number;
  /** The first `POOL_DECISIONS`. */
  readonly decisions: readonly ScalingDecision[];
  /** More decisions may have been taken than are kept here. */
  readonly decisionCount: number;
  readonly keys: KeyMoves;
}

/** One of at most `BATCH_WINDOWS` stretches of the measured period; means over it. */
export interface BatchWindow {
  readonly startSeconds: number;
  readonly seconds: number;
  /** Shares held by tasks. */
  readonly cores: number;
  readonly memory: number;
  /** Jobs of which no task has started. */
  readonly waiting: number;
}

/** A batch cluster in one run. */
export interface RunBatch {
  /** Jobs submitted in the measured period, and what became of them by its end. */
  readonly submitted: number;
  readonly finished: number;
  readonly failed: number;
  readonly late: number;
  readonly preemptions: number;
  readonly copies: number;
  readonly taskFailures: number;
  /** Seconds by class of job: from submission to the first task, and to the end. */
  readonly wait: Readonly<Record<string, HistogramData>>;
  readonly response: Readonly<Record<string, HistogramData>>;
  readonly windows: readonly BatchWindow[];
  /** Mean shares of cores and memory held by tasks, and of core time that went into tasks which were thrown away. */
  readonly cores: number;
  readonly memory: number;
  readonly wasted: number;
  /** Mean over time of each user's dominant share. */
  readonly dominantShare: Readonly<Record<string, number>>;
}

export interface WindowedUptime {
  readonly windowSeconds: number;
  /** Minimal cumulative ratio: the worst user-uptime over all windows of this length. */
  readonly mcr: number;
}

export interface RunResult {
  readonly seed: number;
  /** 16 hex digits. */
  readonly fingerprint: string;
  readonly virtualSeconds: number;
  readonly skippedSeconds: number;
  readonly events: number;
  readonly availability: {
    /** undefined without probes. */
    readonly time: number | undefined;
    readonly timeByZone: Readonly<Record<string, number>>;
    readonly requests: number | undefined;
    readonly counts: RequestCounts;
    readonly userUptime: number | undefined;
    readonly windowedUserUptime: readonly WindowedUptime[];
  };
  readonly incidents: readonly Incident[];
  readonly failovers: readonly Failover[];
  /** Keyed `client.operation`, in seconds, ok operations only. */
  readonly latency: Readonly<Record<string, HistogramData>>;
  readonly latencyOverTime: readonly LatencyWindow[];
  readonly load: Readonly<Record<string, readonly NodeLoad[]>>;
  readonly violations: readonly Violation[];
  /** One for each service, where histories were checked. */
  readonly histories?: readonly HistoryVerdict[];
  /** Reasons of failed and unknown requests, by count. */
  readonly errors: Readonly<Record<string, number>>;
  /** By service; absent without any. */
  readonly pools?: Readonly<Record<string, RunPool>>;
  readonly batches?: Readonly<Record<string, RunBatch>>;
  /** Sums over cycles simulated beside the run, where rare events are looked for. */
  readonly rareEvents?: CycleMoments;
  /** Kept for one chosen run only. */
  readonly timeline?: Timeline;
}

export interface Timeline {
  /** Set where there was too much to draw: spans shorter than this were swallowed by their neighbours. */
  readonly coarsenedToSeconds?: number;
  readonly service: string;
  readonly nodes: readonly string[];
  /** Spans per node: role and term, down, paused. */
  readonly spans: readonly {
    readonly node: string;
    readonly state: string;
    readonly term: number;
    readonly startSeconds: number;
    readonly endSeconds: number;
  }[];
  readonly faults: readonly {
    readonly fault: string;
    readonly description: string;
    readonly nodes: readonly string[];
    readonly startSeconds: number;
    readonly endSeconds: number;
  }[];
  readonly probes: readonly {
    readonly zone: string;
    readonly outcome: 'ok' | 'fail' | 'info';
    readonly startSeconds: number;
    readonly endSeconds: number;
  }[];
}

export interface Estimate {
  readonly mean: number;
  /** 95 % confidence interval over independent runs (Student's t). */
  readonly ci95: readonly [number, number];
}

export interface AvailabilityEstimate extends Estimate {
  /** −log10(1 − mean); Infinity is written as null in JSON. */
  readonly nines: number | null;
  readonly downtimeSecondsPerYear: number;
}

export interface Quantiles {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** Measures of what each node served; of servers of a pool, served while they were on. */
export interface LoadSummary {
  readonly mean: number;
  readonly stddev: number;
  readonly cv: number;
  readonly peakToMean: number;
  readonly jain: number;
  readonly gini: number;
  /** Share of the load that the least loaded 0, 1/60, …, 1 of the nodes carry: `core/statistics/lorenz-curve.ts`. */
  readonly lorenz: readonly number[];
  readonly nodes: readonly NodeLoad[];
}

/** The mean over runs, with its 95 % interval (Student's t); one run has none. */
export interface MeanOverRuns {
  readonly mean: number;
  readonly ci95: readonly [number, number] | null;
}

/** A pool over all runs. Rates are per second of the measured period. */
export interface PoolSummary {
  /** Attempts answered ok and in time, and those that came to nothing (also for want of a server), per second. */
  readonly goodput: MeanOverRuns;
  readonly failures: MeanOverRuns;
  /** Retries per attempt that arrived. */
  readonly retryShare: MeanOverRuns;
  /** Attempts answered too late, of those answered ok. */
  readonly lateShare: MeanOverRuns;
  readonly utilization: MeanOverRuns;
  /** Servers that are ready, and requests in all queues. */
  readonly readyMean: MeanOverRuns;
  readonly queueMean: MeanOverRuns;
  readonly cost: MeanOverRuns;
  readonly serverHours: MeanOverRuns;
  readonly scalingDecisions: MeanOverRuns;
  /** Share of the keys that moved to another server when the list of servers changed; absent if it never did. */
  readonly keysMoved?: MeanOverRuns;
  /** Share of answers by the server that answered the same key before, the list being unchanged; absent without any. */
  readonly affinity?: MeanOverRuns;
  /** A run, on average. */
  readonly counts: PoolCounts;
  /** Of all runs together, in seconds. */
  readonly wait: Quantiles;
  readonly sojourn: Quantiles;
}

/** A batch cluster over all runs. */
export interface BatchSummary {
  /** A run, on average. */
  readonly submitted: MeanOverRuns;
  readonly finished: MeanOverRuns;
  readonly failed: MeanOverRuns;
  readonly late: MeanOverRuns;
  readonly preemptions: MeanOverRuns;
  readonly copies: MeanOverRuns;
  readonly taskFailures: MeanOverRuns;
  readonly cores: MeanOverRuns;
  readonly memory: MeanOverRuns;
  readonly wasted: MeanOverRuns;
  /** Jain's index of the users' dominant shares: 1 is even. */
  readonly fairness: MeanOverRuns;
  /** By user. */
  readonly dominantShare: Readonly<Record<string, number>>;
  /** By class of job, of all runs together, in seconds. */
  readonly wait: Readonly<Record<string, Quantiles>>;
  readonly response: Readonly<Record<string, Quantiles>>;
}

export interface Summary {
  readonly virtualSeconds: number;
  readonly skippedSeconds: number;
  readonly availability: {
    readonly time?: AvailabilityEstimate;
    readonly requests?: AvailabilityEstimate & RequestCounts;
    readonly userUptime?: AvailabilityEstimate;
  };
  readonly windowedUserUptime: readonly WindowedUptime[];
  readonly downtime: readonly {
    readonly cause: string;
    readonly incidents: number;
    readonly seconds: number;
    readonly share: number;
  }[];
  readonly incidents: number;
  readonly failover: Quantiles;
  readonly latency: Readonly<Record<string, Readonly<Record<string, Quantiles>>>>;
  readonly load: Readonly<Record<string, LoadSummary>>;
  readonly errors: Readonly<Record<string, number>>;
  readonly violations: number;
  /** By service; absent without any. */
  readonly pools?: Readonly<Record<string, PoolSummary>>;
  readonly batches?: Readonly<Record<string, BatchSummary>>;
  /** Only where rare events were looked for. */
  readonly rareEvents?: RareEventsSummary;
}

export interface ExpectationOutcome {
  readonly expression: string;
  readonly value: number | null;
  readonly pass: boolean;
}

export interface Result {
  readonly schema: 1;
  readonly version: string;
  readonly scenario: {
    readonly name: string;
    readonly sha256: string;
    readonly durationSeconds: number;
    readonly runs: number;
  };
  /** True when the user stopped it before all runs were done. */
  readonly interrupted: boolean;
  readonly runs: readonly {
    readonly seed: number;
    readonly fingerprint: string;
    readonly virtualSeconds: number;
    readonly skippedSeconds: number;
    readonly wallSeconds: number;
    readonly events: number;
    /** Where histories were checked for linearizability. */
    readonly histories?: readonly HistoryVerdict[];
  }[];
  readonly summary: Summary;
  readonly violations: readonly Violation[];
  readonly expectations: readonly ExpectationOutcome[];
}
