// Replaces the variables in a compose file as Compose does: $$, $NAME, ${NAME}, ${NAME:-default}, ${NAME-default},
// ${NAME:?why}, ${NAME?why}, ${NAME:+other} and ${NAME+other}. With a colon, an empty value counts as no value.

const variable = /\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?)([-?+])([^{}]*))?\}|)/g;

/** Throws when a required variable is missing, or when a `$` has no meaning. */
export function interpolate(text: string, env: Readonly<Record<string, string | undefined>>): string {
  return text.replace(variable, (_, dollar, plain, braced, colon, operator, rest) => {
    if (dollar) return '$';
    const name: string | undefined = plain ?? braced;
    if (name === undefined) throw new Error(`Write $$ for a dollar sign, or name a variable: ${text}`);
    const value = env[name];
    const given = colon ? Boolean(value) : value !== undefined;
    if (operator === '?' && !given) throw new Error(`${name} is missing: ${rest}`);
    return choose(operator, { given, value: value ?? '', rest });
  });
}

function choose(operator: string | undefined, of: { given: boolean; value: string; rest: string }): string {
  if (operator === '+') return of.given ? of.rest : '';
  return operator === '-' && !of.given ? of.rest : of.value;
}
