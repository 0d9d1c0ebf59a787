/**
 * Raft at full load: the leader's state machine proposes a command for each one that it applies, so that `window` are
 * under way. Links take 50 µs and an fsync 20 µs, always; CPUs are free; at a window above 1 the leader gathers
 * proposals for 1 µs, as a client library that pipelines them would. A snapshot every 100 000 entries, as in etcd.
 */
import { seconds } from '../seconds.mjs';
import { raft } from '../simulator.mjs';
import { constantly, createWorld } from '../world.mjs';

const STEP = 100_000;
const COMMAND = { data: 'x', bytes: 16 };

export function run({ nodes, window, commits }) {
  const { kernel, cluster } = createWorld(nodes, { latency: constantly(50), fsync: constantly(20) });
  const voters = Array.from({ length: nodes }, (_, node) => node);
  const config = { voters, learners: [], options: { batchDelay: window > 1 ? 1 : 0 } };
  let committed = 0;
  let messages = 0;
  for (const node of voters) {
    cluster.addProcess({
      name: `raft@n${node}`,
      service: 'log',
      node,
      transport: 'stream',
      create(environment) {
        let leads = false;
        let replica;
        const machine = {
          apply(_index, _term, command) {
            if (!leads) return;
            if (command !== undefined) {
              committed++;
              replica.propose(COMMAND);
            } else for (let i = 0; i < window; i++) replica.propose(COMMAND);
          },
          snapshot: () => ({ data: undefined, bytes: 1024 }),
          restore() {},
          readReady() {},
          readFailed() {},
          leaderChanged(leader) {
            leads = leader === node;
          },
          leadershipLost() {
            leads = false;
          },
        };
        replica = raft.create(environment, machine, config);
        return {
          ...replica,
          receive(from, message) {
            messages++;
            replica.receive(from, message);
          },
        };
      },
    });
  }
  cluster.boot();
  // Through the election, and until the machine is at full speed.
  while (committed < commits / 10) kernel.run(kernel.now + STEP);
  const before = { committed, messages, events: kernel.events, now: kernel.now };
  const taken = seconds(() => {
    while (committed < before.committed + commits) kernel.run(kernel.now + STEP);
  });
  return {
    seconds: taken,
    commits: committed - before.committed,
    messages: messages - before.messages,
    events: kernel.events - before.events,
    simulatedSeconds: (kernel.now - before.now) / 1e6,
    fingerprint: kernel.fingerprint.toString(),
  };
}
