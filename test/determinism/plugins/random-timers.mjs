/** From its 40th timer on, a replica waits up to a millisecond too long, as Math.random has it. */
import { wrappedRaft } from './wrapped-raft.mjs';

export default ({ registerConsensus }) =>
  registerConsensus(
    wrappedRaft('random-timers', (environment) => {
      let armed = 0;
      const slack = () => (++armed < 40 ? 0 : Math.floor(Math.random() * 1000));
      return { setTimer: (id, delay) => environment.setTimer(id, delay + slack()) };
    }),
  );
