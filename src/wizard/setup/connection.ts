import type { SetupOutcome } from '../../engine/setup.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import { withConnection } from '../connection/with-connection.ts';
import type { Progress } from '../run/progress.ts';
import type { Run } from '../run/run.ts';
import type { writePlan } from './plan-file.ts';
import { settleInputs } from './settle-inputs.ts';

/** `setup` in its order: everything is asked first, then everything is done. */
export async function connect(run: Run, flags: RawValues, progress: Progress): Promise<SetupOutcome> {
  const { cwd } = run.host;
  // Few runs have a plan in a file, and its schema takes time before the first question.
  const planFile = () => import('./plan-file.ts');
  const saved =
    typeof flags.fromPlan === 'string' ? await (await planFile()).readPlan(flags.fromPlan, cwd) : undefined;
  return withConnection(run, flags, progress, {
    command: 'setup',
    // A plan changes nothing, not even the lock: it may be made while another run is at work.
    changes: flags.plan !== true,
    title: 'Connect Jamf Pro to Microsoft Intune',
    settle: (of, beginning) => settleInputs(of, { ...beginning, savedInputs: saved?.inputs }),
    decide: async (...decision) => (await afterQuestions()).decideWanted(...decision),
    act: async ({ session, wanted, keeper, steps, inputs }) => {
      const { acceptPlan, outlastDeletion, runSetup } = await afterQuestions();
      const ports = {
        session,
        wanted,
        keeper,
        steps,
        emit: run.emit,
        accept: acceptPlan(run, inputs),
        keepPlan: async (plan: Parameters<typeof writePlan>[2], print: string) => {
          if (inputs.out === undefined) return;
          await (await planFile()).writePlan(inputs.out, cwd, plan, print, wanted);
        },
      };
      try {
        await outlastDeletion(session, run.emit);
        return await runSetup(ports, {
          planOnly: inputs.plan,
          ...(inputs.only !== undefined && { only: inputs.only }),
          ...(saved !== undefined && { expectedPlan: saved.fingerprint }),
        });
      } finally {
        const appId = keeper.state().resources.application?.appId;
        if (appId !== undefined) progress.application = { appId };
      }
    },
  });
}

/** What comes after the first question is not waited for before it. */
async function afterQuestions() {
  const [{ runSetup }, { decideWanted }, { acceptPlan }, { outlastDeletion }] = await Promise.all([
    import('../../engine/setup.ts'),
    import('./decide-wanted.ts'),
    import('../connection/accept-plan.ts'),
    import('../connection/after-disconnect.ts'),
  ]);
  return { runSetup, decideWanted, acceptPlan, outlastDeletion };
}
