import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../src/sandbox/graph/filter.ts';
import { parseSearch } from '../../../src/sandbox/graph/search.ts';
import { type GraphBench, graphBench } from '../../support/sandbox/graph-calls.ts';

const EVENTUAL = { headers: { ConsistencyLevel: 'eventual' } };

describe('$filter', () => {
  const item = {
    displayName: "O'Brien's team",
    tags: ['one', 'two'],
    count: 3,
    status: { errorCode: 0 },
    configured: true,
    plans: [{ service: 'SCO' }],
  };

  it.each([
    ["displayName eq 'O''Brien''s team'", true],
    ["displayName eq 'o''brien''S TEAM'", true],
    ["displayName ne 'x' and count ge 3", true],
    ["displayName eq 'x' or configured eq true", true],
    ["not (displayName eq 'x') and startswith(displayName,'o''b')", true],
    ["tags/any(t:t eq 'two')", true],
    ["tags/any(t: t eq 'three')", false],
    ["plans/any(p:p/service eq 'SCO')", true],
    ['status/errorCode eq 0 and missing eq null', true],
    ["displayName in ('x','O''Brien''s team')", true],
  ])('given %s, then %s', (filter, passes) => {
    expect(parseFilter(filter)(item)).toBe(passes);
  });

  it.each([
    "displayName eq 'O'Brien'",
    'displayName eq',
    "displayName is 'x'",
    "eq 'x'",
    "a eq 'x' b",
    "a eq 'x",
  ])('given the broken filter %s, then it is refused', (filter) => {
    expect(() => parseFilter(filter)).toThrow('Invalid filter clause');
  });
});

describe('$search', () => {
  it.each([
    ['"displayName:mac us"', true],
    ['"displayName:users"', true],
    ['"displayName:sers"', false],
    ['"displayName:\\"mac\\""', true],
  ])('given %s, then %s', (search, passes) => {
    expect(parseSearch(search)({ displayName: 'Mac users' })).toBe(passes);
  });

  it('given no quotes, then it is refused', () => {
    expect(() => parseSearch('displayName:mac')).toThrow('search clause');
  });
});

describe('groups in the sandbox', () => {
  const groupId = (bench: GraphBench, name: string): string =>
    bench.context.world.groups.find((group) => group.displayName === name)?.id ?? '';

  it('given two groups of one name, when filtered by it, then both come', async () => {
    const { call } = await graphBench();

    expect((await call('GET', "/groups?$filter=displayName eq 'Contractors'")).body.value).toHaveLength(2);
  });

  it('given every hostile name, when filtered with doubled quotes and encoded, then exactly that group is found', async () => {
    const { call, context } = await graphBench();
    for (const { id, displayName } of context.world.groups.filter(
      (each) => each.displayName !== 'Contractors',
    )) {
      const filter = encodeURIComponent(`displayName eq '${displayName.replaceAll("'", "''")}'`);
      const found = await call('GET', `/groups?$filter=${filter}`);
      expect(found.body.value.map((each: { id: string }) => each.id)).toEqual([id]);
    }
  });

  it('given a search, when not eventual, then 400', async () => {
    const { call } = await graphBench();
    const path =
      '/groups?$search="displayName:mac"&$select=displayName&$orderby=displayName&$top=5&$count=true';

    expect((await call('GET', path)).status).toBe(400);
    expect((await call('GET', path, EVENTUAL)).body.value).toEqual([
      { displayName: 'Lab Macs' },
      { displayName: 'Mac users' },
      { displayName: 'Mac users Munich' },
    ]);
  });

  it('given nested members, when counted and paged, then each person comes once', async () => {
    const bench = await graphBench();
    const path = `/groups/${groupId(bench, 'Mac users')}/transitiveMembers/microsoft.graph.user`;

    expect((await bench.call('GET', `${path}/$count`)).status).toBe(400);
    const count = await bench.call('GET', `${path}/$count`, EVENTUAL);
    expect([count.body, count.headers.get('content-type')]).toEqual(['214', 'text/plain']);

    const ids = new Set<string>();
    let next: string | undefined = `${path}?$select=id&$count=true&$top=100`;
    let pages = 0;
    while (next !== undefined) {
      const { body } = await bench.call('GET', next, EVENTUAL);
      for (const member of body.value) ids.add(member.id);
      next = body['@odata.nextLink']?.replace('https://localhost:8442/v1.0', '');
      pages += 1;
    }
    expect([ids.size, pages]).toEqual([214, 3]);
  });

  it('given a device group, when its members are counted by kind, then 3 devices and no people', async () => {
    const bench = await graphBench();
    const members = `/groups/${groupId(bench, 'Lab Macs')}/transitiveMembers`;

    expect((await bench.call('GET', `${members}/microsoft.graph.device/$count`, EVENTUAL)).body).toBe('3');
    expect((await bench.call('GET', `${members}/microsoft.graph.user/$count`, EVENTUAL)).body).toBe('0');
  });

  it('given groups in a circle, when members are read, then it ends', async () => {
    const bench = await graphBench();
    const munich = bench.context.world.groups.find((group) => group.displayName === 'Mac users Munich');
    munich?.members.push({ kind: 'group', id: groupId(bench, 'Mac users') });

    const path = `/groups/${munich?.id}/transitiveMembers/microsoft.graph.user/$count`;
    expect((await bench.call('GET', path, EVENTUAL)).body).toBe('214');
  });
});
