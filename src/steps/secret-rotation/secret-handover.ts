import type { SettingsWriter } from '../../jamf/settings-writer.ts';
import type { Application } from '../../microsoft/applications.ts';
import { readWriter } from '../conditional-access/settings/jamf-settings.ts';
import { readApplication } from '../conditional-access/shared-reads.ts';
import type { Step } from '../step.ts';
import { finishByWord, guideHandover, pushHandover, takeProof } from './handover-changes.ts';
import { type HandoverSight, judgeHandover } from './judge-handover.ts';
import { baselineOf, livingOthers, lookAtHandover, readHandover } from './watch-handover.ts';

export interface ObservedHandover {
  readonly application: Application | undefined;
  /** How this server lets its settings be written; undefined when it publishes no way. */
  readonly writer: SettingsWriter | undefined;
  /** Everything that can tell, when a rotation is under way; undefined before. */
  readonly sight: HandoverSight | undefined;
  readonly at: Date;
}

/** Brings the new secret to Jamf Pro, and proves that Jamf Pro uses this very one. */
export const secretHandover: Step<ObservedHandover> = {
  id: 'secret-handover',
  title: 'Jamf Pro has it',

  async observe(session) {
    const { rotation } = session.known().resources;
    const [application, writer] = await Promise.all([readApplication(session), readWriter(session)]);
    const underWay = application !== undefined && rotation !== undefined && rotation.proved === undefined;
    const handover = underWay ? await readHandover(session, application.appId, rotation) : undefined;
    return {
      application,
      writer,
      sight: handover && (await lookAtHandover(session, handover)),
      at: session.clock.now(),
    };
  },

  describe(_observed, _wanted, known) {
    const proved = known.resources.rotation?.proved;
    return proved === undefined ? [] : [`proved at ${proved.at}`];
  },

  plan(observed, wanted, known) {
    const { rotation } = known.resources;
    if (rotation?.proved !== undefined) return [];
    const { application, sight, writer } = observed;
    if (application !== undefined && rotation !== undefined && sight !== undefined) {
      const others = livingOthers(application.secrets, rotation.keyId, observed.at);
      // What was there when this run began is its own baseline: only Entra's word can prove something already.
      const secrets = { appId: application.appId, fresh: rotation, others };
      const verdict = judgeHandover(baselineOf(sight), sight, secrets, undefined);
      if (verdict.kind === 'proved') return [takeProof(verdict)];
    }
    if (wanted.rotation?.finish === true) return [finishByWord()];
    return [writer === undefined ? guideHandover() : pushHandover(writer)];
  },

  diagnose(_observed, _wanted, known) {
    const { rotation } = known.resources;
    if (rotation === undefined || rotation.proved !== undefined) return [];
    const seen = `new secret ${rotation.hint}… pending in Jamf Pro`;
    return [{ code: 'JI-E124', severity: 'error', step: 'secret-handover', seen }];
  },

  planRemoval: () => [],
};
