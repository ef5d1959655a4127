import { ServiceError } from '../../../errors/service-error.ts';
import { awaitVisible } from '../../../microsoft/replication.ts';
import type { ServicePrincipal } from '../../../microsoft/service-principals.ts';
import type { ApplicationProbe } from '../../../microsoft/sign-in/identity.ts';
import type { Session } from '../../session.ts';
import { secretLabel } from '../secret/secret-label.ts';
import { readApplication, readIntuneApi } from '../shared-reads.ts';

/**
 * Answers with which Entra refuses an application for a while although all is right: the application, its service
 * principal or its secret is not replicated yet (microsoft.md §5.6).
 */
const NOT_YET: ReadonlySet<string> = new Set(['AADSTS7000215', 'AADSTS700016', 'AADSTS7000229']);

/** Pause before a refusal is looked at once more. */
const ANOTHER_LOOK_MS = 2_000;

/**
 * Signs in as the connection's own application, when the text of its secret is at hand.
 * @returns undefined when there is no secret, its text is not on this computer, or nobody is to sign in at all
 */
export async function probeOwnApplication(session: Session): Promise<ApplicationProbe | undefined> {
  const { resources, intents } = session.known();
  const { secret, rotation } = resources;
  // During a rotation a sign-in of ours would look like Jamf Pro's, and be taken for the proof of it (microsoft.md §6).
  if (secret === undefined || rotation !== undefined) return undefined;
  const madeAt = intents.find(({ id }) => secretLabel(id) === secret.label)?.at;
  const isNew =
    secret.deliveredAt === undefined &&
    madeAt !== undefined &&
    session.clock.now().getTime() - Date.parse(madeAt) < session.replicationMs;
  // Wanted next, and nothing of it depends on the list of secrets; whoever needs it is told what goes wrong.
  readIntuneApi(session).catch(() => undefined);
  // One that is no news to Entra and is not listed was removed by somebody.
  if (!isNew && !(await isListed(session, secret.keyId))) return undefined;
  return probeWithSecret(session, secret.keyId);
}

async function isListed(session: Session, keyId: string): Promise<boolean> {
  const application = await readApplication(session);
  return application?.secrets.some((secret) => secret.keyId === keyId) === true;
}

/** As above, with any of the application's secrets. */
export async function probeWithSecret(
  session: Session,
  keyId: string,
): Promise<ApplicationProbe | undefined> {
  const { application } = session.known().resources;
  if (session.purpose === 'glance' || application === undefined) return undefined;
  const [text, api] = await Promise.all([
    session.once(`secret:${keyId}`, () => session.secrets.get(keyId)),
    readIntuneApi(session),
  ]);
  if (text === undefined || api === undefined) return undefined;
  const probe = session.probeAs({
    tenantId: session.wanted.tenant.id,
    appId: application.appId,
    secret: text,
    intuneResource: intuneResource(session.cloud.name, api),
  });
  return {
    intuneToken: () =>
      session.once(`intune-token:${keyId}`, () => patiently(session, () => probe.intuneToken())),
    discovery: () =>
      session.once(`discovery:${keyId}`, async () => {
        const look = () => patiently(session, () => probe.discovery());
        if ((await look()) === 'allowed') return 'allowed';
        // A grant reaches Graph's nodes one after the other: only two refusals in a row call for another permission.
        await session.clock.sleep(session.lookEveryMs ?? ANOTHER_LOOK_MS, session.signal);
        return look();
      }),
  };
}

/** The Intune API's name in this cloud; one application id serves several clouds (microsoft.md §2). */
function intuneResource(
  cloud: Session['cloud']['name'],
  api: Pick<ServicePrincipal, 'appId' | 'servicePrincipalNames'>,
): string {
  const published = api.servicePrincipalNames.filter((name) =>
    /^https:\/\/api\.manage\.microsoft\w*\./.test(name),
  );
  const government = published.find((name) => name.startsWith('https://api.manage.microsoft.us'));
  const inCloud =
    cloud === 'usgov' || cloud === 'usgov-dod' ? government : published.find((name) => name !== government);
  return inCloud ?? api.appId;
}

/** Tries again while Entra has not seen the new objects yet; what it still says at the end is thrown. */
async function patiently<T>(session: Session, attempt: () => Promise<T>): Promise<T> {
  let refusal: ServiceError | undefined;
  const answer = await awaitVisible(
    session,
    async () => {
      try {
        return { value: await attempt() };
      } catch (error) {
        if (!(error instanceof ServiceError) || !NOT_YET.has(error.code ?? '')) throw error;
        refusal = error;
        return undefined;
      }
    },
    { what: 'the new secret to be accepted', limitMs: session.replicationMs },
  ).catch((error: unknown) => {
    throw refusal ?? error;
  });
  return answer.value;
}
