import { ServiceError } from '../../../errors/service-error.ts';
import {
  type Application,
  type ApplicationBody,
  changeApplication,
  deleteApplication,
  findApplicationByAppId,
} from '../../../microsoft/applications.ts';
import { findDeletedApplication, purgeApplication } from '../../../microsoft/deleted-applications.ts';
import { awaitVisible } from '../../../microsoft/replication.ts';
import { visible } from '../../../terminal/visible.ts';
import type { Change } from '../../step.ts';
import type { RecordedApplication } from '../recorded-application.ts';

/** Deletes our application, and with it its service principal, its grants and its secrets. */
export function removeApplication(application: Pick<Application, 'id' | 'appId' | 'displayName'>): Change {
  return {
    action: 'remove',
    target: 'application',
    summary: `delete "${visible(application.displayName)}" · restorable for 30 days`,
    by: 'tool',
    destroys: true,
    async apply({ graph }, journal) {
      // The state goes on remembering it until everything is over: `--purge` needs to know what it was.
      await journal.ensure({
        operation: 'delete-application',
        key: application.id,
        holds: async () => (await findApplicationByAppId(graph, application.appId)) === undefined,
        act: () => deleteApplication(graph, application.id),
      });
      return `deleted · ${application.appId}`;
    },
  };
}

/** Deletes our deleted application for good. */
export function purgeDeleted({
  id,
  appId,
  displayName,
}: Pick<Application, 'id' | 'appId' | 'displayName'>): Change {
  return {
    action: 'remove',
    target: 'deleted-application',
    summary: `delete "${visible(displayName)}" for good · nobody can restore it`,
    by: 'tool',
    destroys: true,
    async apply(session, journal) {
      const { graph } = session;
      const stillThere = () => findDeletedApplication(graph, appId);
      await journal.ensure({
        operation: 'purge-application',
        key: id,
        holds: async () => (await stillThere()) === undefined,
        act: async () => {
          // A moment ago it was deleted; among the deleted items it shows a little later.
          await awaitVisible(session, stillThere, {
            what: 'the deleted application',
            limitMs: session.replicationMs,
          }).catch((error: unknown) => {
            if (!(error instanceof ServiceError) || error.code !== 'not-yet-visible') throw error;
          });
          await purgeApplication(graph, id);
        },
      });
      return `deleted for good · ${appId}`;
    },
  };
}

/** What would bring an adopted application back to what it was; empty when nothing of ours is left on it. */
export function differencesFromBefore(
  application: Application,
  { before }: Pick<RecordedApplication, 'before'>,
  jamfUrl: string,
): Partial<ApplicationBody> {
  if (before === undefined) return {};
  const ours = application.redirectUris.includes(jamfUrl) && !before.redirectUris.includes(jamfUrl);
  return {
    ...(application.signInAudience !== before.signInAudience && { signInAudience: before.signInAudience }),
    // Others may have added theirs since: only ours is taken off.
    ...(ours && { redirectUris: application.redirectUris.filter((uri) => uri !== jamfUrl) }),
  };
}

/** Leaves an adopted application as it was before it was taken over. */
export function releaseApplication(
  application: Application,
  recorded: Pick<RecordedApplication, 'before'>,
  jamfUrl: string,
): Change {
  const patch = differencesFromBefore(application, recorded, jamfUrl);
  const names = [
    ...(patch.redirectUris === undefined ? [] : [`redirect ${jamfUrl} taken off`]),
    ...(patch.signInAudience === undefined ? [] : [`audience ${visible(patch.signInAudience)} again`]),
  ];
  return {
    action: 'remove',
    target: 'application',
    summary: `leave "${visible(application.displayName)}" as it was: ${names.join(' and ')}`,
    by: 'tool',
    destroys: true,
    async apply({ graph }, journal) {
      await journal.ensure({
        operation: 'release-application',
        key: application.id,
        holds: async () => {
          const now = await findApplicationByAppId(graph, application.appId);
          const left = now === undefined ? {} : differencesFromBefore(now, recorded, jamfUrl);
          return Object.keys(left).length === 0;
        },
        act: () => changeApplication(graph, application.id, patch),
      });
      return names.join(' · ');
    },
  };
}
