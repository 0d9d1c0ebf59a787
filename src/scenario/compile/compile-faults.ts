/** Fault records from what was decoded: targets parsed, schedules made of their keys, `heal` checked against the names. */
import { nearestName } from '../../core/nearest-name.ts';
import { checkTargets } from '../../faults/check-targets.ts';
import type { FaultSchedule, FaultSpec } from '../../faults/fault.ts';
import type { Target, TargetVocabulary } from '../../faults/target.ts';
import { parseTarget } from '../../faults/target.ts';
import type { ServiceSpec } from '../../services/service.ts';
import type { Located } from '../decode/located.ts';
import { definedValues } from '../decode/parameter-shape.ts';
import type { FaultDraft } from '../format/fault-shape.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import { spanWithin } from '../yaml/tree.ts';
import type { Calendar } from './calendar.ts';
import { warnIfOutside } from './calendar.ts';

/** `heal: all` ends every fault. */
const ALL = 'all';

/** A fault with the place in the list by which it is named if it has no name. */
export interface PlacedFault {
  readonly draft: FaultDraft;
  /** From 1. */
  readonly position: number;
}

const LEVELS = ['zone', 'rack', 'region'] as const;

/** As given, or its kind and position. */
export const nameOfFault = ({ draft, position }: PlacedFault): string => draft.name ?? `${draft.kind.name}#${position}`;

/** A service whose leader, followers or majority is meant though it has none. */
const roleOfNoStore = (target: Target, services: readonly ServiceSpec[]): string | undefined => {
  switch (target.type) {
    case 'leader':
    case 'followers':
    case 'share':
      return services.find(({ name, kind }) => name === target.service && kind !== 'replicated-store')?.name;
    case 'union':
      return target.parts.map((part) => roleOfNoStore(part, services)).find((name) => name !== undefined);
    default:
      return undefined;
  }
};

const checkFaultTargets = (
  { kind, key, targets }: FaultDraft,
  names: TargetVocabulary,
  { services, reporter }: Pick<FaultContext, 'services' | 'reporter'>,
) => {
  const parsed: Target[] = [];
  for (const written of targets) {
    const result = parseTarget(written.text, names);
    const level = LEVELS.find((one) => names[`${one}s`].includes(written.text) && !names.nodes.includes(written.text));
    const stranger = result.ok ? roleOfNoStore(result.target, services) : undefined;
    if (stranger !== undefined) reporter.report(written, messages.roleOfNoStore(stranger));
    if (result.ok) parsed.push(result.target);
    else if (level !== undefined) reporter.report(written, messages.placeWithoutLevel(level, written.text));
    else reporter.report(spanWithin(written, result.offset, result.length), messages.badTarget(result.message));
  }
  if (parsed.length < targets.length) return;
  const problem = checkTargets(kind, parsed);
  if (problem !== undefined) reporter.report(targets[problem.group] ?? key, messages.badTarget(problem.message));
};

const checkTimes = (draft: FaultDraft, calendar: Calendar, reporter: Reporter) => {
  const { at, from, to, until } = draft;
  if (at !== undefined && until !== undefined) {
    const [only, second] = at.value;
    if (second !== undefined) reporter.report(until.node.key ?? until.node, messages.untilNeedsOneTime());
    else if (until.value <= only) reporter.report(until.node, messages.untilBeforeStart());
  }
  if (until !== undefined && draft.for !== undefined) {
    reporter.report(until.node.key ?? until.node, messages.forAndUntil());
  } else if (until !== undefined && at === undefined) {
    reporter.report(until.node.key ?? until.node, messages.untilNeedsOneTime());
  }
  if (from !== undefined && to !== undefined && from.value > to.value) reporter.report(to.node, messages.fromAfterTo());
  for (const time of at?.value ?? []) warnIfOutside(time, at?.node ?? draft.key, calendar, reporter);
  if (from !== undefined && from.value >= calendar.end) warnIfOutside(from.value, from.node, calendar, reporter);
};

const scheduleOf = (draft: FaultDraft, reporter: Reporter): FaultSchedule | undefined => {
  const { at, every, mtbf, repair, key } = draft;
  const given = [
    { name: 'at', value: at },
    { name: 'every', value: every },
    { name: 'mtbf', value: mtbf },
  ].filter(({ value }) => value !== undefined);
  if (given.length > 1) {
    reporter.report(given[1].value?.node.key ?? key, messages.onlyOneOf('of at, every and mtbf', given[0].name));
  }
  if (repair !== undefined && mtbf === undefined) {
    reporter.report(repair.node.key ?? key, messages.repairWithoutMtbf());
  }
  if (at !== undefined) return { type: 'at', times: [...at.value].sort((a, b) => a - b) };
  if (every !== undefined) return { type: 'every', gap: every.value };
  if (mtbf === undefined) return undefined;
  const length: Located<unknown> | undefined = draft.for ?? draft.until;
  if (length !== undefined) {
    reporter.report(length.node.key ?? key, messages.lengthWithMtbf(draft.for === undefined ? 'until' : 'for'));
  }
  if (repair === undefined) return undefined;
  return { type: 'mtbf', mtbf: mtbf.value, repair: repair.value };
};

/** A key that is there but wrong has been reported and is not missing. */
const reportMissingTimes = (draft: FaultDraft, written: readonly string[], reporter: Reporter) => {
  const has = (key: string) => written.includes(key);
  if (!has('at') && !has('every') && !has('mtbf')) {
    if (!has('repair')) reporter.report(draft.key, messages.faultWithoutSchedule());
  } else if (has('mtbf') && !has('repair'))
    reporter.report(draft.mtbf?.node.key ?? draft.key, messages.repairMissing());
};

const checkHeal = ({ kind, key, targets }: FaultDraft, names: ReadonlySet<string>, reporter: Reporter) => {
  if (kind.subject === undefined) return;
  const [subject, another] = targets;
  if (another !== undefined) reporter.report(another, messages.oneSubject(kind.name, kind.subject));
  if (subject === undefined || subject.text === ALL || names.has(subject.text)) return;
  const near = nearestName(subject.text, [...names]);
  reporter.report(subject ?? key, messages.unknownReference('fault', subject.text, near, [...names, ALL]));
};

export interface FaultContext {
  /** Undefined where the topology is not known: targets are not checked then. */
  readonly names: TargetVocabulary | undefined;
  /** Those that decoded. */
  readonly services: readonly ServiceSpec[];
  /** Names of all faults in the file, also of those that did not decode. */
  readonly knownNames: readonly string[];
  readonly calendar: Calendar;
  readonly reporter: Reporter;
}

const compileFault = (
  placed: PlacedFault,
  faultNames: ReadonlySet<string>,
  context: FaultContext,
): FaultSpec | undefined => {
  const { draft } = placed;
  const { names, calendar, reporter } = context;
  const { kind, at, until, from, to, limit, burst } = draft;
  if (kind.subject !== undefined) checkHeal(draft, faultNames, reporter);
  else if (names !== undefined) checkFaultTargets(draft, names, context);
  const length: Located<unknown> | undefined = draft.for ?? until;
  if (!kind.lasting && length !== undefined) {
    reporter.report(length.node.key ?? draft.key, messages.lengthOfMoment(kind.name));
  }
  checkTimes(draft, calendar, reporter);
  reportMissingTimes(draft, draft.keys, reporter);
  const schedule = scheduleOf(draft, reporter);
  if (schedule === undefined) return undefined;
  const untilLength = until !== undefined && at !== undefined ? until.value - at.value[0] : undefined;
  const lasts =
    draft.for?.value ?? (untilLength === undefined ? undefined : { kind: 'constant' as const, value: untilLength });
  const subject = kind.subject === undefined ? {} : { [kind.subject]: draft.targets[0]?.text ?? ALL };
  return {
    name: nameOfFault(placed),
    kind: kind.name,
    targets: kind.subject === undefined ? draft.targets.map(({ text }) => text) : [],
    schedule,
    ...(lasts === undefined ? {} : { length: lasts }),
    ...(burst === undefined ? {} : { burst: burst.value }),
    ...(from === undefined ? {} : { from: from.value }),
    ...(to === undefined ? {} : { to: to.value }),
    ...(limit === undefined ? {} : { limit }),
    parameters: { ...definedValues(draft.parameters), ...subject },
  };
};

/** Those that decoded; what is wrong with the others has been reported. */
export const compileFaults = (faults: readonly PlacedFault[], context: FaultContext): FaultSpec[] => {
  const names = new Set<string>();
  for (const fault of faults) {
    const name = nameOfFault(fault);
    if (names.has(name) || name === ALL) {
      context.reporter.report(fault.draft.nameNode ?? fault.draft.key, messages.duplicateFault(name));
    }
    names.add(name);
  }
  const known = new Set([...names, ...context.knownNames]);
  return faults.flatMap((fault) => compileFault(fault, known, context) ?? []);
};
