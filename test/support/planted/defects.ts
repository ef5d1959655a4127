/** A defect on purpose, and the test that has to see it. */
export interface PlantedDefect {
  /** Below `test`: `faults/writes`. */
  readonly suite: string;
  /** Part of the name of the test; where there are several of that name, one has to see it. */
  readonly test: string;
  /** The defect, in the words of the report. */
  readonly what: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
}

const IN_PLACE = {
  what: 'the state is written in place',
  file: 'src/state/atomic-file.ts',
  from: '  const fresh = temporaryName(path, random);\n  try {',
  to: `  const inPlace = await open(path, 'w');
  await inPlace.writeFile(text);
  await inPlace.close();
  if (text !== '') return;
  const fresh = temporaryName(path, random);
  try {`,
} as const;

const SILENT_BEGINNING = {
  what: 'what cannot be read is taken for a beginning',
  file: 'src/state/read-state.ts',
  from: "  if (current.kind === 'corrupt') throw stateDamaged(files.current, current.reason);\n",
  to: '',
} as const;

const NO_LOCK = {
  what: 'a lock that another run holds is no obstacle',
  file: 'src/state/lock.ts',
  from: "    if (claim.kind === 'theirs') throw profileLocked(path, claim.owner, claim.judged);\n",
  to: "    if (claim.kind === 'theirs') return { release: async () => undefined };\n",
} as const;

const NO_LOOK_UP = {
  what: 'nobody looks whether a write whose answer was lost was carried out',
  file: 'src/engine/open-journal.ts',
  from: '    const found = await deed.find(intent.id);\n    if (found !== undefined) return settle(found, true, intent, deed, keeper);\n    // Looked up',
  to: '    // Looked up',
} as const;

const TELLTALE_HINT = {
  what: "the secret's hint is the whole secret",
  file: 'src/steps/conditional-access/secret/secret-changes.ts',
  from: 'return { keyId: added.keyId, hint: added.hint,',
  to: 'return { keyId: added.keyId, hint: added.secret.reveal(),',
} as const;

const WRONG_EXIT = {
  what: 'a bad input ends the run as anything else does',
  file: 'src/inputs/problem.ts',
  from: '    exit: 2,\n    what,',
  to: '    exit: 1,\n    what,',
} as const;

/** Each suite of `test/faults` and of `test/contract` has at least one. `npm run test:planted` sees them all. */
export const PLANTED: readonly PlantedDefect[] = [
  { suite: 'faults/state-syscalls', test: 'given every system call of save', ...IN_PLACE },
  { suite: 'faults/state-powerloss', test: 'the next save', ...IN_PLACE },
  { suite: 'faults/state-disk-full', test: 'given a tmpfs', ...IN_PLACE },
  { suite: 'faults/state-hostile', test: 'cut off at any byte', ...SILENT_BEGINNING },
  { suite: 'faults/state-hostile', test: 'any bytes at all', ...SILENT_BEGINNING },
  {
    suite: 'faults/state-hostile',
    test: 'any one byte is another one',
    what: 'the checksum is not looked at',
    file: 'src/state/state-file.ts',
    from: "kind: intact ? 'state' : 'edited'",
    to: "kind: intact || text !== '' ? 'state' : 'edited'",
  },
  {
    suite: 'faults/state-hostile',
    test: 'another user runs the program',
    what: "another user's file is read",
    file: 'src/state/trusted-file.ts',
    from: "      if (isForeign(stats, owner)) throw pathUnsafe(path, 'other-owner');\n      return {",
    to: '      return {',
  },
  {
    suite: 'faults/state-hostile',
    test: 'a link stands in the place',
    what: 'links are followed',
    file: 'src/state/trusted-file.ts',
    from: 'constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK',
    to: 'constants.O_RDONLY | constants.O_NONBLOCK',
  },
  { suite: 'faults/state-hostile', test: '100 processes count', ...NO_LOCK },
  {
    suite: 'faults/state-hostile',
    test: 'the clock was set back',
    what: 'the newer state is the one with the later time',
    file: 'src/state/open-state-store.ts',
    from: '  if (standing.serial > state.serial && !isOurOwn) {',
    to: '  if (standing.savedAt > state.savedAt && !isOurOwn) {',
  },
  { suite: 'faults/writes', test: 'given setup when answer lost', ...NO_LOOK_UP },
  { suite: 'faults/writes', test: 'given rotate-secret when 504 after it was done', ...NO_LOOK_UP },
  {
    suite: 'faults/writes',
    test: 'given setup when answer lost',
    what: 'a create is sent again without a look',
    file: 'src/http/retry.ts',
    from: '  if (idempotent) return true;',
    to: '  if (idempotent || transient) return true;',
  },
  {
    suite: 'faults/reads',
    test: 'given setup when 503 meets every request once',
    what: 'a read that failed is not repeated',
    file: 'src/http/retry.ts',
    from: '  if (!transient) return false;',
    to: '  if (!transient || idempotent) return false;',
  },
  {
    suite: 'faults/reads',
    test: 'given setup when what is new is not seen for a while',
    what: 'a second after a change is enough',
    file: 'src/engine/apply.ts',
    from: 'bePatient(session, { what, limitMs: session.replicationMs })',
    to: 'bePatient(session, { what, limitMs: 1_000 })',
  },
  { suite: 'faults/two-at-once', test: 'when both start on one profile', ...NO_LOCK },
  {
    suite: 'faults/two-at-once',
    test: 'an answer that comes after the deadline',
    what: 'secrets that are too many stay',
    file: 'src/steps/conditional-access/secret/client-secret.ts',
    from: 'filter((secret) => secret.keyId !== current?.keyId);',
    to: "filter((secret) => secret.keyId === '');",
  },
  { suite: 'faults/secrets', test: 'seen from outside', ...TELLTALE_HINT },
  { suite: 'faults/secrets', test: 'given a terminal', ...TELLTALE_HINT },
  {
    suite: 'faults/secrets',
    test: 'given a bundle',
    what: "the trace's paths are those of the requests, and headers go with them",
    file: 'src/http/door.ts',
    from: '      path: tracePath(request.url),\n',
    to: "      path: [tracePath(request.url), request.headers.get('authorization')?.split('').join(' ')].join(' '),\n",
  },
  {
    suite: 'faults/secrets',
    test: 'when --debug shows the crash',
    what: 'nothing is taken out of a stack',
    file: 'src/secrets/redactor.ts',
    from: '    redact: (text) => hide(text, traces.values()),',
    to: "    redact: (text) => (text === '' ? hide(text, traces.values()) : text),",
  },
  {
    suite: 'faults/hostile-outside',
    test: 'are called by',
    what: 'names are shown as they are',
    file: 'src/terminal/visible.ts',
    from: '  const safe = text.replace(UNSAFE, (character) => {',
    to: '  const safe = text.replace(/\\u0000{9}/u, (character) => {',
  },
  {
    suite: 'faults/hostile-outside',
    test: 'the next page is at another host',
    what: 'a page that was read is read again',
    file: 'src/microsoft/next-link.ts',
    from: '  if (visited.has(path)) return',
    // Not for ever: the suite has to come to its end.
    to: '  if (visited.has(path) && Math.random() < 0.001) return',
  },
  {
    suite: 'faults/hostile-outside',
    test: 'Intune says what nobody has heard of',
    what: 'only the states that are known can be read',
    file: 'src/microsoft/partners.ts',
    from: "const stateSchema = z.union([z.enum(STATES), z.string().transform(() => 'unrecognised' as const)]);",
    to: 'const stateSchema = z.enum(STATES).transform((state) => { if (!STATES.includes(state)) throw new RangeError(state); return state; }).catch((context) => { throw new RangeError(String(context.value)); });',
  },
  {
    suite: 'faults/hostile-outside',
    test: 'when it answers with',
    what: 'a body may be as large as it likes',
    file: 'src/http/bounded-body.ts',
    from: '    if (size > maxBytes) throw',
    to: '    if (size > maxBytes * 100) throw',
  },
  {
    suite: 'faults/hostile-outside',
    test: 'its certificate is expired',
    what: 'certificates are not verified',
    file: 'src/http/dispatchers.ts',
    from: '    secureContext,\n    signal: closing.signal,',
    to: '    secureContext,\n    rejectUnauthorized: false,\n    signal: closing.signal,',
  },
  {
    suite: 'faults/hostile-outside',
    test: 'numbers where texts belong',
    what: 'an answer of another form is thrown as the parser has it',
    file: 'src/microsoft/graph-answer.ts',
    from: '  const parsed = schema.safeParse(body);\n  if (parsed.success)',
    to: '  const parsed = { ...schema.safeParse(body), data: schema.parse(body) };\n  if (parsed.success)',
  },
  { suite: 'faults/bad-input', test: 'a flag has a value that it cannot have', ...WRONG_EXIT },
  { suite: 'faults/bad-input', test: 'a variable has a value that it cannot have', ...WRONG_EXIT },
  {
    suite: 'faults/bad-input',
    test: 'when it holds anything at all',
    what: 'what YAML cannot read is thrown as it comes',
    file: 'src/inputs/answers-file.ts',
    from: '  if (error !== undefined) {\n    const { line, col }',
    to: '  if (error !== undefined) {\n    throw error;\n    const { line, col }',
  },
  {
    suite: 'faults/large',
    test: 'when status looks at them',
    what: 'pages are small',
    file: 'src/jamf/jamf-client.ts',
    from: 'const PAGE_SIZE = 500;',
    to: 'const PAGE_SIZE = 100;',
  },
  {
    suite: 'faults/large',
    test: 'when doctor looks at them',
    what: 'every Mac is kept',
    file: 'src/jamf/jamf-client.ts',
    from: '      for (const result of results) yield',
    to: '      Reflect.set(globalThis, page, [results, answer]);\n      for (const result of results) yield',
  },
  {
    suite: 'faults/large',
    test: '8 hours are waited',
    what: 'every look is kept',
    file: 'src/steps/conditional-access/settings/wait-for-connection.ts',
    from: '    if (notYet === undefined) return;\n',
    to: '    if (notYet === undefined) return;\n    Reflect.set(globalThis, Math.random(), new Array(2_000).fill(left));\n',
  },
  {
    suite: 'contract/sandbox-graph',
    test: 'when everything is read',
    what: "the sandbox's groups have a number for a name",
    file: 'src/sandbox/graph/groups.ts',
    from: '    displayName: group.displayName,',
    to: '    displayName: group.displayName.length,',
  },
  {
    suite: 'contract/sandbox-jamf',
    test: 'when every operation is called',
    what: "the sandbox's Macs have a property that Jamf does not know",
    file: 'src/sandbox/jamf/computer-record.ts',
    from: "      platform: 'Mac',",
    to: "      platform: 'Mac',\n      colour: 'blue',",
  },
  {
    suite: 'contract/jamf-requests',
    test: 'setup reads can be read',
    what: 'only the first Mac of a page is read',
    file: 'src/jamf/jamf-client.ts',
    from: 'for (const result of results) yield',
    to: 'for (const result of results.slice(0, 1)) yield',
  },
  {
    suite: 'contract/whole-setup',
    test: 'when Graph is asked',
    what: 'groups are asked for with an option that Graph does not know',
    file: 'src/microsoft/groups.ts',
    from: '&$select=id,displayName,description`;\n  return collect(graph.pages(named,',
    to: '&$select=id,displayName,description&$colour=blue`;\n  return collect(graph.pages(named,',
  },
  {
    suite: 'contract/whole-setup',
    test: 'when Graph is asked',
    what: 'a request has a property that Graph does not know',
    file: 'src/microsoft/application-secrets.ts',
    from: '{ passwordCredential: request }',
    to: "{ passwordCredential: request, colour: 'blue' }",
  },
  {
    suite: 'contract/whole-setup',
    test: 'when Jamf Pro is asked',
    what: 'a request has a property that Jamf Pro does not know',
    file: 'src/jamf/api-client.ts',
    from: '{ ...body, authorizationScopes: [displayName],',
    to: "{ ...body, colour: 'blue', authorizationScopes: [displayName],",
  },
  {
    suite: 'contract/whole-setup',
    test: 'when every address in the source is read',
    what: 'groups are searched for with an option that Graph does not know',
    file: 'src/microsoft/groups.ts',
    from: '/groups?$search=',
    to: '/groups?$colour=blue&$search=',
  },
];
