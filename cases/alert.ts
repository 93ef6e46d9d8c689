/** Writes a line to the log that an operator has to read. `about` holds references only. */
export type Alert = (about: Record<string, string | number | null>, what: string) => void;
