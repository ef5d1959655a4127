/** The system's own way to open a page. The URL is one argument, and never goes through a shell. */
export function browserCommand(
  url: string,
  platform: NodeJS.Platform,
): { readonly command: string; readonly args: string[] } {
  switch (platform) {
    case 'darwin':
      return { command: 'open', args: [url] };
    case 'win32':
      // `start` belongs to cmd, which would read & in a URL as the end of the command; this handler takes it as it is.
      return { command: 'rundll32', args: ['url.dll,FileProtocolHandler', url] };
    default:
      return { command: 'xdg-open', args: [url] };
  }
}
