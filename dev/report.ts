/** Prints one line of progress for the developer who started the stack. */
export type Report = (line: string) => void;
