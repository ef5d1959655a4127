import type { Import, SourceFile } from './source.ts';
import { roomOf } from './source.ts';

/** What one room may import. */
export interface Room {
  /** Rooms that it may use when the program runs. */
  readonly uses: readonly string[];
  /** Rooms of which it may know types besides: they are gone when the program runs. */
  readonly knows: readonly string[];
}

/** Rooms that everybody may use: they use nobody. */
export const LEAVES: readonly string[] = ['ports', 'errors', 'findings'];
/** Files of other rooms that everybody may use, because they too use nobody. */
export const LEAF_FILES: readonly string[] = ['src/terminal/visible.ts', 'src/secrets/secret.ts'];

/**
 * Who may import whom. Dependencies point one way: cli → wizard → engine → checks, steps → microsoft, jamf, network →
 * http; what a room needs of the process, the screen and the disk is handed in.
 */
export const ROOMS: Readonly<Record<string, Room>> = {
  'main.ts': { uses: ['cli', 'inputs', 'secrets', 'terminal'], knows: ['host.ts'] },
  'host.ts': { uses: [], knows: ['terminal'] },
  cli: { uses: ['wizard', 'inputs', 'terminal'], knows: ['host.ts'] },
  wizard: {
    uses: [
      'engine',
      'checks',
      'steps',
      'report',
      'microsoft',
      'jamf',
      'network',
      'http',
      'inputs',
      'state',
      'secrets',
      'terminal',
      'sandbox',
    ],
    knows: ['host.ts'],
  },
  report: { uses: ['engine', 'terminal'], knows: ['network', 'steps', 'http'] },
  // The engine translates the errors of the rooms below into failures; it asks them for nothing.
  engine: { uses: ['checks', 'steps', 'jamf', 'http'], knows: ['inputs', 'state', 'network'] },
  checks: {
    uses: ['steps', 'microsoft', 'jamf', 'network', 'http', 'inputs'],
    knows: ['engine', 'state', 'secrets'],
  },
  steps: { uses: ['microsoft', 'jamf', 'inputs'], knows: ['state', 'secrets', 'http'] },
  microsoft: { uses: ['http'], knows: ['secrets'] },
  jamf: { uses: ['http'], knows: [] },
  network: { uses: ['http', 'microsoft'], knows: ['jamf'] },
  http: { uses: [], knows: [] },
  // A secret kept in a file is written as carefully as the state.
  secrets: { uses: ['state'], knows: [] },
  state: { uses: [], knows: [] },
  inputs: { uses: [], knows: ['microsoft', 'secrets'] },
  // Renderers turn the engine's events into words; they call nothing of it.
  terminal: { uses: [], knows: ['engine', 'steps'] },
  // The sandbox speaks of the same clouds and identifiers, and its administrator acts as the person of a guide.
  sandbox: { uses: ['microsoft'], knows: ['steps'] },
  // A finding is reported with what the book says of its code.
  findings: { uses: [], knows: ['steps'] },
  errors: { uses: [], knows: ['findings'] },
  ports: { uses: [], knows: [] },
};

/** The places that start the sandbox; nobody else may know that there is one. */
const STARTS_THE_SANDBOX: readonly string[] = [
  'src/wizard/sandbox/ground.ts',
  'src/wizard/sandbox/internet.ts',
  'src/wizard/sandbox/sandbox.ts',
];

/** Every import that the table does not allow, as sentences. */
export function forbiddenImports(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    file.imports.flatMap((one) => {
      const why = objection(file.path, one);
      return why === undefined ? [] : [`${file.path} imports ${one.to}: ${why}`];
    }),
  );
}

function objection(from: string, { to, kind }: Import): string | undefined {
  if (!to.startsWith('src/')) return undefined;
  const [room, other] = [roomOf(from), roomOf(to)];
  const rules = ROOMS[room];
  if (rules === undefined) return `the table has no room ${room}`;
  if (room === other) return undefined;
  if (other === 'sandbox' && !STARTS_THE_SANDBOX.includes(from))
    return 'only those that start the sandbox may';
  if (LEAF_FILES.includes(to)) return undefined;
  if (rules.uses.includes(other)) return undefined;
  if (LEAVES.includes(other) && !LEAVES.includes(room)) return undefined;
  if (kind === 'type' && (rules.knows.includes(other) || other === 'ports')) return undefined;
  return rules.knows.includes(other)
    ? `${room} may know only types of ${other}`
    : `${room} may not use ${other}`;
}

/**
 * Files that reach themselves by what is loaded with them: which of them runs first is then luck.
 * @returns each ring once, as the way round
 */
export function importRings(files: readonly SourceFile[]): readonly string[] {
  const next = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter(({ kind, to }) => kind === 'static' && to.startsWith('src/')).map(({ to }) => to),
    ]),
  );
  const rings = new Set<string>();
  const finished = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) rings.add([...way.slice(at), path].join(' → '));
    if (at >= 0 || finished.has(path)) return;
    for (const one of next.get(path) ?? []) visit(one, [...way, path]);
    finished.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  return [...rings];
}
