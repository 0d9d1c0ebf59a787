/**
 * What a space–time diagram shows (Lamport, Time, Clocks, and the Ordering of Events in a Distributed System, CACM 21(7),
 * 1978, Figure 1): a line per machine, time along it, messages between the lines. Plain data; times in microseconds.
 */
import type { Micros } from '../../core/time.ts';

export interface SpaceTime {
  /** `election-safety is violated`. */
  readonly title: string;
  /** One sentence: what contradicts what. */
  readonly detail: string;
  /** What a reader types to see the run again; absent if there is no file yet. */
  readonly command?: string;
  /** From left to right. */
  readonly lanes: readonly Lane[];
  readonly states: readonly StateSpan[];
  readonly faults: readonly FaultSpan[];
  readonly messages: readonly Arrow[];
  readonly calls: readonly Call[];
  /** The narrative, in order of time; numbered from 1. */
  readonly events: readonly Mark[];
}

export interface Lane {
  readonly name: string;
  readonly kind: 'replica' | 'client';
}

export interface StateSpan {
  readonly lane: number;
  readonly state: 'leader' | 'follower' | 'learner' | 'candidate' | 'pre-candidate' | 'down' | 'paused';
  /** 0 where it is not known. */
  readonly term: number;
  readonly from: Micros;
  readonly to: Micros;
}

export interface FaultSpan {
  readonly lanes: readonly number[];
  readonly text: string;
  readonly from: Micros;
  readonly to: Micros;
}

export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly sent: Micros;
  /** When it arrived or was lost. */
  readonly ended: Micros;
  readonly kind: string;
  /** `vote-response of term 3, from n2 to n1`. */
  readonly text: string;
  readonly fate: 'delivered' | 'late' | 'copy' | 'lost' | 'under way';
  /** One of many that changed nothing. */
  readonly routine: boolean;
}

export interface Call {
  readonly lane: number;
  readonly text: string;
  readonly outcome: 'ok' | 'fail' | 'info' | 'open';
  readonly from: Micros;
  readonly to: Micros;
}

export interface Mark {
  readonly time: Micros;
  /** Absent for what happened to several lanes. */
  readonly lane: number | undefined;
  readonly text: string;
  readonly tone: 'plain' | 'fault' | 'violation';
}
