import type { DoctorResult } from '../../../src/engine/doctor-result.ts';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { worldSaver } from '../../../src/sandbox/world-file.ts';
import { sandboxFolder } from '../../../src/wizard/sandbox/ground.ts';
import { doctorDocumentOf } from '../documents/doctor.ts';
import { type LawGround, openLawGround, SETUP } from '../laws/ground.ts';
import { realClock } from '../sandbox/ground.ts';

/** What a whole `doctor --sandbox --json` answered. */
export interface DoctorAnswer {
  readonly code: number;
  readonly document: DoctorResult;
  readonly writes: number;
}

/** A sandbox that was set up once, in which the whole command looks as often as is wanted. */
export interface DoctorGround {
  /** With these faults in the world as the set-up left it, and nothing that was before. */
  connectedWith(faults: readonly Fault[], ...argv: readonly string[]): Promise<DoctorAnswer>;
  /** With these faults in a new world, after a set-up has gone as far as they let it. */
  newWith(faults: readonly Fault[], ...argv: readonly string[]): Promise<DoctorAnswer>;
  close(): Promise<void>;
}

export async function openDoctorGround(): Promise<DoctorGround> {
  const ground = await openLawGround({ lagMs: 0 });
  const connectedHome = ground.begin();
  const run = await ground.run(connectedHome, SETUP);
  if (run.code !== 0) throw new Error(`The set-up ended with ${run.code}: ${run.stdout}`);
  const connected = structuredClone(ground.world);

  return {
    async connectedWith(faults, ...argv) {
      delete ground.world.afflicted;
      Object.assign(ground.world, structuredClone(connected));
      return doctorIn(ground, connectedHome, faults, argv);
    },
    async newWith(faults, ...argv) {
      const home = ground.begin();
      befall(ground, home, faults);
      const { code } = await ground.run(home, [...SETUP, '--wait', '1']);
      if (code === WAITING && !faults.includes('nobody')) await jamfProHasTried(ground);
      return doctorIn(ground, home, faults, argv);
    },
    close: () => ground.close(),
  };
}

const WAITING = 5;

/** Jamf Pro keeps at what it was told for a while, in case it is only not replicated yet. */
async function jamfProHasTried({ world }: LawGround): Promise<void> {
  for (let attempts = 0; world.jamf.settings === null; attempts += 1) {
    if (attempts === 200) throw new Error('nobody saved anything in Jamf Pro');
    await realClock.sleep(100);
  }
}

/** The simulated person and the simulated internet read the faults from the world's file. */
function befall({ world }: LawGround, home: string, faults: readonly Fault[]): void {
  world.faults = [...faults];
  worldSaver(sandboxFolder(home), world)();
}

async function doctorIn(
  ground: LawGround,
  home: string,
  faults: readonly Fault[],
  argv: readonly string[],
): Promise<DoctorAnswer> {
  befall(ground, home, faults);
  const { code, stdout, writes } = await ground.run(home, ['doctor', '--sandbox', '--json', ...argv]);
  return { code, document: doctorDocumentOf(stdout), writes: writes.length };
}
