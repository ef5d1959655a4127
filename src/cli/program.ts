import { Command, CommanderError } from 'commander';
import type { ExitCode } from '../errors/failure.ts';
import type { Host } from '../host.ts';
import { clampWidth } from '../terminal/screen/clamp-width.ts';
import { addCompletion } from './completion.ts';
import { addDisconnect } from './disconnect.ts';
import { addDoctor } from './doctor.ts';
import { addExplain } from './explain.ts';
import { addHelp } from './help.ts';
import { examples } from './help-texts.ts';
import { addJamfRole } from './jamf-role.ts';
import { addRotateSecret } from './rotate-secret.ts';
import { addSandbox } from './sandbox.ts';
import { addSetup } from './setup.ts';
import { addStatus } from './status.ts';

/**
 * The command tree. `--help` reaches no package but commander: every command loads what it needs when it runs.
 * @returns the exit code of the process
 */
export async function runProgram(host: Host): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = createProgram(host, (given) => {
    code = given;
  });
  try {
    // No arguments is a question, not a mistake.
    if (host.argv.length === 0) program.outputHelp();
    else await program.parseAsync([...host.argv], { from: 'user' });
    return code;
  } catch (error) {
    return endEarly(host, error);
  }
}

/** Ends a command that never came to its own end: a mistyped line, or nothing to show anything on. */
async function endEarly(host: Host, error: unknown): Promise<ExitCode> {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const { tellEarlyFailure, tellUsageError } = await import('../wizard/run/early-failure.ts');
  if (error instanceof CommanderError) {
    tellUsageError(host, error.message);
    return 2;
  }
  return tellEarlyFailure(host, error);
}

/** The whole tree, ready to parse one command line; the command that runs tells `finish` its exit code. */
export function createProgram(host: Host, finish: (code: ExitCode) => void): Command {
  const program = new Command('jamf-intune')
    .description('Connects Jamf Pro to Microsoft Intune, so that Macs managed by Jamf count as compliant.')
    .version(host.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('before', () =>
      examples(
        [
          ['jamf-intune setup --sandbox', 'rehearse the whole set-up on a simulated tenant'],
          ['jamf-intune setup', 'connect your Jamf Pro to your Intune'],
          ['jamf-intune status', 'show how the connection is'],
          ['jamf-intune doctor', 'say what is wrong with it, and what to do'],
          ['jamf-intune help setup', 'print all that setup takes'],
        ],
        host.stdout.columns,
      ),
    )
    .configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      writeErr: (text) => void host.stderr.write(text),
      getOutHelpWidth: () => clampWidth(host.stdout.columns),
      getErrHelpWidth: () => clampWidth(host.stderr.columns),
    })
    .configureHelp({ subcommandTerm: (command) => `${command.name()} ${argumentsOf(command)}`.trim() })
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('(--help shows what is possible)');
  program.commandsGroup('The connection:');
  addSetup(program, host, finish);
  addStatus(program, host, finish);
  addDoctor(program, host, finish);
  addRotateSecret(program, host, finish);
  addDisconnect(program, host, finish);
  program.commandsGroup('Beside it:');
  addSandbox(program, host, finish);
  addJamfRole(program, host, finish);
  addExplain(program, host, finish);
  addCompletion(program, host);
  addHelp(program);
  return program;
}

/** `<code>`: nearly every command has options, which makes saying so of each of them noise. */
function argumentsOf(command: Command): string {
  return command.usage().replace('[options]', '').replace('[command]', '').trim();
}
