import type { Application } from '../world.ts';
import type { GraphRequest } from './operation.ts';
import { notFound } from './refusal.ts';
import { lagMs } from './replication.ts';

/**
 * The application that the path names by id, appId or uniqueName, as a reader sees it.
 *
 * @throws GraphRefusal 404 also while a new one is not replicated
 */
export function applicationOf(request: GraphRequest): Application {
  const { context } = request;
  const found = context.world.applications.find((application) => isNamed(request, application));
  if (found === undefined || !context.visible(found.id)) throw notFound(keyOf(request));
  return found;
}

/** As `applicationOf`, for reading: one that was just deleted is still answered for a while (microsoft.md §5.6). */
export function readableApplicationOf(request: GraphRequest): Application {
  const { context } = request;
  const ghost = context.world.deletedApplications.find(
    (application) =>
      isNamed(request, application) &&
      context.clock.now().getTime() < Date.parse(application.deletedDateTime ?? '') + lagMs(context),
  );
  return ghost === undefined ? applicationOf(request) : { ...ghost, deletedDateTime: null };
}

function isNamed({ parameter }: GraphRequest, application: Application): boolean {
  const id = parameter('id') ?? parameter('appId');
  if (id === undefined) return application.uniqueName === parameter('uniqueName');
  return parameter('id') === undefined ? application.appId === id : application.id === id;
}

function keyOf({ parameter }: GraphRequest): string {
  return parameter('id') ?? parameter('appId') ?? parameter('uniqueName') ?? '';
}
