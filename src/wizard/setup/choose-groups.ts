import { Failure } from '../../errors/failure.ts';
import type { GroupChoice } from '../../inputs/wanted.ts';
import type { Graph } from '../../microsoft/graph.ts';
import { findGroup, findGroupsNamed, listGroups, searchGroups } from '../../microsoft/groups.ts';
import type { Prompter } from '../../terminal/prompts/prompter.ts';
import { visible } from '../../terminal/visible.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** As many groups as a list on a screen can hold; who has more types more letters. */
const SHOWN_AT_ONCE = 15;

type Found = { readonly group: GroupChoice } | { readonly problem: string; readonly fix: string };

/**
 * Finds the groups that were named, all at the same time.
 * @throws Failure JI-P520 with every group that does not exist or is ambiguous
 */
export async function findGroups(
  graph: Graph,
  names: readonly string[],
  field: string,
): Promise<readonly GroupChoice[]> {
  const found = await Promise.all(names.map((name) => findOne(graph, name)));
  const problems = found.flatMap((one) => ('problem' in one ? [one] : []));
  if (problems.length === 0) return found.flatMap((one) => ('group' in one ? [one.group] : []));
  throw new Failure({
    code: 'JI-P520',
    exit: 2,
    what: problems.length === 1 ? 'A group was not found' : `${problems.length} groups were not found`,
    why: problems.map(({ problem }) => problem).join('\n'),
    fix: problems.map(({ fix }) => fix),
    field,
  });
}

async function findOne(graph: Graph, name: string): Promise<Found> {
  if (GUID.test(name)) {
    const group = await findGroup(graph, name);
    if (group !== undefined) return { group: choice(group) };
    return {
      problem: `no group has the ID ${name}`,
      fix: 'Entra admin centre > Groups: copy the Object ID of the group',
    };
  }
  const named = await findGroupsNamed(graph, name);
  const [first, second] = named;
  if (first === undefined) {
    return {
      problem: `no group is named "${visible(name)}"`,
      fix: 'Check the spelling, or give the ID of the group',
    };
  }
  if (second === undefined) return { group: choice(first) };
  const ids = named.map(({ id }) => id).join(', ');
  return {
    problem: `${named.length} groups are named "${visible(name)}": ${ids}`,
    fix: 'Give the ID of the one you mean',
  };
}

/** Lets the person look for groups by name, on the server: a tenant may have 100,000. Begins with the first few. */
export async function pickGroups(
  graph: Graph,
  prompter: Prompter,
  question: string,
  atLeast: number,
): Promise<readonly GroupChoice[]> {
  const source = async (text: string) => {
    const groups = await (text.trim() === ''
      ? listGroups(graph, SHOWN_AT_ONCE)
      : searchGroups(graph, text, SHOWN_AT_ONCE));
    return groups.map(({ id, displayName }) => ({ value: id, name: displayName, hint: id }));
  };
  const picked = await prompter.multi(question, source, atLeast);
  return picked.map(({ value, name }) => ({ id: value, displayName: name }));
}

function choice({
  id,
  displayName,
}: {
  readonly id: string;
  readonly displayName: string | null;
}): GroupChoice {
  return { id, displayName: displayName ?? id };
}
