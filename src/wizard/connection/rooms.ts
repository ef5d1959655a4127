import type { Host } from '../../host.ts';

/** What a connection needs besides: both SDKs with it. */
export type Rooms = Awaited<ReturnType<typeof loadRooms>>;

/** By then the first question stands on the screen, if there is one. */
const FIRST_QUESTION_MS = 100;

/**
 * The SDKs load while the person reads the first question: sooner, it would come later; later, they would be waited for.
 * @returns begins at once where it has not begun
 */
export function roomsWhileAsking({ ticker }: Pick<Host, 'ticker'>): () => Promise<Rooms> {
  let loading: Promise<Rooms> | undefined;
  // A ticker keeps no process alive: a run that ends before that loads nothing.
  const stop = ticker(FIRST_QUESTION_MS, () => {
    // Whatever goes wrong is told to whoever needs them.
    load().catch(() => undefined);
  });
  function load(): Promise<Rooms> {
    stop();
    loading ??= loadRooms();
    return loading;
  }
  return load;
}

async function loadRooms() {
  const [session, steps, http] = await Promise.all([
    import('../sign-in/open-session.ts'),
    import('../../steps/conditional-access.ts'),
    import('../../http/open-way-out.ts'),
  ]);
  return { ...session, ...steps, ...http };
}
