import type { VNode } from 'preact';

type SecretProps = {
  /** The words for it, such as `API key`. */
  name: string;
  secret: string;
  /** The address of the page that follows. */
  back: string;
};

/** Shows a secret on the only page that ever holds it: the answer to the form that made it. */
export const Secret = ({ name, secret, back }: SecretProps): VNode => (
  <>
    <p>
      Copy the secret now, to the place that keeps your secrets. Gangway does not show it again: if you lose it, make a
      new one.
    </p>
    <h2>{name}</h2>
    <p>
      <code class="secret">{secret}</code>
    </p>
    <p class="actions">
      <a class="button" href={back}>
        I have copied it
      </a>
    </p>
  </>
);
