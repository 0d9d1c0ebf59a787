/** Which zones `from` of a client means: `each zone`, `zone a`, `a`, `region eu`, or a list of them. */
import { nearestName } from '../../core/nearest-name.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { ScalarNode } from '../yaml/tree.ts';
import type { Places } from './places.ts';

const selectOne = (written: ScalarNode, places: Places, reporter: Reporter): readonly string[] => {
  const text = written.text.trim();
  if (text === 'each zone') return places.zones.map(({ name }) => name);
  const region = /^region\s+(\S+)$/.exec(text)?.[1];
  if (region !== undefined) {
    if (!places.regions.includes(region)) {
      const near = nearestName(region, places.regions);
      reporter.report(written, messages.unknownReference('region', region, near, places.regions));
    }
    return places.zones.filter((zone) => zone.region === region).map(({ name }) => name);
  }
  const wanted = text.replace(/^zone\s+/, '');
  const known = places.zones.map(({ name }) => name);
  if (known.includes(wanted)) return [wanted];
  const candidates = places.zones.filter(({ short }) => short === wanted).map(({ name }) => name);
  const near = nearestName(wanted, [...known, 'each zone']);
  reporter.report(
    written,
    candidates.length > 0
      ? messages.ambiguousZone(wanted, candidates)
      : messages.unknownReference('zone', wanted, near, known),
  );
  return [];
};

/** In the order written, each once; everything where nothing is written. */
export const selectZones = (
  written: readonly ScalarNode[] | undefined,
  places: Places,
  reporter: Reporter,
): readonly string[] => {
  if (written === undefined) return places.zones.map(({ name }) => name);
  return [...new Set(written.flatMap((one) => selectOne(one, places, reporter)))];
};
