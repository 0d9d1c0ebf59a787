/** The closed forms against the figures that their sources print. */
import { describe, expect, it } from 'vitest';
import { erlangC } from '../../validation/checks/mmc.ts';
import { supermarketSojourn } from '../../validation/checks/power-of-d.ts';
import { availabilityOf, quorumOfMachines } from '../../validation/checks/quorum-of-machines.ts';
import { splitVoteProbability } from '../../validation/checks/raft-split-votes.ts';
import { lossesPerYear, lossOfMajority } from '../../validation/checks/rare-quorum-loss.ts';

describe('closed forms', () => {
  it.each([
    [2, 0.8, 0.711111, 1.777778],
    [3, 0.8, 0.647191, 1.078652],
    [5, 0.9, 0.762493, 1.524986],
    [10, 0.9, 0.668732, 0.668732],
  ])('Erlang C of %d cores at %d', (cores, load, waits, wait) => {
    expect(erlangC(cores, load)).toBeCloseTo(waits, 6);
    expect(erlangC(cores, load) / cores / (1 - load)).toBeCloseTo(wait, 6);
  });

  it.each([
    [2, 0.5, 1.26569],
    [2, 0.8, 1.94736],
    [2, 0.9, 2.61406],
    [2, 0.95, 3.38305],
  ])('the supermarket model with %d choices at %d', (choices, load, sojourn) => {
    expect(supermarketSojourn(choices, load)).toBeCloseTo(sojourn, 5);
  });

  it('the supermarket model loses a request at least its service time, and less the more choices it has', () => {
    const [two, three, many] = [2, 3, 1000].map((choices) => supermarketSojourn(choices, 0.9));
    expect(two).toBeGreaterThan(three);
    expect(three).toBeGreaterThan(many);
    expect(many).toBeCloseTo(1, 9);
  });

  it.each([
    [0.01, 0.00059],
    [0.1, 0.0523],
    [0.2, 0.1808],
  ])('split votes at latency %d', (latency, share) => {
    expect(splitVoteProbability(5, 4, latency)).toBeCloseTo(share, 4);
  });

  it('the loss of a majority is what k of n leaves, and is lost as often', () => {
    expect(lossOfMajority(3, 0.01)).toBeCloseTo(1 - availabilityOf(2, 3), 12);
    expect(lossOfMajority(5, 0.01)).toBeCloseTo(1 - availabilityOf(3, 5), 12);
    // As of 1 h and not of 10 h.
    expect(lossesPerYear(3, 0.01)).toBeCloseTo(quorumOfMachines[0].figures[1].expected / 10, 9);
  });

  it('k of n', () => {
    expect(availabilityOf(2, 3)).toBeCloseTo(0.999702, 9);
    expect(availabilityOf(3, 5)).toBeCloseTo(0.999990149, 9);
    const [, perYear, meanHours] = quorumOfMachines[0].figures;
    expect(perYear.expected).toBeCloseTo(5.2, 2);
    expect(meanHours.expected).toBeCloseTo(0.5017, 4);
  });
});
