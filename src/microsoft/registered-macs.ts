import { z } from 'zod';
import type { Graph } from './graph.ts';
import { instantOrNever, text, textOrNull } from './graph-shapes.ts';
import { path } from './path.ts';

const registeredMacSchema = z.object({
  deviceId: z.string().transform((id) => id.toLowerCase()),
  displayName: text,
  isCompliant: z.boolean().nullish(),
  operatingSystemVersion: textOrNull,
  registrationDateTime: instantOrNever,
  /** To about two weeks: Entra writes it no oftener. */
  approximateLastSignInDateTime: instantOrNever,
});

/** A Mac as Entra knows it. `isCompliant` is null until a partner or Intune has told it. */
export type RegisteredMac = Readonly<z.infer<typeof registeredMacSchema>>;

/**
 * All Macs registered in Entra, page by page. What `operatingSystem` says of them varies (`MacMDM`, `macOS`,
 * `Mac OS X`), so only its beginning is asked for. Needs Device.Read.All.
 */
export function pagesOfRegisteredMacs(graph: Graph): AsyncIterable<RegisteredMac> {
  const macs = path`/devices?$filter=startswith(operatingSystem,'Mac')&$select=deviceId,displayName,isCompliant,operatingSystemVersion,registrationDateTime,approximateLastSignInDateTime&$top=999`;
  return graph.pages(macs, registeredMacSchema);
}
