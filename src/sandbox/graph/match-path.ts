import type { GraphVersion, Operation } from './operation.ts';

export interface Match {
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Finds the operations whose path fits, whatever their method: none means that Graph knows no such resource, some of
 * other methods that it does not take this one.
 *
 * @param path below the version, still percent-encoded
 */
export function matchPath(operations: readonly Operation[], version: GraphVersion, path: string): Match[] {
  const segments = path.split('/').map(decoded);
  return operations
    .filter((operation) => (operation.version ?? 'v1.0') === version)
    .flatMap((operation) => {
      for (const template of operation.paths) {
        const parameters = matchTemplate(template, segments);
        if (parameters !== undefined) return [{ operation, parameters }];
      }
      return [];
    });
}

function matchTemplate(template: string, segments: readonly string[]): Record<string, string> | undefined {
  const wanted = template.split('/');
  if (wanted.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const found = matchSegment(segment, segments[index] ?? '');
    if (found === undefined) return undefined;
    Object.assign(parameters, found);
  }
  return parameters;
}

/** `applications(appId='{appId}')` takes a quoted key with its quotes doubled; `{id}` takes what has no parenthesis. */
function matchSegment(wanted: string, segment: string): Record<string, string> | undefined {
  const key = /^(.*?)\{(\w+)\}(.*)$/.exec(wanted);
  if (key === null) return wanted === segment ? {} : undefined;
  const [, before = '', name = '', after = ''] = key;
  if (!segment.startsWith(before) || !segment.endsWith(after)) return undefined;
  const value = segment.slice(before.length, segment.length - after.length);
  if (before === '') return /^[^()$]+$/.test(value) ? { [name]: value } : undefined;
  return /^(?:[^']|'')+$/.test(value) ? { [name]: value.replaceAll("''", "'") } : undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
