import { toFailure } from '../../engine/explain-failure.ts';
import { type ExitCode, Failure } from '../../errors/failure.ts';
import type { Host } from '../../host.ts';
import { closest } from '../../inputs/closest.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import { FAULTS, type Fault } from '../../sandbox/faults.ts';
import { openSandbox, resetSandbox } from '../../sandbox/open-sandbox.ts';
import { announce, findRunning } from '../../sandbox/running.ts';
import type { SandboxAccess } from '../../sandbox/sandbox.ts';
import { renderFailure } from '../../terminal/render/render-failure.ts';
import { asDocument } from '../../terminal/render/render-json.ts';
import { homeOf, openProfile } from '../connection/open-profile.ts';
import { failedDocument } from '../run/failed-document.ts';
import { openRun, runWish } from '../run/open-run.ts';
import type { Run } from '../run/run.ts';
import { sandboxFolder } from './ground.ts';
import { SANDBOX_SCHEMA } from './result.ts';

/** Keeps the sandbox running and prints how to reach it, until the person ends it. */
export async function runSandbox(host: Host, flags: RawValues): Promise<ExitCode> {
  return onScreen(host, flags, async (run) => {
    const folder = folderOf(host);
    const running = await findRunning(folder, host.isAlive);
    if (running !== undefined) throw alreadyRunning(running);
    const faults = readFaults(flags.fault);
    const sandbox = await openSandbox({
      folder,
      clock: host.clock,
      random: host.random,
      ...(faults !== undefined && { faults }),
      ...(flags.sandboxJamf === 'extended' && { jamfVariant: 'extended' as const }),
      ...(flags.sandboxJamf === 'published' && { jamfVariant: 'published' as const }),
    });
    const silence = announce(folder, { pid: host.pid, startedAt: host.clock.now(), access: sandbox.access });
    try {
      const shown =
        flags.json === true
          ? [asDocument(documentOf(sandbox.access, sandbox.world.faults))]
          : linesOf(sandbox.access, sandbox.world.faults);
      run.screen.out.write(`${shown.join('\n')}\n`);
      await untilEnd(host.signal);
    } finally {
      silence();
      await sandbox.close();
    }
    return 0;
  });
}

/** Forgets the world, and the state of the profile `sandbox` with it: both or neither, or they would contradict each other. */
export async function resetSandboxWorld(host: Host, flags: RawValues): Promise<ExitCode> {
  return onScreen(host, flags, async (run) => {
    const folder = folderOf(host);
    const running = await findRunning(folder, host.isAlive);
    if (running !== undefined) throw alreadyRunning(running);
    const store = openProfile(host, 'sandbox');
    const lock = await store.lock();
    try {
      resetSandbox(folder);
      await store.remove();
    } finally {
      await lock.release();
    }
    run.screen.out.print(['The sandbox is empty. Next: jamf-intune setup --sandbox']);
    return 0;
  });
}

async function onScreen(
  host: Host,
  flags: RawValues,
  act: (run: Run) => Promise<ExitCode>,
): Promise<ExitCode> {
  const run = openRun(host, runWish(flags, host.env));
  try {
    return await act(run);
  } catch (error) {
    const failure = toFailure(error, 'Sandbox');
    const { screen, debug, redactor } = run;
    renderFailure(screen, failure, { changed: undefined, goOn: [] }, debug ? redactor.redact : undefined);
    if (screen.mode === 'json')
      screen.out.write(`${asDocument(failedDocument('sandbox', host, failure, true))}\n`);
    return failure.exit;
  } finally {
    await run.close();
  }
}

function folderOf(host: Host): string {
  return sandboxFolder(homeOf(host));
}

/** The end is wanted here, so it is no error: the sandbox ends with 0. */
function untilEnd(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** The faults that were asked for; undefined leaves the world's as they are, `none` takes them all away. */
function readFaults(given: unknown): readonly Fault[] | undefined {
  if (!Array.isArray(given)) return undefined;
  const names = given
    .flatMap((text) => String(text).split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.includes('none')) return [];
  const known = Object.keys(FAULTS);
  const isFault = (name: string): name is Fault => Object.hasOwn(FAULTS, name);
  const unknown = names.filter((name) => !isFault(name));
  if (unknown.length === 0) return names.filter(isFault);
  throw new Failure({
    code: 'JI-P552',
    exit: 2,
    what: `The sandbox has no fault ${unknown.join(', ')}`,
    why: `It has: ${known.join(', ')}, none`,
    fix: unknown.flatMap((name) => {
      const near = closest(name, known);
      return near === undefined ? [] : [`jamf-intune sandbox --fault ${near}`];
    }),
    field: 'fault',
  });
}

function alreadyRunning({ endpoints }: SandboxAccess): Failure {
  return new Failure({
    code: 'JI-P553',
    exit: 6,
    what: 'A sandbox runs already',
    why: `It is at ${endpoints.jamf} (Jamf Pro) and ${endpoints.graph} (Graph)`,
    fix: ['Use it: jamf-intune setup --sandbox', 'Or end it with Ctrl-C where it runs'],
  });
}

function documentOf({ endpoints, ...access }: SandboxAccess, faults: readonly Fault[]) {
  return { schema: SANDBOX_SCHEMA, endpoints, ...access, faults };
}

function linesOf(access: SandboxAccess, faults: readonly Fault[]): readonly string[] {
  const { endpoints, domain, administrator, automation, jamfClient, jamfUser } = access;
  return [
    '',
    '  A sandbox: a simulated tenant and Jamf Pro on this computer. Nothing real is touched.',
    '',
    `  Entra sign-in       ${endpoints.entra}`,
    `  Microsoft Graph     ${endpoints.graph}`,
    `  Intune services     ${endpoints.intune}`,
    `  Jamf Pro            ${endpoints.jamf}`,
    `  Settings page       ${endpoints.jamf}/ConditionalAccess.html`,
    '',
    `  Tenant              ${domain}`,
    `  Administrator       ${administrator.username} · ${administrator.password}`,
    `  Automation app      ${automation.clientId} · ${automation.clientSecret}`,
    `  Jamf Pro client     ${jamfClient.clientId} · ${jamfClient.clientSecret}`,
    `  Jamf Pro user       ${jamfUser.username} · ${jamfUser.password}`,
    ...(faults.length === 0
      ? []
      : ['', '  Faults made on purpose', ...faults.map((fault) => `    ${fault}: ${FAULTS[fault]}`)]),
    '',
    '  In another terminal: jamf-intune setup --sandbox',
    '  Ctrl-C ends it; its world is kept.',
  ];
}
