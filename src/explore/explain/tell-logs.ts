/** The story of the entries that a violation is about, of snapshots and of the membership. */
import { getOrCreate } from '../../core/get-or-create.ts';
import { disputedEntries } from './disputed-entries.ts';
import { type Line, listed } from './line.ts';
import { type LogChange, logHistory, sameEntry } from './log-history.ts';
import { nameOf, ofKind, processNames, type RecordedRun } from './recorded-run.ts';
import { describeCall } from './tell-operations.ts';

/** Of many disputed entries the first tell what went wrong. */
const ENTRIES_TOLD = 2;

export function tellLogs(run: RecordedRun): Line[] {
  const history = logHistory(run);
  const disputed = disputedEntries(run, history).slice(0, ENTRIES_TOLD);
  const calls = contents(run);
  const entry = ({ index, entry: { term } }: Pick<LogChange, 'index' | 'entry'>): string => {
    const call = calls.get(`${index}/${term}`);
    return `entry ${index} of ${run.epoch} ${term}${call === undefined ? '' : ` (${call})`}`;
  };
  const line = ({ time, node }: LogChange, text: string, routine: boolean): Line[] => [
    { time, node, subject: 'log', text: `${nameOf(run, node)} ${text}`, routine },
  ];
  const agreed = new Map<number, LogChange>();
  const tell = (change: LogChange): Line[] => {
    const { type, index, before } = change;
    if (type === 'appended') return line(change, `appends ${entry(change)}`, true);
    if (type === 'removed') return line(change, `drops ${entry(change)}`, false);
    if (type === 'replaced') {
      const old = entry({ index, entry: before ?? change.entry });
      return line(change, `replaces ${old} by one of ${run.epoch} ${change.entry.term}`, false);
    }
    const first = getOrCreate(agreed, index, () => change);
    const verb = type === 'applied' ? 'applies' : 'takes as committed:';
    if (!sameEntry(first.entry, change.entry)) {
      const other = `where ${nameOf(run, first.node)} has one of ${run.epoch} ${first.entry.term}`;
      return line(change, `${verb} ${entry(change)}, ${other}`, false);
    }
    // What is applied was committed: told once.
    return type === 'applied' ? [] : line(change, `${verb} ${entry(change)}`, false);
  };
  const entries = history.filter(({ index }) => disputed.includes(index)).flatMap(tell);
  return [...entries, ...tellMembership(run)].sort((a, b) => a.time - b.time);
}

/** What entries hold, by `index/term`: the call of a client, or at least the command by the name that violations use. */
function contents(run: RecordedRun): ReadonlyMap<string, string> {
  const commands = ofKind(run, 'apply').flatMap(({ index, term, command }): [string, string][] =>
    command === undefined ? [] : [[`${index}/${term}`, `command ${command}`]],
  );
  const calls = ofKind(run, 'operation').flatMap((operation): [string, string][] => {
    const { position, node } = operation;
    const call = `${nameOf(run, node)}'s ${describeCall(operation)}`;
    return position === undefined ? [] : [[`${position.index}/${position.term}`, call]];
  });
  return new Map([...commands, ...calls]);
}

function tellMembership(run: RecordedRun): Line[] {
  const who = processNames(run);
  const told = new Set<string>();
  let first = true;
  return ofKind(run, 'protocol').flatMap(({ time, node, event }): Line[] => {
    const line = (text: string, routine: boolean): Line[] => [
      { time, node, subject: 'log', text: `${nameOf(run, node)} ${text}`, routine },
    ];
    if (event.type === 'membership') {
      const { index, membership, committed } = event;
      const { voters, outgoing, learners } = membership;
      const text = `voters ${listed(voters.map(who))}${outgoing.length === 0 ? '' : ` jointly with ${listed(outgoing.map(who))}`}${learners.length === 0 ? '' : `, learners ${listed(learners.map(who))}`}`;
      const key = `${node}/${index}/${text}/${committed}`;
      if (told.has(key) || (first && index === 0)) return [];
      first = false;
      told.add(key);
      return line(
        `${committed ? 'knows as committed' : 'goes by'} the configuration of entry ${index}: ${text}`,
        committed,
      );
    }
    if (event.type !== 'snapshot') return [];
    const { action, index, term, peer } = event;
    const verb = { taken: 'takes a snapshot', sent: 'sends its snapshot', installed: 'installs a snapshot' }[action];
    const to = peer === undefined || action !== 'sent' ? '' : ` to ${who(peer)}`;
    return line(`${verb} of everything up to entry ${index} (${run.epoch} ${term})${to}`, action === 'taken');
  });
}
