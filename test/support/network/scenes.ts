import { CONTROL } from '../../../src/network/apple-service-endpoints.ts';
import { ENDPOINTS, type Row } from '../../../src/network/catalogue.ts';
import type { Endpoint } from '../../../src/network/endpoint.ts';
import type { BlockedHow, Verdict } from '../../../src/network/probe-result.ts';
import type { Pki } from './certificates.ts';
import type { Ground } from './ground.ts';
import { control, courier, nameFilter, plainWebsite, pushService, silence, website } from './servers.ts';

/** One of the twenty reference cases of network.md §8. */
export interface Scene {
  readonly case: number;
  readonly situation: string;
  readonly expected: Verdict | `blocked/${BlockedHow}`;
  readonly row: Row;
  /** A part of the sentence that tells what was seen. */
  readonly says: string;
}

/** The endpoint of the catalogue, at a host of its own so that all scenes can be on the same stage. */
export function endpointAt(id: string, host: string): Endpoint {
  const found = ENDPOINTS.find((endpoint) => endpoint.id === id);
  if (found === undefined) throw new Error(`the catalogue has no ${id}`);
  return { ...found, id: `${id} at ${host}`, host };
}

const PUSH = 'apple.api.push.443';
const COURIER = 'apple.courier.7.5223';
const INTUNE = 'microsoft.manage';
const COURIERS_NAME = ['courier.push.apple.com'];

/** Sets the twenty scenes up, with a healthy control before them. */
export async function setUpScenes(ground: Ground, pki: Pki): Promise<readonly Scene[]> {
  const scenes: Scene[] = [];
  const scene = (
    number: number,
    situation: string,
    id: string,
    expected: Scene['expected'],
    says: string,
    settled?: Row['settled'],
  ): Endpoint => {
    const endpoint = endpointAt(id, `case${number}.test`);
    scenes.push({ case: number, situation, expected, says, row: { endpoint, settled } });
    return endpoint;
  };
  const { publicApple, publicMicrosoft, appleOwn, corporate, selfSigned } = pki;

  await ground.serve(CONTROL.host, CONTROL.port, control());

  const push = scene(1, 'api.push 443 healthy', PUSH, 'reachable', 'proved by its answer');
  await ground.serve(push.host, 443, pushService(await publicApple.issue([push.host])));
  const other = scene(2, 'api.push 2197 healthy', 'apple.api.push.2197', 'reachable', 'proved by its answer');
  await ground.serve(other.host, 2197, pushService(await publicApple.issue([other.host])));
  const device = scene(3, 'courier healthy', COURIER, 'reachable', "proved by the courier's certificate");
  await ground.serve(device.host, 5223, courier(await appleOwn.issue(COURIERS_NAME)));

  const h1 = scene(4, 'inspector without h2', PUSH, 'intercepted', '"Contoso Proxy CA"');
  await ground.serve(h1.host, 443, website(await corporate.issue([h1.host])));
  const h2 = scene(5, 'perfect inspector with h2', PUSH, 'intercepted', '"Contoso Proxy CA"');
  await ground.serve(h2.host, 443, pushService(await corporate.issue([h2.host])));
  const inspected = scene(6, 'courier inspected', COURIER, 'intercepted', '"Contoso Proxy CA"');
  await ground.serve(inspected.host, 5223, courier(await corporate.issue(COURIERS_NAME)));
  const page = scene(7, 'firewall page, self-signed', INTUNE, 'intercepted', '"firewall.contoso.test"');
  await ground.serve(page.host, 443, website(selfSigned));
  const portal = scene(8, 'captive portal on 443', INTUNE, 'intercepted', 'plain text');
  await ground.serve(
    portal.host,
    443,
    plainWebsite((_request, response) => response.end('sign in')),
  );

  await ground.block(scene(9, 'DROP', INTUNE, 'blocked/drop', 'drops').host, 443, 'drop');
  await ground.block(scene(10, 'REJECT', INTUNE, 'blocked/reject', 'may not be reached').host, 443, 'reject');
  await ground.block(scene(11, 'RST', INTUNE, 'blocked/reset', 'refused').host, 443, 'reset');
  const named = scene(12, 'filter by name', INTUNE, 'blocked/sni', 'filters by name');
  await ground.serve(named.host, 443, nameFilter());
  const stalled = scene(13, 'stall after TCP', INTUNE, 'blocked/tls-stall', 'swallows');
  await ground.serve(stalled.host, 443, silence());

  const { names } = ground.dns;
  names.set(scene(14, 'NXDOMAIN', INTUNE, 'dns-filtered', 'no such name').host, 'nxdomain');
  names.set(scene(15, 'sinkhole', INTUNE, 'dns-filtered', '0.0.0.0').host, ['0.0.0.0']);
  names.set(scene(16, 'SERVFAIL', INTUNE, 'dns-broken', 'SERVFAIL').host, 'servfail');
  names.set(scene(17, 'DNS dead', INTUNE, 'dns-broken', 'no DNS server answered').host, 'silent');

  const legacy = 'apple.gateway.2195';
  names.set(scene(18, 'retired, NXDOMAIN', legacy, 'legacy', 'retired').host, 'nxdomain');
  await ground.block(scene(19, 'retired, dropped', legacy, 'legacy', 'retired').host, 2195, 'drop');

  const strict = scene(20, 'peer demands a certificate', INTUNE, 'tls-error', 'closes after the handshake');
  const demanding = { requestCert: true, rejectUnauthorized: true, ALPNProtocols: ['http/1.1'] };
  await ground.serve(strict.host, 443, courier(await publicMicrosoft.issue([strict.host]), demanding));
  return scenes;
}
