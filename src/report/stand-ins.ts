export type StandInKind = 'person' | 'device' | 'serial';

/** Names the caller knows from what was read; what cannot be told from a text by its form. */
export interface KnownNames {
  readonly people?: readonly string[];
  readonly devices?: readonly string[];
  readonly serials?: readonly string[];
}

export interface StandIns {
  /** The text with everybody and every device replaced; the same name is the same stand-in everywhere. */
  replace(text: string): string;
  /** How many of each kind were replaced. */
  readonly counts: Readonly<Record<StandInKind, number>>;
}

/** Addresses and user principal names, plain or as a URL carries them, guests (`#EXT#`) too. Bounded, so that it ends. */
const ADDRESS =
  /[\p{L}\p{N}][\p{L}\p{N}._%+'!#^~&-]{0,127}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/giu;
/** `Ada Lovelace <ada@contoso.com>` and `Ada Lovelace (ada@contoso.com)`: the name goes with the address. */
const NAMED_ADDRESS = new RegExp(
  `(\\p{Lu}[\\p{L}'’.-]*(?: \\p{L}[\\p{L}'’.-]*){0,3}) [<(](${ADDRESS.source})[>)]`,
  'gu',
);
/** `Ada's MacBook Pro`, `MacBook von Ada`, `ADA-MBP13`: how a Mac is called where nobody renamed it. */
const DEVICE =
  /(?:\p{Lu}[\p{L}.-]* ){0,3}[\p{L}\p{N}-]+[’']s? (?:MacBook|iMac|Mac)(?: (?:Pro|Air|mini|Studio))?(?: \(\d+\))?|(?:MacBook|iMac|Mac)(?: (?:Pro|Air|mini|Studio))? (?:von|de|di|of|van) \p{L}+|\b[\p{L}\p{N}-]{1,40}-(?:MBP|MBA|MacBook(?:Pro|Air)?|iMac|Mac)\d*\b/gu;
/** Apple's serial numbers: 10 to 12 capitals and digits, with both among them; not Entra's codes, nor part of an id. */
const SERIAL = /(?<![-\w])(?!AADSTS)(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{10,12}(?![-\w])/gu;
/** A home folder carries its owner's name; only there, because accounts are called `admin` and `jamf` too. */
const HOME = /(?<=(?:\/Users\/|\/home\/|\\Users\\))[^/\\\s"']+/gu;

/** Accounts and Macs that are called like this name nobody, and a report without these words says nothing. */
const ORDINARY = new Set(
  'admin administrator root user local jamf apple microsoft intune mac macs macbook imac'.split(' '),
);

/**
 * Stable stand-ins for people, devices and serial numbers: `person-1`, `device-2`, numbered as they first appear.
 * Pure: the same documents give the same stand-ins.
 *
 * @param documents everything that is going to be replaced in: a name that stands beside its address in one is known in all
 */
export function standIns(
  documents: readonly unknown[],
  { people = [], devices = [], serials = [] }: KnownNames = {},
): StandIns {
  const texts = documents.flatMap(textsOf);
  const names = new Map<string, string>();
  const counts = { person: 0, device: 0, serial: 0 };

  function standInFor(kind: StandInKind, name: string): string {
    const key = keyOf(name);
    const given = names.get(key);
    if (given !== undefined) return given;
    counts[kind] += 1;
    const standIn = `${kind}-${counts[kind]}`;
    names.set(key, standIn);
    return standIn;
  }

  for (const text of texts) {
    for (const [, name = '', address = ''] of text.matchAll(NAMED_ADDRESS)) {
      names.set(keyOf(name), standInFor('person', address));
    }
  }
  for (const text of texts) {
    for (const [device] of text.matchAll(DEVICE)) standInFor('device', device);
    for (const [address] of text.matchAll(ADDRESS)) standInFor('person', address);
    for (const [serial] of text.matchAll(SERIAL)) standInFor('serial', serial);
  }
  const known = [
    ...people.map((name) => ['person', name] as const),
    ...devices.map((name) => ['device', name] as const),
    ...serials.map((name) => ['serial', name] as const),
  ];
  for (const [kind, name] of known) {
    if (!ORDINARY.has(keyOf(name))) standInFor(kind, name);
  }
  names.delete('');
  const everyName = patternOf([...names.keys()]);
  for (const text of texts) {
    for (const [owner] of text.matchAll(HOME)) standInFor('person', owner);
  }
  const standInOf = (name: string): string => names.get(keyOf(name)) ?? 'redacted';

  return {
    counts,
    replace(text) {
      const homeless = text.replace(HOME, standInOf);
      return everyName === undefined ? homeless : homeless.replace(everyName, standInOf);
    },
  };
}

/** Words of our own, which stay though somebody should be called like them. */
const OWN_WORDS = new Set(
  'schema status connection room outcome severity certainty owner from verdict how stage required'.split(' '),
);

/** A copy of a document with every text in it replaced. Keys are ours, or states of a Mac. */
export function replaceIn(document: unknown, replace: (text: string) => string): unknown {
  if (typeof document === 'string') return replace(document);
  if (Array.isArray(document)) return document.map((one) => replaceIn(one, replace));
  if (typeof document !== 'object' || document === null) return document;
  return Object.fromEntries(
    Object.entries(document).map(([key, value]) => [
      key,
      OWN_WORDS.has(key) ? value : replaceIn(value, replace),
    ]),
  );
}

function textsOf(document: unknown): string[] {
  if (typeof document === 'string') return [document];
  if (typeof document !== 'object' || document === null) return [];
  return Object.values(document).flatMap(textsOf);
}

/** Upper and lower case, and `%40` for `@`, are the same name. */
function keyOf(name: string): string {
  return name.replaceAll(/%40/gu, '@').replaceAll(/%23/gu, '#').toLowerCase();
}

/** Longest names first, so that no name is replaced inside a longer one; never inside a longer word. */
function patternOf(names: readonly string[]): RegExp | undefined {
  if (names.length === 0) return undefined;
  const sorted = [...names].sort((one, other) => other.length - one.length);
  const any = sorted.map(quoted).join('|');
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, 'giu');
}

function quoted(name: string): string {
  return name
    .replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')
    .replaceAll('@', '(?:@|%40)')
    .replaceAll('#', '(?:#|%23)');
}
