/** A request that the pages refuse. Its words are for the person who reads the page. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly title: string;
  /** Where the person goes on. */
  readonly next: { words: string; address: string } | undefined;

  constructor(status: number, title: string, detail: string, next?: Refusal['next']) {
    super(detail);
    this.status = status;
    this.title = title;
    this.next = next;
  }
}

/** Throws the answer to an address that is none, or none of this person's: the page does not say which there are. */
export function noSuchPage(): never {
  throw new Refusal(404, 'There is no such page', 'Check the address, or begin again from the first page.');
}
