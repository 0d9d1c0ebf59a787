/** All motifs that runs are made of. */
import type { Motif } from './motif.ts';
import { badDisk } from './motifs/bad-disk.ts';
import { changingLeads } from './motifs/changing-leads.ts';
import { clocks } from './motifs/clocks.ts';
import { crashAfterAppend } from './motifs/crash-after-append.ts';
import { deposedLeader } from './motifs/deposed-leader.ts';
import { disturbedElection } from './motifs/disturbed-election.ts';
import { handover } from './motifs/handover.ts';
import { laggard } from './motifs/laggard.ts';
import { lostAnswers } from './motifs/lost-answers.ts';
import { lostMessages } from './motifs/lost-messages.ts';
import { membershipChanges } from './motifs/membership-changes.ts';
import { newLeader } from './motifs/new-leader.ts';
import { overtakenDisk } from './motifs/overtaken-disk.ts';
import { partialMesh } from './motifs/partial-mesh.ts';
import { peace } from './motifs/peace.ts';
import { powerFailure } from './motifs/power-failure.ts';
import { restarts } from './motifs/restarts.ts';
import { rivalChanges } from './motifs/rival-changes.ts';
import { split } from './motifs/split.ts';
import { staleLeader } from './motifs/stale-leader.ts';
import { unborneDisks } from './motifs/unborne-disks.ts';
import { unheardLeader } from './motifs/unheard-leader.ts';
import { weather } from './motifs/weather.ts';

/** Within what protocols bear. */
export const MOTIFS: readonly Motif[] = [
  ...[deposedLeader, staleLeader, unheardLeader, changingLeads, newLeader, handover, disturbedElection, restarts],
  ...[crashAfterAppend, powerFailure, laggard, badDisk, overtakenDisk],
  ...[split, partialMesh, lostMessages, lostAnswers, weather],
  ...[membershipChanges, rivalChanges, clocks, peace],
];

export const BEYOND: readonly Motif[] = [unborneDisks];
