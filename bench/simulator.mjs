/** What the benchmark uses of the compiled simulator: one place to see that it is the whole of it. */
export { raft } from '../dist/algorithms/consensus/raft/raft.js';
export { createCluster } from '../dist/cluster/create-cluster.js';
export { exponential } from '../dist/core/distributions/exponential.js';
export { randomStream } from '../dist/core/random/random-stream.js';
export { createHistogram } from '../dist/core/statistics/histogram.js';
export { EventQueue } from '../dist/kernel/event-queue.js';
export { Kernel } from '../dist/kernel/kernel.js';
export { createTrace } from '../dist/kernel/trace.js';
export { parseScenario } from '../dist/scenario/parse-scenario.js';
export { runScenario } from '../dist/scenario/run-scenario.js';
export { parseHistory } from '../dist/verify/history/history-formats.js';
export { pairOperations } from '../dist/verify/history/pair-operations.js';
export { checkLinearizability } from '../dist/verify/linearizability/check-linearizability.js';
export { MODELS } from '../dist/verify/linearizability/models.js';
