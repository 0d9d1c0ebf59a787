/** A replica over a protocol that does what the test says: nothing happens until the test makes it happen. */
import type {
  Command,
  Consensus,
  ConsensusProtocol,
  Proposal,
  StateMachine,
} from '../../src/algorithms/consensus/consensus.ts';
import type { Environment, Message, ProcessId } from '../../src/algorithms/environment.ts';
import type { KeyValueCommand } from '../../src/algorithms/state-machine/key-value-command.ts';
import type { StoreAnswer, StoreRequest, StoreResponse } from '../../src/services/store-messages.ts';
import { createStoreReplica } from '../../src/services/store-replica.ts';

const SELF = 0;
const CLIENT = 5;

export function createScriptedReplica() {
  let machine!: StateMachine;
  let proposal: Proposal | undefined;
  let lastIndex = 0;
  const proposed: Command[] = [];
  const tokens: number[] = [];
  const answers: { to: ProcessId; operation: number; answer: StoreAnswer; bytes: number }[] = [];
  const received: Message[] = [];
  const handedOver: KeyValueCommand[] = [];
  const effects: string[] = [];
  let served = 0;

  const consensus: Consensus = {
    propose(command) {
      if (proposal !== undefined) return proposal;
      proposed.push(command);
      return { status: 'accepted', position: { index: ++lastIndex, term: 1 } };
    },
    read: (token) => void tokens.push(token),
    changeMembership: () => ({ status: 'busy' }),
    transferLeadership() {},
    quiescence: () => undefined,
    status: () => ({
      role: 'leader',
      term: 1,
      leader: SELF,
      commitIndex: 0,
      appliedIndex: 0,
      lastIndex,
      membership: { voters: [SELF], outgoing: [], learners: [] },
    }),
    state: undefined,
    start() {},
    receive: (_, message) => void received.push(message),
    timeout() {},
    synced() {},
    storageFailed() {},
  };
  const protocol: ConsensusProtocol = {
    name: 'scripted',
    summary: '',
    source: '',
    options: {},
    create(_, stateMachine) {
      machine = stateMachine;
      return consensus;
    },
    owns: ({ kind }) => kind.startsWith('scripted/'),
  };
  const environment: Environment<Message, unknown> = {
    self: SELF,
    now: () => 0,
    wallClock: () => 0,
    random: () => 0,
    setTimer() {},
    cancelTimer() {},
    send(to, message, bytes) {
      const { operation, answer } = message as StoreResponse;
      answers.push({ to, operation, answer, bytes });
    },
    storage: { append() {}, rewrite() {}, sync() {} },
    observe() {},
    halt() {},
  };
  const replica = createStoreReplica(
    environment,
    protocol,
    { voters: [SELF], learners: [], options: {} },
    {
      proposed: (command) => void handedOver.push(command),
      applied: (index, _term, _command, effect) => void effects.push(`${index} ${effect}`),
      served: () => void served++,
    },
  );

  return {
    replica,
    machine,
    proposed,
    tokens,
    answers,
    received,
    handedOver,
    effects,
    served: () => served,
    /** What `propose` says from now on; undefined: it accepts. */
    answerProposals(next: Proposal | undefined) {
      proposal = next;
    },
    request(operation: number, command: KeyValueCommand) {
      const request: StoreRequest = { kind: 'store/request', operation, attempt: 1, command };
      replica.receive(CLIENT, request);
    },
    apply(index: number, term = 1, command: Command | undefined = proposed[index - 1]) {
      machine.apply(index, term, command);
    },
  };
}
