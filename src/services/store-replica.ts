/**
 * One replica of the store: hosts a consensus protocol and the key-value state machine, and answers clients.
 *
 * Writes go through the log; their answer waits for the entry to be applied here. Reads go through `Consensus.read`,
 * which says when the local state is fresh enough. Only the leader answers; others name the leader if they know one.
 *
 * When leadership is lost, writes in flight are answered `unknown` at once, so that clients need not wait for their
 * timeout: the entry may still be committed by the next leader. Repeating such a write is safe, since its session
 * makes it take effect once (see state-machine/session-table.ts).
 */
import type {
  Command,
  Consensus,
  ConsensusConfig,
  ConsensusProtocol,
  LogPosition,
  StateMachine,
} from '../algorithms/consensus/consensus.ts';
import type { Environment, Message, Process, ProcessId } from '../algorithms/environment.ts';
import {
  applyKeyValue,
  createKeyValueState,
  type KeyValueSnapshot,
  readKeyValue,
  restoreKeyValue,
  snapshotKeyValue,
} from '../algorithms/state-machine/key-value.ts';
import type { KeyValueCommand, KeyValueResponse } from '../algorithms/state-machine/key-value-command.ts';
import type { ApplyObservation } from '../kernel/observation.ts';
import {
  isStoreRequest,
  requestBytes,
  responseBytes,
  type StoreAnswer,
  type StoreRequest,
  type StoreResponse,
} from './store-messages.ts';

export interface StoreReplica extends Process {
  readonly consensus: Consensus;
  /** Client requests taken up and not answered yet. */
  pending(): number;
}

/** Told what a replica does; must not influence it. */
export interface StoreReplicaObserver {
  /** A client's command is handed to the protocol, whether it will take it or not. */
  proposed(command: KeyValueCommand): void;
  /** `command` is undefined for entries of the protocol's own. */
  applied(index: number, term: number, command: KeyValueCommand | undefined, effect: ApplyObservation['effect']): void;
  /** A client got an answer, not a refusal. */
  served(): void;
}

interface PendingRequest {
  readonly from: ProcessId;
  readonly request: StoreRequest;
}

interface PendingWrite extends PendingRequest {
  readonly term: number;
}

export function createStoreReplica(
  environment: Environment<Message, unknown>,
  protocol: ConsensusProtocol,
  config: ConsensusConfig,
  observer: StoreReplicaObserver,
): StoreReplica {
  let state = createKeyValueState();
  let leader: ProcessId | undefined;
  let nextToken = 0;
  /** By log index. */
  const writes = new Map<number, PendingWrite>();
  /** By token. */
  const reads = new Map<number, PendingRequest>();

  const answer = ({ from, request }: PendingRequest, content: StoreAnswer, valueBytes = 0): void => {
    const { operation, attempt } = request;
    const response: StoreResponse = { kind: 'store/response', operation, attempt, answer: content };
    environment.send(from, response, responseBytes(valueBytes));
  };
  const otherLeader = (): ProcessId | undefined => (leader === environment.self ? undefined : leader);
  const answerUnknown = (write: PendingWrite): void => answer(write, { status: 'unknown', leader: otherLeader() });

  const finishWrite = (write: PendingWrite, position: LogPosition, response: KeyValueResponse | undefined): void => {
    if (write.term !== position.term || response === undefined) {
      // Another entry was committed in its place, so this proposal never will be.
      answer(write, { status: 'not-leader', leader: otherLeader() });
    } else if (response.status === 'stale') {
      answerUnknown(write);
    } else if (response.status === 'expired') {
      answer(write, response);
    } else {
      observer.served();
      answer(write, { ...response, position });
    }
  };

  const machine: StateMachine = {
    apply(index, term, command) {
      const data = command?.data as KeyValueCommand | undefined;
      const before = state.carriedOut;
      const response = data === undefined ? undefined : applyKeyValue(state, data);
      observer.applied(index, term, data, effectOf(data, response, state.carriedOut > before));
      const write = writes.get(index);
      if (write === undefined) return;
      writes.delete(index);
      finishWrite(write, { index, term }, response);
    },
    snapshot: () => snapshotKeyValue(state),
    restore(data, position) {
      state = restoreKeyValue(data as KeyValueSnapshot);
      for (const [index, write] of writes) {
        if (index > position.index) continue;
        writes.delete(index);
        answerUnknown(write);
      }
    },
    readReady(token) {
      const read = reads.get(token);
      if (read === undefined) return;
      reads.delete(token);
      const { key } = read.request.command;
      observer.served();
      answer(read, { status: 'ok', value: readKeyValue(state, key) }, state.cells.get(key)?.bytes);
    },
    readFailed(token) {
      const read = reads.get(token);
      if (read === undefined) return;
      reads.delete(token);
      answer(read, { status: 'not-leader', leader: otherLeader() });
    },
    leaderChanged(process) {
      leader = process;
    },
    leadershipLost() {
      if (leader === environment.self) leader = undefined;
      for (const write of writes.values()) answerUnknown(write);
      writes.clear();
    },
  };

  const consensus = protocol.create(environment, machine, config);

  const handle = (from: ProcessId, request: StoreRequest): void => {
    const { command } = request;
    if (command.op === 'read') {
      const token = nextToken++;
      reads.set(token, { from, request });
      consensus.read(token);
      return;
    }
    observer.proposed(command);
    const proposal = consensus.propose(logCommand(command));
    if (proposal.status === 'accepted') {
      const { index, term } = proposal.position;
      writes.set(index, { from, request, term });
    } else if (proposal.status === 'not-leader') {
      answer({ from, request }, { status: 'not-leader', leader: proposal.leader });
    } else {
      answer({ from, request }, { status: 'overload' });
    }
  };

  return {
    consensus,
    pending: () => writes.size + reads.size,
    start: (recovered) => consensus.start(recovered),
    receive(from, message) {
      if (isStoreRequest(message)) handle(from, message);
      else consensus.receive(from, message);
    },
    timeout: (timer) => consensus.timeout(timer),
    synced: (token) => consensus.synced(token),
    storageFailed: (token, error) => consensus.storageFailed(token, error),
    disconnected: (peer) => consensus.disconnected?.(peer),
  };
}

/** Told from what was done to the state, not from what was answered. */
function effectOf(
  command: KeyValueCommand | undefined,
  response: KeyValueResponse | undefined,
  carriedOut: boolean,
): ApplyObservation['effect'] {
  if (carriedOut) return 'new';
  if (command === undefined || command.op === 'read') return 'none';
  return response?.status === 'ok' || response?.status === 'mismatch' ? 'repeated' : 'none';
}

/** A request's size stands for that of its entry: both hold the command and a few numbers. */
const logCommand = (command: KeyValueCommand): Command => ({ data: command, bytes: requestBytes(command) });
