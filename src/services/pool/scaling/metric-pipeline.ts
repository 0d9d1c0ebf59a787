/**
 * How an autoscaler learns what its service does: every `every` a report of averages over the `window` before, which
 * arrives `delay` later. What has not lived through the whole window is not in the report, as with Kubernetes' metrics
 * server, which needs two looks at an instance. A newer report replaces the older one altogether.
 *
 * Cores in use are those of the machine, less what a quota keeps from them.
 */
import type { Cluster } from '../../../cluster/cluster.ts';
import { createHistogram, type Histogram } from '../../../core/statistics/histogram.ts';
import { type Micros, toSeconds } from '../../../core/time.ts';
import { type Kernel, PRIORITY } from '../../../kernel/kernel.ts';
import type { NodeId } from '../../../kernel/observation.ts';
import type { ScalingSpec } from '../pool.ts';

export interface Report {
  readonly sampledAt: Micros;
  readonly window: Micros;
  /** By server; NaN for those that are not in it. */
  readonly cores: Float64Array;
  /** Which life of the server the figure is of. */
  readonly lives: Int32Array;
  readonly requestsPerSecond: number;
  readonly queueLength: number;
  /** Seconds; absent if nothing was answered. */
  readonly latency?: number;
}

/** Of one server, since the run began: requests that arrived, and request-microseconds that they were there. */
interface Flow {
  readonly arrived: number;
  readonly presentIntegral: number;
}

export interface MetricSource {
  readonly service: string;
  readonly nodes: readonly NodeId[];
  /** Numbers the lives of a server from 1; 0 while it is not there. */
  life(server: number): number;
  /** Cores that it has, as a share of those of its machine. */
  quota(server: number): number;
  flows(): readonly Flow[];
}

export interface MetricPipeline {
  /** The newest report that has arrived. */
  latest(): Report | undefined;
  /** To be told of every answer. */
  answered(sojourn: Micros): void;
}

/** A window that is open. */
interface Opening {
  readonly busy: Float64Array;
  readonly lives: Int32Array;
  readonly arrived: number;
  readonly present: number;
  readonly sojourns: Histogram;
}

export function createMetricPipeline(
  cluster: Cluster,
  kernel: Kernel,
  { every, window, delay }: ScalingSpec['metrics'],
  source: MetricSource,
): MetricPipeline {
  const { nodes, life } = source;
  const openings: Opening[] = [];
  const underway: { readonly arrivesAt: Micros; readonly report: Report }[] = [];
  let latest: Report | undefined;

  const total = (of: (flow: Flow) => number): number => source.flows().reduce((sum, flow) => sum + of(flow), 0);

  const open = kernel.register(
    () => {
      openings.push({
        busy: Float64Array.from(nodes, (node, server) => (life(server) > 0 ? cluster.statistics(node).busy : 0)),
        lives: Int32Array.from(nodes, (_, server) => life(server)),
        arrived: total(({ arrived }) => arrived),
        present: total(({ presentIntegral }) => presentIntegral),
        sojourns: createHistogram(),
      });
      kernel.at(kernel.now + window, PRIORITY.workload, close);
      kernel.at(kernel.now + every, PRIORITY.workload, open);
    },
    { name: `a window of the metrics of ${source.service} opens` },
  );

  const close = kernel.register(
    () => {
      const opening = openings.shift();
      if (opening === undefined) return;
      const { lives, sojourns } = opening;
      const cores = Float64Array.from(nodes, (_, server) =>
        lives[server] > 0 && lives[server] === life(server) ? coresInUse(server, opening.busy[server]) : Number.NaN,
      );
      const report: Report = {
        sampledAt: kernel.now,
        window,
        cores,
        lives,
        requestsPerSecond: (total(({ arrived }) => arrived) - opening.arrived) / toSeconds(window),
        queueLength: (total(({ presentIntegral }) => presentIntegral) - opening.present) / window,
        ...(sojourns.count > 0 ? { latency: sojourns.quantile(0.99) } : {}),
      };
      underway.push({ arrivesAt: kernel.now + delay, report });
    },
    { name: `a window of the metrics of ${source.service} closes` },
  );

  function coresInUse(server: number, busyBefore: number): number {
    const { busy, observed } = cluster.statistics(nodes[server]);
    // The books are started anew when measuring starts: then as much of the window as there is.
    const used = observed < window ? busy / observed : (busy - busyBefore) / window;
    return used * source.quota(server);
  }

  const firstClose = kernel.now + Math.ceil(window / every) * every;
  kernel.at(firstClose - window, PRIORITY.workload, open);

  return {
    latest() {
      while (underway.length > 0 && underway[0].arrivesAt <= kernel.now) latest = underway.shift()?.report;
      return latest;
    },
    answered(sojourn) {
      for (let i = 0; i < openings.length; i++) openings[i].sojourns.record(toSeconds(sojourn));
    },
  };
}
