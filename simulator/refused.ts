/** A control endpoint cannot do what the test wants. The message says why. */
export class Refused extends Error {}
