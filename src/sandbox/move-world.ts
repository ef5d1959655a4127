import type { SandboxPorts, World } from './world.ts';

/**
 * The world at other ports. Jamf Pro's address stands in the redirect URI of applications and in their unique names
 * (`jamf-intune-localhost-8443`), so that a move rewrites every text in which an old port is named.
 */
export function moveWorld(world: World, ports: SandboxPorts): World {
  const moved = new Map(
    [
      [world.ports.entra, ports.entra],
      [world.ports.graph, ports.graph],
      [world.ports.intune, ports.intune],
      [world.ports.jamf, ports.jamf],
    ].map(([from, to]) => [String(from), String(to)]),
  );
  // One pass over each text: the new port of one service may be the old one of another.
  const rewrite = (text: string) =>
    text.replace(/\blocalhost([:-])(\d+)\b/g, (whole, mark: string, port: string) =>
      moved.has(port) ? `localhost${mark}${moved.get(port)}` : whole,
    );
  const text = JSON.stringify(world, (_key, value: unknown) =>
    typeof value === 'string' ? rewrite(value) : value,
  );
  const copy: World = JSON.parse(text);
  return { ...copy, ports };
}
