// The frame of the page: the tenant's name and logo, the languages, and where to ask.
import type { ComponentChildren, VNode } from 'preact';
import { pageTextsIn } from '../../domain/page/page-words.ts';
import { languages } from '../../domain/words/languages.ts';
import type { PageContext } from '../context.ts';
import { answerPage, Page } from '../layout.tsx';
import type { Said, Visit } from './visit.ts';

type FrameProps = {
  said: Said & Partial<Visit>;
  heading: string;
  /** The title begins with "Error". */
  wrong?: boolean;
  live?: string | undefined;
  /** The address that shows the page in another language. Default: this one. */
  at?: string;
  status?: number;
  children: ComponentChildren;
};

export function show(ctx: PageContext, { status, at = ctx.path, ...props }: FrameProps): void {
  answerPage(ctx, <Frame {...props} at={at} />, status);
}

function Frame({ said, heading, wrong, live, at, children }: Omit<FrameProps, 'status'>): VNode {
  const { texts, language, name = 'Gangway', page, brand } = said;
  const look = page && `/p/look/${page.id}`;
  return (
    <Page
      title={`${wrong ? `${texts.error}: ` : ''}${heading} · ${name}`}
      lang={language}
      skip={texts.skip}
      width="narrow"
      live={live}
      styles={brand?.colour && look ? [`${look}/style.css`] : []}
      header={<p class="brand">{brand?.logo && look ? <img src={`${look}/logo`} alt={name} height="40" /> : name}</p>}
      footer={
        <>
          {brand?.support && <Help said={said} support={brand.support} />}
          <Languages said={said} at={at} />
        </>
      }
    >
      {children}
    </Page>
  );
}

function Help({ said: { texts }, support }: { said: Said; support: string }): VNode {
  const isEmail = !support.includes('://');
  const shown = isEmail ? support : new URL(support).host;
  return (
    <p>
      <a href={isEmail ? `mailto:${support}` : support} target="_top" rel="noreferrer">
        {texts.help(shown)}
      </a>
    </p>
  );
}

function Languages({ said: { texts, language }, at }: { said: Said; at: string | undefined }): VNode {
  return (
    <form class="actions" method="get" action={at}>
      <label for="lang">{texts.language}</label>
      <select id="lang" name="lang">
        {languages.map((one) => (
          <option key={one} value={one} lang={one} selected={one === language}>
            {pageTextsIn(one).name}
          </option>
        ))}
      </select>
      <button class="quiet" type="submit">
        {texts.change}
      </button>
    </form>
  );
}
