// The forms of the console's pages: their fields, and what was wrong with them.
import type { ComponentChildren, VNode } from 'preact';
import type { DeskPage } from './desk.ts';

type FormProps = { to: string; token: string; children: ComponentChildren };

/** A form that changes something. */
export const Post = ({ to, token, children }: FormProps): VNode => (
  <form method="post" action={to}>
    <input type="hidden" name="token" value={token} />
    {children}
  </form>
);

/** Each entry leads to its field. The script gives it the focus. */
export const Errors = ({ errors }: { errors: NonNullable<DeskPage['errors']> }): VNode | null =>
  errors.length === 0 ? null : (
    <div class="errors" role="alert" tabIndex={-1}>
      <h2>There is a problem</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={message}>{field ? <a href={`#${field}`}>{message}</a> : message}</li>
        ))}
      </ul>
    </div>
  );

type FieldProps = { id: string; label: string; hint?: string; error?: string | undefined; children: VNode };

/** A field with its label, its hint and what was wrong with it. The input itself has this id. */
export const Field = ({ id, label, hint, error, children }: FieldProps): VNode => (
  <div class="field">
    <label for={id}>{label}</label>
    {hint && (
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
    {error && (
      <p class="error" id={`${id}-error`}>
        Error: {error}
      </p>
    )}
    {children}
  </div>
);

type InputProps = Omit<FieldProps, 'children'> & {
  value?: string | undefined;
  type?: 'text' | 'url' | 'number' | 'date' | 'datetime-local';
  required?: boolean;
};

/** A field of one line. Its name in the form is its id. */
export const Line = ({ value, type = 'text', required, ...field }: InputProps): VNode => (
  <Field {...field}>
    <input {...named(field)} type={type as 'text'} {...{ value, required }} autocomplete="off" spellcheck={false} />
  </Field>
);

type ChoiceProps = Omit<FieldProps, 'children'> & {
  /** Each value with its words. */
  options: readonly (readonly [value: string, words: string])[];
  value?: string | undefined;
  /** The words of the empty value, which stands first. Absent: there is none. */
  any?: string;
};

export const Choice = ({ options, value, any, ...field }: ChoiceProps): VNode => (
  <Field {...field}>
    <select {...named(field)}>
      {any && <option value="">{any}</option>}
      {options.map(([one, words]) => (
        <option key={one} value={one} selected={one === value}>
          {words}
        </option>
      ))}
    </select>
  </Field>
);

type ChecksProps = Pick<ChoiceProps, 'id' | 'label' | 'options' | 'error'> & { chosen: readonly string[] };

/** Several of a list. The first box has the id. */
export const Checks = ({ id, label, options, chosen, error }: ChecksProps): VNode => (
  <fieldset class="checks">
    <legend>{label}</legend>
    {error && <p class="error">Error: {error}</p>}
    {options.map(([one, words], index) => (
      <label key={one}>
        <input type="checkbox" id={index === 0 ? id : undefined} name={id} value={one} checked={chosen.includes(one)} />
        <span>{words}</span>
      </label>
    ))}
  </fieldset>
);

const named = ({ id, hint, error }: Omit<FieldProps, 'children'>) => ({
  ...{ id, name: id, 'aria-invalid': error ? true : undefined },
  'aria-describedby': [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined,
});

type FiltersProps = {
  /** Leads to the whole list. Absent or false: the list is whole. */
  clear?: string | false | undefined;
  children: ComponentChildren;
};

/** The form above a list, which chooses what the list shows. */
export const Filters = ({ clear, children }: FiltersProps): VNode => (
  <form method="get" class="filters">
    {children}
    <p class="actions field">
      <button type="submit">Show</button>
      {clear && <a href={clear}>Show all</a>}
    </p>
  </form>
);
