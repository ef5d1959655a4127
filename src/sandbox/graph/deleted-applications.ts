import type { Application } from '../world.ts';
import { showApplication } from './application-shape.ts';
import { answerList } from './collection.ts';
import { type GraphRequest, NO_CONTENT, type Operation } from './operation.ts';
import { READ_APPLICATIONS, WRITE_APPLICATIONS } from './permissions.ts';
import { notFound } from './refusal.ts';
import { replicateObject } from './replication.ts';
import { shown } from './shape.ts';

/** Deleted applications: Entra keeps them for 30 days and can bring them back (microsoft.md §5.7). */
export const DELETED_APPLICATION_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    paths: ['/directory/deletedItems/microsoft.graph.application'],
    access: READ_APPLICATIONS,
    answer: (request) =>
      answerList(request, {
        set: 'directory/deletedItems',
        type: 'application',
        directory: true,
        items: request.context.world.deletedApplications.map((application) =>
          showApplication(request.context, application),
        ),
      }),
  },
  {
    method: 'GET',
    paths: ['/directory/deletedItems/{id}'],
    access: READ_APPLICATIONS,
    answer: (request) => ({ status: 200, body: show(request, deletedApplicationOf(request)) }),
  },
  {
    method: 'POST',
    paths: ['/directory/deletedItems/{id}/restore'],
    access: WRITE_APPLICATIONS,
    answer: (request) => {
      const restored = { ...deletedApplicationOf(request), deletedDateTime: null };
      forget(request);
      request.context.world.applications.push(restored);
      replicateObject(request.context, restored.id);
      return { status: 200, body: show(request, restored) };
    },
  },
  {
    method: 'DELETE',
    paths: ['/directory/deletedItems/{id}'],
    access: WRITE_APPLICATIONS,
    answer: (request) => {
      deletedApplicationOf(request);
      forget(request);
      return NO_CONTENT;
    },
  },
];

function deletedApplicationOf({ context, parameter }: GraphRequest): Application {
  const id = parameter('id') ?? '';
  const found = context.world.deletedApplications.find((application) => application.id === id);
  if (found === undefined) throw notFound(id);
  return found;
}

function forget({ context, parameter }: GraphRequest): void {
  context.world.deletedApplications = context.world.deletedApplications.filter(
    (application) => application.id !== parameter('id'),
  );
}

function show(request: GraphRequest, application: Application): unknown {
  const entity = {
    '@odata.type': '#microsoft.graph.application',
    ...showApplication(request.context, application),
  };
  return shown(request, 'application', 'directoryObjects', entity);
}
