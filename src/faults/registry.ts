/** Every kind of fault by name, in the order in which lists show them: nodes, CPU, disks, clocks, network, large. */
import type { FaultKind } from './fault-kind.ts';
import { badRelease } from './kinds/bad-release.ts';
import { bandwidth } from './kinds/bandwidth.ts';
import { bitRot } from './kinds/bit-rot.ts';
import { bridge } from './kinds/bridge.ts';
import { clockDrift } from './kinds/clock-drift.ts';
import { clockJump } from './kinds/clock-jump.ts';
import { clockSkew } from './kinds/clock-skew.ts';
import { crash } from './kinds/crash.ts';
import { delay } from './kinds/delay.ts';
import { diskFull } from './kinds/disk-full.ts';
import { duplicate } from './kinds/duplicate.ts';
import { flap } from './kinds/flap.ts';
import { heal } from './kinds/heal.ts';
import { isolate } from './kinds/isolate.ts';
import { linkLoss } from './kinds/link-loss.ts';
import { lostFsync } from './kinds/lost-fsync.ts';
import { majoritiesRing } from './kinds/majorities-ring.ts';
import { oneWayPartition } from './kinds/one-way-partition.ts';
import { outage } from './kinds/outage.ts';
import { overload } from './kinds/overload.ts';
import { partition } from './kinds/partition.ts';
import { pause } from './kinds/pause.ts';
import { reorder } from './kinds/reorder.ts';
import { rollingRestart } from './kinds/rolling-restart.ts';
import { slowCpu } from './kinds/slow-cpu.ts';
import { slowDisk } from './kinds/slow-disk.ts';
import { stop } from './kinds/stop.ts';
import { tamper } from './kinds/tamper.ts';
import { tornWrite } from './kinds/torn-write.ts';
import { wipe } from './kinds/wipe.ts';

const ALL: readonly FaultKind[] = [
  ...[crash, stop, pause, slowCpu, overload],
  ...[slowDisk, diskFull, tornWrite, lostFsync, bitRot, wipe],
  ...[clockSkew, clockDrift, clockJump],
  ...[partition, oneWayPartition, bridge, majoritiesRing, isolate],
  ...[linkLoss, duplicate, reorder, delay, bandwidth, flap, tamper],
  ...[outage, badRelease, rollingRestart, heal],
];

export const faultKinds: ReadonlyMap<string, FaultKind> = new Map(ALL.map((kind) => [kind.name, kind]));
