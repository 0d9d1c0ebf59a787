/**
 * The load of a backend that has been sent a request and has never answered one, before its requests under way are
 * added: above that of any that has answered, so that a newcomer is tried once and not flooded (Finagle,
 * PeakEwma.scala, `Penalty`). 2⁵²: requests still count beside it.
 */
export const LATENCY_PENALTY = 4_503_599_627_370_496;
