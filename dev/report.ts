/** Says one line of progress to whoever started the stack. */
export type Report = (line: string) => void;
