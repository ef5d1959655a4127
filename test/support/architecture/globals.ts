import type { SourceFile } from './source.ts';

/** A use of something that belongs to the edge of the program: `Date.now`, `process`, `setTimeout`, … */
export interface GlobalUse {
  readonly name: string;
  readonly line: number;
}

const BARE = new Set(['process', 'console', 'fetch', 'setTimeout', 'setInterval', 'setImmediate']);
const MEMBERS = new Set(['Date.now', 'Math.random']);
const MODULES = new Set(['node:process', 'node:console', 'node:timers', 'node:timers/promises']);

/**
 * Finds what a file takes from the process instead of being handed it. A name that the file itself declares (a
 * parameter called `fetch`) is not the global one.
 */
export function edgeUses(file: SourceFile): readonly GlobalUse[] {
  const uses: GlobalUse[] = [];
  const declared = new Set<string>();
  const add = (name: string, node: Node) => uses.push({ name, line: lineOf(file.text, node.start) });

  for (const { to, kind } of file.imports) {
    if (MODULES.has(to) && kind !== 'type') add(to, { start: 0, type: 'ImportDeclaration' });
  }
  walk(file.program, undefined, '', (node, parent, key) => {
    if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && isEmpty(node.arguments)) {
      add('new Date()', node);
    }
    if (node.type === 'MemberExpression') {
      const member = `${nameOf(node.object)}.${nameOf(node.property)}`;
      if (MEMBERS.has(member)) add(member, node);
      if (nameOf(node.object) === 'globalThis') add(member, node);
    }
    for (const name of destructured(node)) declared.add(name);
    if (node.type !== 'Identifier') return;
    const name = nameOf(node) ?? '';
    if (!BARE.has(name)) return;
    if (isDeclaration(parent, key)) declared.add(name);
    else if (!isMereName(parent, key)) add(name, node);
  });
  return uses.filter(({ name }) => !declared.has(name));
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

type Visit = (node: Node, parent: Node | undefined, key: string) => void;

function walk(value: unknown, parent: Node | undefined, key: string, visit: Visit): void {
  if (Array.isArray(value)) {
    for (const one of value) walk(one, parent, key, visit);
  } else if (isNode(value)) {
    visit(value, parent, key);
    for (const [name, child] of Object.entries(value)) walk(child, value, name, visit);
  }
}

function nameOf(value: unknown): string | undefined {
  return isNode(value) && value.type === 'Identifier' ? String(value.name) : undefined;
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** The names that `{ fetch, clock: { now } }` on the left of something declares, this level of it. */
function destructured(node: Node): readonly string[] {
  if (node.type !== 'ObjectPattern' || !Array.isArray(node.properties)) return [];
  return node.properties.flatMap((property: unknown) => {
    const value = isNode(property) ? property.value : undefined;
    return nameOf(isNode(value) && value.type === 'AssignmentPattern' ? value.left : value) ?? [];
  });
}

/** A parameter, a variable or an import. */
function isDeclaration(parent: Node | undefined, key: string): boolean {
  switch (parent?.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return key === 'params' || key === 'id';
    case 'VariableDeclarator':
      return key === 'id';
    case 'ImportSpecifier':
      return true;
    default:
      return false;
  }
}

/** A key, a property, a type: the letters, and not the thing. */
function isMereName(parent: Node | undefined, key: string): boolean {
  if (parent === undefined) return false;
  if (parent.type.startsWith('TS')) return true;
  if (parent.type === 'MemberExpression') return key === 'property' && parent.computed !== true;
  return key === 'key' && parent.computed !== true;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
