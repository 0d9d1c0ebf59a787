/** All steps by which plans are changed. */
import { addMotif } from './add-motif.ts';
import { changeConfiguration } from './change-configuration.ts';
import { changeNumber } from './change-number.ts';
import { dropDecisions } from './drop-decisions.ts';
import { moveDecision } from './move-decision.ts';
import type { Mutation } from './mutation.ts';
import { repeatDecision } from './repeat-decision.ts';
import { retarget } from './retarget.ts';
import { splice } from './splice.ts';
import { stretch } from './stretch.ts';

export const MUTATIONS: readonly Mutation[] = [
  ...[addMotif, repeatDecision, dropDecisions, moveDecision, stretch],
  ...[changeNumber, retarget, changeConfiguration, splice],
];
