/** Every chart that a result has data for, in the order in which a reader wants them. */
import type { Result, RunResult } from '../../measure/result.ts';
import type { Chart, ChartMaker } from '../chart.ts';
import { availabilityChart } from './availability.ts';
import { batchUseChart } from './batch-use.ts';
import { downtimeChart } from './downtime.ts';
import { failoverChart } from './failover.ts';
import { incidentsChart } from './incidents.ts';
import { jobResponseChart } from './job-response.ts';
import { latencyChart } from './latency.ts';
import { latencyOverTimeChart } from './latency-over-time.ts';
import { loadChart } from './load.ts';
import { lorenzChart } from './lorenz.ts';
import { poolGoodputChart } from './pool-goodput.ts';
import { poolBusyChart, poolQueuesChart } from './pool-heat.ts';
import { poolServersChart } from './pool-servers.ts';
import { poolSojournChart } from './pool-sojourn.ts';
import { timelineChart } from './timeline.ts';
import { userUptimeChart } from './user-uptime.ts';

const MAKERS: readonly ChartMaker[] = [
  availabilityChart,
  userUptimeChart,
  downtimeChart,
  incidentsChart,
  timelineChart,
  failoverChart,
  latencyChart,
  latencyOverTimeChart,
  poolGoodputChart,
  poolSojournChart,
  poolServersChart,
  poolBusyChart,
  poolQueuesChart,
  lorenzChart,
  jobResponseChart,
  batchUseChart,
  loadChart,
];

export function allCharts(result: Result, runs: readonly RunResult[]): Chart[] {
  return MAKERS.map((make) => make(result, runs)).filter((chart) => chart !== undefined);
}
