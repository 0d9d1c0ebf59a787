/** Counts its replicas over all runs of a thread; the later ones send larger messages. */
import { wrappedRaft } from './wrapped-raft.mjs';

const REPLICAS = 3;
let created = 0;

export default ({ registerConsensus }) =>
  registerConsensus(
    wrappedRaft('global-counter', (environment) => {
      const padding = created++ < REPLICAS ? 0 : 1;
      return { send: (to, message, bytes) => environment.send(to, message, bytes + padding) };
    }),
  );
