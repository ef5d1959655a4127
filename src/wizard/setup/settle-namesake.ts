import type { Emit } from '../../engine/event.ts';
import { Failure } from '../../errors/failure.ts';
import { inputsOf } from '../../inputs/catalogue.ts';
import { uniqueNameFor } from '../../inputs/jamf-url.ts';
import { checkValue } from '../../inputs/schema.ts';
import type { SetupInputs } from '../../inputs/setup-inputs.ts';
import {
  type Application,
  findApplicationByUniqueName,
  listApplicationsNamed,
} from '../../microsoft/applications.ts';
import type { Graph } from '../../microsoft/graph.ts';
import type { State } from '../../state/state.ts';
import { compareForPeople } from '../../steps/conditional-access/registration/judge-registration.ts';
import type { Prompter } from '../../terminal/prompts/prompter.ts';
import { visible } from '../../terminal/visible.ts';
import type { Run } from '../run/run.ts';

export type Registration = Pick<SetupInputs, 'appName' | 'adoptApp'>;

const OWN_NAME = 'own-name';
const STOP = 'stop';

/**
 * Where an application of the wanted name is there that this program did not make, the person decides: take it over,
 * make one of our own under another name, or stop. Nobody is asked where nothing can be asked, or with `--yes`: there
 * the step's own finding stops the run and names the same ways.
 */
export async function settleNamesake(
  { prompter, screen, emit }: Pick<Run, 'prompter' | 'screen' | 'emit'>,
  inputs: Registration & Pick<SetupInputs, 'yes' | 'only' | 'jamfUrl'>,
  graph: Graph,
  earlier: State | undefined,
): Promise<Registration> {
  const { adoptApp, yes, only } = inputs;
  const registers = only === undefined || only === 'app-registration';
  const decided = adoptApp !== undefined || earlier?.resources.application !== undefined;
  if (!screen.canPrompt || yes || decided || !registers) return inputs;
  return decide({ prompter, emit, graph, jamfUrl: inputs.jamfUrl }, inputs.appName);
}

interface Powers {
  readonly prompter: Prompter;
  readonly emit: Emit;
  readonly graph: Graph;
  readonly jamfUrl: string;
}

async function decide(powers: Powers, appName: string): Promise<Registration> {
  const { prompter, emit, graph, jamfUrl } = powers;
  const [ours, namesakes] = await Promise.all([
    findApplicationByUniqueName(graph, uniqueNameFor(jamfUrl)),
    listApplicationsNamed(graph, appName),
  ]);
  if (ours !== undefined || namesakes.length === 0) return { appName, adoptApp: undefined };
  emit({
    type: 'notice',
    level: 'warning',
    title: `"${visible(appName)}" exists already, and this program did not make it`,
    lines: namesakes.flatMap((application) => compareForPeople(application, { jamfUrl })),
  });
  const answer = await prompter.select('What is to be done about it?', choicesFor(namesakes));
  if (answer === STOP) throw stopped(appName);
  if (answer !== OWN_NAME) return { appName, adoptApp: answer };
  return decide(powers, await askName(prompter, appName));
}

function stopped(appName: string): Failure {
  return new Failure({
    code: 'JI-P510',
    exit: 7,
    what: `"${visible(appName)}" was left as it is`,
    fix: ['jamf-intune setup --app-name NAME  makes one of our own under another name'],
  });
}

function choicesFor(namesakes: readonly Application[]) {
  return [
    { value: STOP, name: 'Stop', hint: 'nothing is changed' },
    { value: OWN_NAME, name: 'Make one of our own', hint: 'under another name' },
    ...namesakes.map(({ appId }) => ({
      value: appId,
      name: namesakes.length === 1 ? 'Take it over' : `Take over ${appId}`,
      hint: 'and correct the differences',
    })),
  ];
}

function askName(prompter: Prompter, taken: string): Promise<string> {
  const input = inputsOf('setup').find(({ key }) => key === 'appName');
  return prompter.text('Name of our application?', (answer) => {
    if (answer === taken) return 'that one is taken';
    if (input === undefined) return undefined;
    const checked = checkValue(input, answer);
    return checked.ok ? undefined : `${checked.why}; expected: ${input.expected}`;
  });
}
