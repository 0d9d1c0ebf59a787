/** The library: `import { parseScenario, runScenario } from 'fivenines'`. */
export type { Result, RunResult, Summary } from './measure/result.ts';
export { assembleResult } from './scenario/assemble-result.ts';
export { buildSimulation, type Simulation } from './scenario/build-simulation.ts';
export { parseScenario } from './scenario/parse-scenario.ts';
export { runScenario } from './scenario/run-scenario.ts';
export type { Scenario } from './scenario/scenario.ts';
