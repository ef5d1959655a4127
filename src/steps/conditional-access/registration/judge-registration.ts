import { uniqueNameFor } from '../../../inputs/jamf-url.ts';
import type { Wanted } from '../../../inputs/wanted.ts';
import type { Application } from '../../../microsoft/applications.ts';
import { visible } from '../../../terminal/visible.ts';
import type { Finding } from '../../step.ts';
import type { ObservedRegistration } from './app-registration.ts';
import { compareApplication } from './application-differences.ts';

/**
 * What is wrong with the registration.
 * @param adopted whether the application is one that was taken over: it keeps what others may use
 */
export function judgeRegistration(
  { application, servicePrincipal, namesakes }: ObservedRegistration,
  wanted: Wanted,
  adopted: boolean,
): readonly Finding[] {
  if (application === undefined) return registrationMissing(namesakes, wanted);
  return [
    ...compareApplication(application, wanted, adopted).map(({ code, seen }) => problem(code, seen)),
    ...judgePrincipal(application, servicePrincipal),
  ];
}

function problem(code: Finding['code'], seen: string): Finding {
  return { code, severity: 'error', step: 'app-registration', seen };
}

function judgePrincipal(
  { appId }: Application,
  servicePrincipal: ObservedRegistration['servicePrincipal'],
): readonly Finding[] {
  if (servicePrincipal === undefined) {
    return [problem('JI-E105', `no service principal for ${appId} in this tenant`)];
  }
  if (servicePrincipal.accountEnabled) return [];
  return [{ ...problem('JI-E106', `the service principal of ${appId} is switched off`), blocks: true }];
}

function registrationMissing(namesakes: readonly Application[], wanted: Wanted): readonly Finding[] {
  if (wanted.adoptApp !== undefined) {
    return [
      {
        ...problem('JI-E100', `no application with the id ${wanted.adoptApp}`),
        fix: [
          'Entra admin centre > App registrations: copy the Application (client) ID of the one to take over',
          'Or leave --adopt-app out: then one of our own is made',
        ],
        blocks: true,
      },
    ];
  }
  const missing = problem('JI-E100', `no application with the unique name ${uniqueNameFor(wanted.jamfUrl)}`);
  return namesakes.length === 0 ? [missing] : [missing, namesakesFound(namesakes, wanted)];
}

/** Somebody's application has the wanted name: never taken over silently, so the person is shown both ways on. */
function namesakesFound(namesakes: readonly Application[], wanted: Wanted): Finding {
  const count = `${namesakes.length} application${namesakes.length === 1 ? '' : 's'}`;
  return {
    ...problem('JI-E107', `${count} named "${visible(wanted.appName)}" that this program did not make`),
    details: namesakes.flatMap((application) => compareForPeople(application, wanted)),
    fix: [
      ...namesakes.map(
        ({ appId }) => `jamf-intune setup --adopt-app ${appId}  takes it over and corrects the differences`,
      ),
      'jamf-intune setup --app-name NAME  makes one of our own under another name',
    ],
    blocks: true,
  };
}

/** An application that is not ours beside what ours would be, in lines for whoever decides about it. */
export function compareForPeople(
  application: Application,
  wanted: Pick<Wanted, 'jamfUrl'>,
): readonly string[] {
  const differences = compareApplication(application, wanted, true);
  return [
    `${application.appId} · made ${application.createdDateTime?.slice(0, 10) ?? 'at an unknown date'} · ${secretsOf(application)}`,
    ...(differences.length === 0
      ? ['  same audience and redirect URI as ours']
      : differences.map(({ seen }) => `  ${seen}`)),
  ];
}

function secretsOf({ secrets }: Application): string {
  return secrets.length === 1 ? '1 secret' : `${secrets.length} secrets`;
}
