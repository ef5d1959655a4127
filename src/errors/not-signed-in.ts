/** Nobody is signed in to a service, so nothing can be read there. The message says why, for the reason of a skip. */
export class NotSignedIn extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NotSignedIn';
  }
}
