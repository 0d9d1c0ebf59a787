/** Every chart that a result has data for, in the order in which a reader wants them. */
import type { Result, RunResult } from '../../measure/result.ts';
import type { Chart, ChartMaker } from '../chart.ts';
import { availabilityChart } from './availability.ts';
import { downtimeChart } from './downtime.ts';
import { failoverChart } from './failover.ts';
import { incidentsChart } from './incidents.ts';
import { latencyChart } from './latency.ts';
import { latencyOverTimeChart } from './latency-over-time.ts';
import { loadChart } from './load.ts';
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
  loadChart,
];

export function allCharts(result: Result, runs: readonly RunResult[]): Chart[] {
  return MAKERS.map((make) => make(result, runs)).filter((chart) => chart !== undefined);
}
