import { type Examined, examine } from '../../engine/doctor.ts';
import { doctorFailed } from '../../engine/doctor-failed.ts';
import { DOCTOR_SCHEMA, type DoctorResult } from '../../engine/doctor-result.ts';
import { exitCodeOf, statusOf, summarize } from '../../engine/doctor-summary.ts';
import { toFailure } from '../../engine/explain-failure.ts';
import { newRound } from '../../engine/plan.ts';
import { reportError } from '../../engine/reported.ts';
import type { ExitCode, Failure } from '../../errors/failure.ts';
import type { Host } from '../../host.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import { Interrupted } from '../../terminal/interrupted.ts';
import { renderFailure } from '../../terminal/render/render-failure.ts';
import { asDocument } from '../../terminal/render/render-json.ts';
import { interruption } from '../run/interruption.ts';
import { openRun, runWish } from '../run/open-run.ts';
import type { Run } from '../run/run.ts';
import { type Answer, openAnswer } from './answer.ts';
import { networkFindingsOf } from './network.ts';
import { type Prepared, prepareExamination } from './preparation.ts';

/** `jamf-intune doctor`: looks at everything at the same time, and changes nothing. */
export async function doctor(host: Host, flags: RawValues): Promise<ExitCode> {
  host.spareMemory();
  const run = openRun(host, runWish(flags, host.env));
  let answered = false;
  try {
    const prepared = await prepareExamination(run, flags);
    try {
      return await examineAsOften(run, prepared, () => {
        answered = true;
      });
    } finally {
      await prepared.close();
    }
  } catch (error) {
    const reason: unknown = host.signal.aborted ? host.signal.reason : error;
    const failure = reason instanceof Interrupted ? interruption(reason, 0) : toFailure(reason, 'Doctor');
    // Whoever ended it knows why.
    if (!(reason instanceof Interrupted))
      renderFailure(
        run.screen,
        failure,
        { changed: undefined, goOn: [] },
        run.debug ? run.redactor.redact : undefined,
      );
    if (run.screen.mode === 'json' && !answered) answerFailed(run, failure, flags.sandbox === true);
    return failure.exit;
  } finally {
    await run.close();
  }
}

/** Also a failure is one document, as `--json` promises. */
function answerFailed({ host, screen }: Run, failure: Failure, sandbox: boolean): void {
  const document = doctorFailed({
    sandbox,
    profile: sandbox ? 'sandbox' : 'default',
    program: { version: host.version, node: host.nodeVersion, platform: host.platform },
    at: host.clock.now().toISOString(),
    error: reportError(failure),
  });
  screen.out.write(`${asDocument(document)}\n`);
}

/** Once, or every so many seconds for `--watch` until the person ends it. */
async function examineAsOften(run: Run, prepared: Prepared, onAnswered: () => void): Promise<ExitCode> {
  const { watch, strict } = prepared.doctor;
  for (;;) {
    const answer = openAnswer(run, prepared, onAnswered);
    const result = await examineOnce(run, prepared, answer);
    await answer.finish(result);
    if (watch === undefined) return exitCodeOf(result, strict);
    await run.host.clock.sleep(watch * 1000, run.host.signal);
  }
}

async function examineOnce(run: Run, prepared: Prepared, answer: Answer): Promise<DoctorResult> {
  const { host } = run;
  const { selection, network, sandbox, profile } = prepared;
  const started = host.clock.now();
  // The network is probed while people sign in; neither waits for the other.
  const probing = network.start();
  const opened = await prepared.open();
  try {
    const round = newRound(opened.session);
    const subject = { tenant: opened.tenant, jamf: opened.jamf };
    const connection = await prepared.connectionFound(round);
    answer.opening({ ...subject, connection, sandbox });
    for (const examined of prepared.program) answer.check(examined);
    const [examination, observations] = await Promise.all([
      examine({
        round,
        steps: prepared.steps,
        checks: prepared.checks,
        probes: probing.results,
        onExamined: (examined) => answer.check(told(examined, prepared)),
        onProbe: answer.probe,
      }),
      prepared.observe(round),
    ]);
    const examined = [...prepared.program, ...examination.examined].map((one) => told(one, prepared));
    const ofNetwork = networkFindingsOf(examination.probes, await probing.systemProxy, network.proxy);
    const findings = [
      ...examined.flatMap((one) => one.findings),
      ...ofNetwork.filter(({ code }) => selection.tells(code)),
    ];
    const checks = examined.map(({ check }) => check);
    const summary = summarize(checks, examination.probes);
    return {
      schema: DOCTOR_SCHEMA,
      status: statusOf(summary, findings, opened.signedIn || !prepared.needsSignIn),
      sandbox,
      profile,
      program: { version: host.version, node: host.nodeVersion, platform: host.platform },
      at: started.toISOString(),
      connection,
      ...subject,
      summary,
      checks,
      findings,
      probes: examination.probes,
      observations,
      error: null,
      requests: prepared.counts(),
      elapsedMs: host.clock.now().getTime() - started.getTime(),
    };
  } finally {
    await opened.close();
  }
}

/** Leaves out the codes that were not asked for. */
function told({ check, findings }: Examined, { selection }: Prepared): Examined {
  return { check, findings: findings.filter(({ code }) => selection.tells(code)) };
}
