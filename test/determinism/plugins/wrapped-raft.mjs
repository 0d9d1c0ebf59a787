/** Raft under another name, with some of its environment's functions replaced. */
import { raft } from '../../../dist/algorithms/index.js';

/** `change(environment)` gives the functions that differ; called once for each life of a replica. */
export const wrappedRaft = (name, change) => ({
  ...raft,
  name,
  create(environment, machine, config) {
    const names = ['now', 'wallClock', 'random', 'setTimer', 'cancelTimer', 'send', 'observe', 'halt'];
    const functions = Object.fromEntries(names.map((each) => [each, (...values) => environment[each](...values)]));
    const { self, storage } = environment;
    return raft.create({ self, storage, ...functions, ...change(environment) }, machine, config);
  },
});
