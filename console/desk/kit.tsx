// The parts of which the console's pages are made.
import type { ComponentChildren, VNode } from 'preact';

/** A time, in the time zone of its reader once the script has run, and in UTC before. */
export function When({ at, missing = '—' }: { at: string | null | undefined; missing?: string }): VNode {
  if (!at) return <span class="dim">{missing}</span>;
  return <time dateTime={at} data-local>{`${at.slice(0, 10)} ${at.slice(11, 16)} UTC`}</time>;
}

/** How long something has been so, by its largest unit. */
export function Age({ since, now = Date.now() }: { since: string | null | undefined; now?: number }): VNode {
  if (!since) return <span class="dim">—</span>;
  return (
    <time class="number" dateTime={since}>
      {spanOf(now - Date.parse(since))}
    </time>
  );
}

/** Returns a span of time in words, such as `3 h`. */
export function spanOf(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
}

/** Returns the words of a code of the API, such as `In review`. */
export function inWords(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** `amount`: as the API gives it, `12.34`. */
export const Money = ({ amount, currency = 'USD' }: { amount: string | null; currency?: string }): VNode => (
  <span class="number">
    {amount === null
      ? '—'
      : currency === 'USD'
        ? dollars.format(Number(amount))
        : new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(Number(amount))}
  </span>
);

/** A word for a state, in its colour. The word says it too, for readers who see no colour. */
export const Badge = ({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }): VNode => (
  <span class={`badge ${tone}`}>{children}</span>
);
export type Tone = 'plain' | 'good' | 'warn' | 'bad';

export type StateWords = { words: string; tone: Tone };
export const StateBadge = ({ words, tone }: StateWords): VNode => <Badge tone={tone}>{words}</Badge>;

/** A number with its name, as a link to the list of what it counts. */
export const Figure = ({ name, value, to, tone = 'plain', note }: FigureProps): VNode => (
  <a class={`figure ${tone}`} href={to}>
    <span class="value">{value}</span> <span class="name">{name}</span>
    {note && <span class="note">{note}</span>}
  </a>
);
type FigureProps = { name: string; value: ComponentChildren; to: string; tone?: Tone; note?: ComponentChildren };

type Column<T> = { head: string; cell: (row: T) => ComponentChildren; number?: boolean };

/** On a narrow screen each row becomes a card, whose cells carry their heads. */
export function Table<T>({ caption, rows, columns, keyOf, none }: TableProps<T>): VNode {
  if (rows.length === 0) return <p class="dim">{none}</p>;
  return (
    // In reach of the Tab key, so that people without a mouse can scroll a wide table. cspell:ignore Noninteractive
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus (axe)
    <section class="scroll" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, number }) => (
              <th key={head} scope="col" class={number ? 'number' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ head, cell, number }) => (
                <td key={head} data-head={head} class={number ? 'number' : undefined}>
                  <div>{cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
type TableProps<T> = {
  /** For screen readers: what the table holds. */
  caption: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  keyOf: (row: T) => string;
  /** The words in place of an empty table. */
  none: string;
};

/** The link to the next page of a list. */
export const More = ({ cursor, query }: { cursor: string | null; query: URLSearchParams }): VNode | null => {
  if (!cursor) return null;
  const next = new URLSearchParams(query);
  next.set('cursor', cursor);
  return (
    <p class="actions">
      <a class="button quiet" href={`?${next}`}>
        Show more
      </a>
    </p>
  );
};

/** Names and values, such as those of a case. Leaves out what is undefined. */
export const Facts = ({ facts }: { facts: Record<string, ComponentChildren> }): VNode => (
  <dl class="facts">
    {Object.entries(facts).map(([name, value]) =>
      value === undefined ? null : (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value ?? '—'}</dd>
        </div>
      ),
    )}
  </dl>
);

/** Says what a form has done. `code` is from the address, so only a code of the list is shown. */
export const Done = ({ code, words }: { code: unknown; words: Record<string, string> }): VNode | null =>
  typeof code === 'string' && Object.hasOwn(words, code) ? (
    <p class="done" role="status">
      {words[code]}
    </p>
  ) : null;
