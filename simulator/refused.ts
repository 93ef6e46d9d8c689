/** What a control endpoint was asked for cannot be done; the message says why. */
export class Refused extends Error {}
