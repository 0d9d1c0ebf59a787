/** What `hunt.test.ts` bundles, with a bug in it, into plug-ins. */
import { raft } from '../../src/algorithms/consensus/raft/raft.ts';
import type { PluginRegistries } from '../../src/node/load-plugins.ts';

export default ({ registerConsensus }: PluginRegistries): void => registerConsensus({ ...raft, name: 'my-raft' });
