/** As good as Raft. */
import { wrappedRaft } from './wrapped-raft.mjs';

export default ({ registerConsensus }) => registerConsensus(wrappedRaft('steady', () => ({})));
