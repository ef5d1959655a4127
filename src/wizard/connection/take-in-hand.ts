import { announcedPerson } from '../../engine/announced-person.ts';
import { announcedWaits } from '../../engine/announced-waits.ts';
import { keepState } from '../../engine/state-keeper.ts';
import { openWayOut } from '../../http/open-way-out.ts';
import { type Clipboard, openClipboard } from '../../secrets/clipboard.ts';
import { clipboardTools } from '../../secrets/clipboard-tools.ts';
import { openSecretStore } from '../../secrets/open-secret-store.ts';
import { CONDITIONAL_ACCESS } from '../../steps/conditional-access.ts';
import type { Progress } from '../run/progress.ts';
import type { Run } from '../run/run.ts';
import { openSession, signInToBoth } from '../sign-in/open-session.ts';
import { cloudOf, signInOfRun } from '../sign-in/sign-in-of-run.ts';
import { wayOutOfRun } from '../sign-in/way-out-of-run.ts';
import { begunAnew, tellOfDisconnection } from './after-disconnect.ts';
import { fitsTenant } from './fit-profile.ts';
import { headerOf } from './header-of.ts';
import { personFor } from './person-for.ts';
import { stateForRun } from './state-for-run.ts';
import { tellOfIntents } from './tell-of-state.ts';
import type { Beginning, Connection, ConnectionWish } from './with-connection.ts';

/** How long Entra's new objects may stay invisible before they count as missing (microsoft.md §5.6). */
const REPLICATION_MS = 45_000;

/** Signs in on both sides and gives the connection to `wish.act`; signs out and closes behind it, whatever happens. */
export async function signInAndAct<Outcome>(
  run: Run,
  beginning: Beginning & Pick<Connection, 'inputs'>,
  progress: Progress,
  wish: ConnectionWish<Outcome>,
): Promise<Outcome> {
  const { host, emit } = run;
  const { store, ground, earlier, inputs } = beginning;
  const places = { ...host, folder: store.folder, profile: inputs.profile };
  const secrets = openSecretStore(inputs.secretStore, places);
  // A store that fails only after the secret was made would lose it (reliability.md §9.3).
  if (wish.changes) await secrets.probe();

  const wayOut = await openWayOut(wayOutOfRun(run, inputs.ca, ground));
  progress.counts = wayOut.counts;
  const cloud = cloudOf(inputs, ground);
  progress.cloud = cloud;
  try {
    emit({ type: 'busy', what: 'signing in' });
    const signedIn = await signInToBoth(
      inputs,
      signInOfRun(run, { cloud, wayOut, ground, folder: store.folder, profile: inputs.profile }),
      wish.signInFor,
    );
    const clipboard = openClipboard({ ...host, tools: clipboardTools(host.platform, host.env) });
    try {
      fitsTenant(earlier, inputs, signedIn.microsoft.identity, signedIn.organization);
      const parts = { ...beginning, signedIn, secrets, clipboard };
      const connection = await takeInHand(run, parts, progress, wish);
      return await wish.act(connection);
    } finally {
      await clipboard.close();
      await signedIn.jamf.signOut();
    }
  } finally {
    await wayOut.close();
  }
}

async function takeInHand<Outcome>(
  run: Run,
  parts: Beginning & Pick<Connection, 'inputs' | 'signedIn' | 'secrets'> & { readonly clipboard: Clipboard },
  progress: Progress,
  wish: ConnectionWish<Outcome>,
): Promise<Connection> {
  const { host, emit } = run;
  const { inputs, signedIn, secrets, clipboard, earlier, ground, store } = parts;
  const header = await headerOf(wish.title, inputs, signedIn);
  progress.header = header;
  emit({ type: 'header', header });
  const wanted = await wish.decide(run, inputs, signedIn, earlier);
  progress.wanted = wanted;
  const begun = wish.command === 'setup' ? begunAnew(earlier) : earlier;
  const keeper = keepState(store, stateForRun(begun, wanted, host));
  const person = personFor(run, { inputs, ground, place: secrets.place, progress, clipboard });
  const session = openSession(signedIn, {
    host,
    wanted,
    known: keeper.state,
    secrets,
    person: announcedPerson(person, 'jamf-settings', emit, host.clock),
    tellOfWait: announcedWaits(emit, host.clock),
    replicationMs: ground?.replicationMs ?? REPLICATION_MS,
    ...(ground !== undefined && { lookEveryMs: ground.lookEveryMs }),
  });
  if (wish.command === 'setup') tellOfDisconnection(earlier, emit);
  tellOfIntents(earlier, emit);
  return { ...parts, header, wanted, keeper, session, steps: CONDITIONAL_ACCESS };
}
