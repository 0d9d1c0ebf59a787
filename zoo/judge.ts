/** What the campaigns against a mutant came to. */
import type { CampaignResult, FirstFinding } from './hunt-mutant.ts';
import type { Mutant } from './mutant.ts';

export interface Judged {
  readonly mutant: Mutant;
  readonly campaigns: number;
  /** Campaigns that found it. */
  readonly found: number;
  /** Medians over the campaigns; Infinity where half of them found nothing. */
  readonly runs: number;
  readonly seconds: number;
  /** Of the smallest counterexample of each campaign that found it. */
  readonly decisions: number;
  /** The properties that were named, the most frequent first. */
  readonly properties: readonly string[];
  /** Every campaign found it, and named one of the mutant's properties. */
  readonly pass: boolean;
}

export function judge(mutant: Mutant, results: readonly CampaignResult[]): Judged {
  const found = results.flatMap((result) => result.found ?? []);
  const of = (value: (finding: FirstFinding) => number): number =>
    median(results.map((result) => (result.found === undefined ? Number.POSITIVE_INFINITY : value(result.found))));
  const named = found.map(({ property }) => property);
  const properties = [...new Set(named)].sort((a, b) => count(named, b) - count(named, a));
  return {
    mutant,
    campaigns: results.length,
    found: found.length,
    runs: of(({ runs }) => runs),
    seconds: of(({ seconds }) => seconds),
    decisions: median(found.map(({ decisions }) => decisions)),
    properties,
    pass: found.length === results.length && named.every((property) => mutant.properties.includes(property)),
  };
}

/** The lower one of the two in the middle; NaN of nothing. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? Number.NaN : sorted[Math.floor((sorted.length - 1) / 2)];
}

const count = (list: readonly string[], value: string): number => list.filter((each) => each === value).length;
