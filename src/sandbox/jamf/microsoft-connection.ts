import { setImmediate } from 'node:timers/promises';
import type { SandboxContext } from '../service.ts';
import type { JamfSettings } from '../world.ts';
import { CONNECTION_ALERTS, type ConnectionAlert, clearAlerts, raiseAlerts } from './connection-alerts.ts';
import { beat, openPartnerSession, type PartnerSession, provision } from './partner-calls.ts';
import { PartnerRefusal } from './partner-refusal.ts';
import { isElsewhere } from './sovereign-clouds.ts';
import { type TrustingFetch, withTrustingFetch } from './trusting-fetch.ts';

/** What the page says after Save; the second is documented word by word (jamf.md §13). */
export const MESSAGES = {
  connected: 'Connected to Microsoft Intune.',
  failed: 'Unable to connect to Microsoft Intune. Check your Microsoft Intune Integration configuration.',
  off: 'Microsoft Intune Integration is off. The integration will be terminated in Intune.',
} as const;

const HEARTBEAT_MS = 60_000;
const RETRIES = 8;
const RETRY_MS = 500;

/** What Entra says of an application or a secret that it does not see yet, or that is wrong: 4 seconds will tell. */
const MAY_BE_REPLICATION: readonly number[] = [700016, 7000215, 7000229];

/** The settings as a person or the invented operation gives them. */
export type SettingsInput = Omit<JamfSettings, 'savedAt' | 'message'>;

/**
 * Saves the settings and tests them for real, as Jamf Pro does: signs in at Entra with exactly these values and
 * tells Intune. What comes of it is the message, the alerts, and whatever Intune made of the calls. The settings are
 * kept in any case.
 */
export async function saveSettings(context: SandboxContext, input: SettingsInput): Promise<JamfSettings> {
  const { jamf } = context.world;
  const savedAt = context.clock.now().toISOString();
  // A new attempt is a new story: what it raises is new, even where the last one had raised the same.
  clearAlerts(jamf);
  const message = input.enabled ? await switchOn(context, input) : await switchOff(context, jamf.settings);
  jamf.settings = { ...input, savedAt, message };
  return jamf.settings;
}

async function switchOn(context: SandboxContext, input: SettingsInput): Promise<string> {
  const { jamf } = context.world;
  try {
    await asPartner(context, input, async (fetch, session) => {
      await provision(fetch, session, { provisioned: true, jamfOrigin: context.endpoints().jamf });
      await beat(fetch, session, context.clock.now());
    });
    clearAlerts(jamf);
    return MESSAGES.connected;
  } catch (error) {
    raiseAlerts(jamf, [CONNECTION_ALERTS.connection, ...unauthorizedAlert(error)]);
    return MESSAGES.failed;
  }
}

/** Tells Intune with the settings that worked; where that fails, Intune finds out by the heartbeat's silence. */
async function switchOff(context: SandboxContext, last: JamfSettings | null): Promise<string> {
  if (!last?.enabled) return MESSAGES.off;
  try {
    await asPartner(context, last, (fetch, session) =>
      provision(fetch, session, { provisioned: false, jamfOrigin: context.endpoints().jamf }),
    );
  } catch (error) {
    raiseAlerts(context.world.jamf, [CONNECTION_ALERTS.connection, ...unauthorizedAlert(error)]);
  }
  return MESSAGES.off;
}

/**
 * Beats at once when the integration is on, then every 60 seconds of the clock. A failed beat raises the alert, a
 * good one clears it. Settings whose Save had failed are tried anew with each beat.
 * @returns stops it
 */
export function startHeartbeat(context: SandboxContext): () => void {
  const stop = new AbortController();
  void keepBeating(context, stop.signal);
  return () => stop.abort();
}

async function keepBeating(context: SandboxContext, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      if (await beatOnce(context, signal)) context.save();
    } catch {
      // A beat that went wrong in here is a beat that did not happen: it must not end the program around it.
    }
    // A virtual clock may sleep without giving way; then this loop would keep everybody else from running.
    await setImmediate();
    await context.clock.sleep(HEARTBEAT_MS, signal).catch(() => undefined);
  }
}

/** @returns whether the world may have changed */
async function beatOnce(context: SandboxContext, signal: AbortSignal): Promise<boolean> {
  const { jamf } = context.world;
  const { settings } = jamf;
  if (!settings?.enabled) return false;
  if (settings.message !== MESSAGES.connected) {
    const message = await switchOn(context, settings);
    if (jamf.settings === settings) jamf.settings = { ...settings, message };
    return !signal.aborted;
  }
  try {
    await asPartner(context, settings, (fetch, session) => beat(fetch, session, context.clock.now()));
    if (jamf.settings === settings) clearAlerts(jamf);
  } catch (error) {
    // Whoever saved new settings, or closed the sandbox, in the meantime has made this beat's end meaningless.
    if (signal.aborted || jamf.settings !== settings) return false;
    raiseAlerts(jamf, [CONNECTION_ALERTS.heartbeat, ...unauthorizedAlert(error)]);
  }
  return !signal.aborted;
}

function unauthorizedAlert(error: unknown): readonly ConnectionAlert[] {
  if (!(error instanceof PartnerRefusal)) throw error;
  return error.unauthorized ? [CONNECTION_ALERTS.unauthorized] : [];
}

/** Does `work` signed in as the application; patient with what Entra may not see yet. */
async function asPartner(
  context: SandboxContext,
  settings: SettingsInput,
  work: (fetch: TrustingFetch, session: PartnerSession) => Promise<void>,
): Promise<void> {
  if (isElsewhere(settings.sovereignCloud)) throw new PartnerRefusal('tenant');
  const endpoints = context.endpoints();
  await withTrustingFetch(endpoints.caCertificate, async (fetch) => {
    await work(fetch, await patiently(context, () => openPartnerSession(fetch, endpoints, settings)));
  });
}

async function patiently<T>({ clock }: SandboxContext, attempt: () => Promise<T>): Promise<T> {
  for (let retries = 0; ; retries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const worthAnother =
        error instanceof PartnerRefusal && MAY_BE_REPLICATION.includes(error.entraCode ?? 0);
      if (!worthAnother || retries === RETRIES) throw error;
      await clock.sleep(RETRY_MS);
    }
  }
}
