/** What the small programs of the system need: where they are, whose session this is, which screen. */
const NEEDED = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'TMPDIR',
  'DISPLAY',
  'XAUTHORITY',
  'WAYLAND_DISPLAY',
  'XDG_RUNTIME_DIR',
  'DBUS_SESSION_BUS_ADDRESS',
  'WSL_DISTRO_NAME',
  'WSL_INTEROP',
  'SYSTEMROOT',
  'WINDIR',
  'PATHEXT',
  'TEMP',
  'TMP',
  'USERPROFILE',
];

/**
 * The environment for a child: only names on a list, because a list of what to leave out would miss the proxy's
 * password, a token of the CI and whatever else an administrator exports.
 */
export function childEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const needed = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && NEEDED.includes(entry[0].toUpperCase()),
  );
  return Object.fromEntries(needed);
}
