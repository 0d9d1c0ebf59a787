/** From what decoded to the scenario: names resolved, defaults filled in, sizes judged. Carries on past every problem. */
import { formatCount } from '../../core/units/format-count.ts';
import type { ServiceSpec } from '../../services/service.ts';
import { servicesOfKind } from '../../services/services-of-kind.ts';
import type { JobClassSpec } from '../../workload/job-class.ts';
import type { CompareSpec } from '../compare-spec.ts';
import { COST_LIMIT, estimateCost } from '../cost-estimate.ts';
import type { ScenarioSource } from '../files/scenario-source.ts';
import type { ScenarioDraft } from '../format/scenario-shape.ts';
import type { ServiceDraft } from '../format/service-shape.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { Scenario } from '../scenario.ts';
import type { Vocabulary } from '../vocabulary.ts';
import type { TreeNode } from '../yaml/tree.ts';
import { entryOf } from '../yaml/tree.ts';
import { checkLoad } from './check-load.ts';
import { clientMachines } from './client-machines.ts';
import { compileClients } from './compile-clients.ts';
import type { CompareContext } from './compile-compare.ts';
import { compileCompare } from './compile-compare.ts';
import { compileExpectations } from './compile-expectations.ts';
import type { PlacedFault } from './compile-faults.ts';
import { compileFaults } from './compile-faults.ts';
import { compileJobs } from './compile-jobs.ts';
import { compileRareEvents } from './compile-rare-events.ts';
import { compileServices } from './compile-services.ts';
import type { CompiledTopology } from './compile-topology.ts';
import { compileTopology, NODES_MAX } from './compile-topology.ts';
import { compileVerify } from './compile-verify.ts';
import type { MeasuredClient, MeasuredService, MetricUnit } from './known-metrics.ts';
import { knownMetrics } from './known-metrics.ts';

/** Times a file may ask for a walk over all nodes: hostile files multiply. */
const NODE_WALKS_MAX = 5e7;
const OPERATIONS = ['read', 'write', 'cas', 'append', 'delete'] as const;

export interface CompileContext {
  readonly source: ScenarioSource;
  readonly vocabulary: Vocabulary;
  readonly reporter: Reporter;
  readonly force: boolean;
  /** Reads the scenario with another value in it; undefined within a variant, which is not compared. */
  readonly tryVariant?: CompareContext['tryVariant'];
}

export interface CompiledScenario {
  /** Undefined unless everything it needs is there. */
  readonly scenario: Scenario | undefined;
  /** That its results have. */
  readonly metrics: ReadonlyMap<string, MetricUnit>;
}

/** Expressions of a service that may each name all nodes. */
const walksOf = (service: ServiceDraft | undefined): number => {
  switch (service?.kind) {
    case 'replicated-store':
      return service.operations.length;
    case 'pool':
      return service.scaling?.value.pools?.value.length ?? 0;
    default:
      return 0;
  }
};

/** Refuses products of sizes that would take minutes to check, before anything is multiplied out. */
const withinReach = (draft: ScenarioDraft, topology: CompiledTopology, reporter: Reporter): boolean => {
  const { places } = topology;
  const operations = (draft.services ?? []).reduce((sum, { value }) => sum + walksOf(value), 0);
  const walkers = (draft.services?.length ?? 0) + operations + (draft.faults?.length ?? 0);
  const machines = (draft.clients?.length ?? 0) * places.zones.length;
  if (walkers * places.nodes.length <= NODE_WALKS_MAX && machines <= NODES_MAX) return true;
  const node = draft.topology?.node;
  if (node !== undefined) reporter.report(node.key ?? node, messages.tooManyCombinations());
  return false;
};

/** What each client does, as far as the file says; a client that did not decode may do anything. */
const measuredClients = (
  draft: ScenarioDraft,
  compiled: Scenario['clients'],
  services: ReadonlyMap<string, ServiceSpec | null>,
): MeasuredClient[] => {
  const specs = new Map(compiled.map((client) => [client.name, client]));
  return (draft.clients ?? []).map(({ name }) => {
    const spec = specs.get(name);
    const kind = spec && services.get(spec.target)?.kind;
    if (kind === 'pool') return { name, operations: ['call'] };
    const operations = OPERATIONS.filter((operation) => spec === undefined || (spec.mix[operation] ?? 0) > 0);
    return { name, operations: kind === undefined ? [...operations, 'call'] : operations };
  });
};

/** What each service does; one that did not decode may be anything. */
const measuredServices = (
  services: ReadonlyMap<string, ServiceSpec | null>,
  jobs: readonly JobClassSpec[],
): MeasuredService[] =>
  [...services].map(([name, spec]) => ({
    name,
    kind: spec?.kind ?? null,
    jobs: jobs.filter(({ target }) => target === name),
  }));

/** Names that faults of the file have, those that did not decode included. */
const namesOfFaults = (tree: TreeNode): readonly string[] => {
  const list = tree.type === 'map' ? entryOf(tree, 'faults')?.value : undefined;
  if (list?.type !== 'list') return [];
  return list.items.flatMap((item) => {
    const name = item.type === 'map' ? entryOf(item, 'name')?.value : undefined;
    return name?.type === 'scalar' ? [name.text] : [];
  });
};

const placeFaults = (draft: ScenarioDraft, tree: TreeNode): PlacedFault[] => {
  const list = tree.type === 'map' ? entryOf(tree, 'faults')?.value : undefined;
  const items = list?.type === 'list' ? list.items : [];
  const positions = new Map(items.map((item, index) => [item, index + 1]));
  return (draft.faults ?? []).map(({ value, node }) => ({ draft: value, position: positions.get(node) ?? 0 }));
};

const checkCost = (scenario: Scenario, draft: ScenarioDraft, reporter: Reporter) => {
  const { events, bytes, text } = estimateCost(scenario);
  const blamed = events > COST_LIMIT.events ? draft.duration?.node : draft.topology?.node;
  if (blamed === undefined || (events <= COST_LIMIT.events && bytes <= COST_LIMIT.bytes)) return;
  reporter.report(blamed.key ?? blamed, messages.tooCostly(text));
};

const NOTHING: CompiledScenario = { scenario: undefined, metrics: new Map() };

/** Problems with one part do not keep the others from being checked. */
export const compileScenario = (
  draft: ScenarioDraft | undefined,
  tree: TreeNode,
  { source, vocabulary, reporter, force, tryVariant }: CompileContext,
): CompiledScenario => {
  if (draft === undefined) return NOTHING;
  const { name, duration, warmup, runs, seed, topology: place } = draft;
  const calendar = { end: duration?.value ?? Number.POSITIVE_INFINITY };
  const topology = place && compileTopology(place.value, place.node, reporter);
  if (topology !== undefined && !withinReach(draft, topology, reporter)) return NOTHING;
  const places = topology?.places;
  const serviceNames = (draft.services ?? []).map((service) => service.name);
  const servicesKey = tree.type === 'map' ? entryOf(tree, 'services')?.key : undefined;
  if (draft.services?.length === 0 && servicesKey !== undefined) reporter.report(servicesKey, messages.noServices());
  const services = places && compileServices(draft.services ?? [], { places, calendar, vocabulary, reporter });
  const known = new Map(serviceNames.map((each) => [each, services?.find((spec) => spec.name === each) ?? null]));
  const { readFile } = source;
  const clients =
    places && compileClients(draft.clients ?? [], { places, services: known, calendar, readFile, reporter });
  const jobs = places && compileJobs(draft.jobs ?? [], { places, services: known, readFile, reporter });
  if (places !== undefined && services !== undefined) {
    const keys = new Map((draft.services ?? []).map((service) => [service.name, service.key]));
    checkLoad({ services, clients: clients ?? [], jobs }, keys, places, reporter);
  }
  const targets = places && {
    nodes: places.nodeNames,
    zones: places.zones.map((zone) => zone.name),
    racks: places.racks,
    regions: places.regions,
    services: serviceNames,
  };
  const faultContext = {
    names: targets,
    services: services ?? [],
    knownNames: namesOfFaults(tree),
    calendar,
    reporter,
  };
  const placedFaults = placeFaults(draft, tree);
  const faults = compileFaults(placedFaults, faultContext);
  const metrics = knownMetrics(measuredClients(draft, clients ?? [], known), measuredServices(known, jobs ?? []));
  const compare = (scenario: Scenario | undefined): CompareSpec | undefined =>
    tryVariant && compileCompare(draft.compare, { tree, scenario, metrics, tryVariant, force, reporter });
  const expect = compileExpectations(draft.expect ?? [], metrics, reporter);
  const rareEvents = compileRareEvents(draft.rareEvents, clients, services ?? [], placedFaults, faults, reporter);
  const verify = compileVerify(draft.verify, clients, calendar, reporter);
  if (runs !== undefined && seed !== undefined && !Number.isSafeInteger(seed + runs.value)) {
    reporter.report(runs.node, messages.tooLarge(formatCount(seed), `seeds up to ${Number.MAX_SAFE_INTEGER}`));
  }
  if (
    name === undefined ||
    duration === undefined ||
    warmup === undefined ||
    runs === undefined ||
    seed === undefined ||
    topology === undefined ||
    places === undefined ||
    services === undefined ||
    clients === undefined ||
    jobs === undefined
  ) {
    compare(undefined);
    return { scenario: undefined, metrics };
  }
  const scenario: Scenario = {
    name,
    description: draft.description ?? '',
    sha256: source.sha256,
    duration: duration.value,
    warmup,
    runs: runs.value,
    seed,
    topology: {
      nodes: [...places.nodes, ...clientMachines(clients, servicesOfKind(services, 'batch'), places)],
      links: topology.links,
    },
    services,
    clients,
    ...(jobs.length === 0 ? {} : { jobs }),
    faults,
    expect,
    verify,
    ...(rareEvents === undefined ? {} : { rareEvents }),
  };
  if (!force) checkCost(scenario, draft, reporter);
  const compared = compare(scenario);
  return { scenario: compared === undefined ? scenario : { ...scenario, compare: compared }, metrics };
};
