// The document as one static page: readable without scripts, and without any other server.
import type { DocumentedOperation, OpenApi, Parameter } from './document.ts';
import { code, escaped, inline, prose, slug } from './html.ts';
import { fieldOf, fieldsOf, typeOf } from './page-schemas.ts';
import { styles } from './page-styles.ts';
import type { Schema } from './schemas.ts';

type Entry = { method: string; path: string; operation: DocumentedOperation };

export function pageOf(document: OpenApi): string {
  const entries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const groups = document.tags.map(({ name }) => ({
    name,
    entries: entries.filter(({ operation }) => operation.tags.includes(name)),
  }));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(document.info.title)} API</title>
<style>${styles}</style>
</head>
<body>
<div class="columns">
<header id="about">
<h1>${escaped(document.info.title)} API</h1>
${prose(document.info.description)}
<p>For programs: <a href="/openapi.json"><code>/openapi.json</code></a>, OpenAPI ${document.openapi}.
Every code of an error: <a href="/problems"><code>/problems</code></a>.
For language models: <a href="/llms.txt"><code>/llms.txt</code></a>.</p>
</header>
<nav aria-label="Contents" tabindex="0">
<p><a href="#about">About</a> · <a href="#notifications">Notifications</a> · <a href="#objects">Objects</a></p>
${groups.map(contentsOf).join('\n')}
</nav>
<main>
${groups.map((group) => sectionOf(group, document)).join('\n')}
${notificationsOf(document)}
<h2 id="objects">Objects</h2>
${Object.entries(document.components.schemas).map(objectOf).join('\n')}
</main>
</div>
</body>
</html>
`;
}

const idOf = ({ method, path }: Entry): string => slug(`${method} ${path}`);

const contentsOf = ({ name, entries }: { name: string; entries: Entry[] }): string =>
  `<h2>${escaped(name)}</h2>
<ul>${entries
    .map((entry) => `<li><a href="#${idOf(entry)}">${escaped(entry.operation.summary)}</a></li>`)
    .join('\n')}</ul>`;

const sectionOf = ({ name, entries }: { name: string; entries: Entry[] }, document: OpenApi): string =>
  `<section><h2>${escaped(name)}</h2>
${entries.map((entry) => operationOf(entry, document)).join('\n')}</section>`;

function operationOf(entry: Entry, document: OpenApi): string {
  const { method, path, operation } = entry;
  const scope = operation.security[0]?.apiKey?.[0];
  const { parameters = [], requestBody } = operation;
  const media = requestBody?.content['application/json'];
  return `<article>
<h3 id="${idOf(entry)}"><span class="method">${method}</span> ${escaped(path)}</h3>
<p>${escaped(operation.summary)}. ${scope ? `The key needs the scope ${code(scope)}.` : 'No key is needed.'}</p>
${operation.description ? prose(operation.description) : ''}
${parameters.length > 0 ? `<h4>Parameters</h4><ul class="fields">${parameters.map(parameterOf).join('\n')}</ul>` : ''}
${media ? `<h4>Body${requestBody?.required ? '' : ', optional'}</h4>${fieldsOf(media.schema)}${exampleOf(media.example)}` : ''}
<h4>Answers</h4>
<ul class="fields">${Object.entries(operation.responses)
    .map(([status, answer]) => answerOf(status, answer, document))
    .join('\n')}</ul>
</article>`;
}

const parameterOf = ({ name, in: place, required = false, description, schema }: Parameter): string =>
  fieldOf(name, { ...schema, ...(description && { description }) }, required).replace(
    '<span class="type">',
    `<span class="type">in the ${place}, `,
  );

const exampleOf = (example: unknown): string =>
  `<h4>Example</h4><pre>${escaped(JSON.stringify(example, null, 2))}</pre>`;

function answerOf(status: string, answer: DocumentedOperation['responses'][string], document: OpenApi): string {
  const { content = {}, description } =
    '$ref' in answer
      ? (document.components.responses[answer.$ref.split('/').at(-1) ?? ''] ?? { description: '' })
      : answer;
  const [[type, media] = []] = Object.entries(content);
  const name = `<code class="name">${status}</code> ${escaped(description)}`;
  if (!type || !media) return `<li>${name}: no body</li>`;
  // The codes of limits and of a server's errors are many, and all mean the same for the caller.
  if (type === 'application/problem+json' && (status === '429' || status >= '500'))
    return `<li>${name}: <a href="/problems">send the request again later</a></li>`;
  if (type === 'application/problem+json')
    return `<li>${name}: ${codesOf(media.schema).map(problemLink).join(', ')}</li>`;
  if (type !== 'application/json') return `<li>${name}: ${code(type)}</li>`;
  return `<li>${name}: ${typeOf(media.schema)}${fieldsOf(media.schema)}</li>`;
}

/** Plaid's own codes are a pattern in the schema, and one entry on the page of problems. */
function codesOf({ allOf = [] }: { allOf?: Schema[] } & Schema): string[] {
  const { code: schema } = ((allOf as Schema[])[1]?.properties ?? {}) as { code?: Schema };
  const choices = (schema?.anyOf ?? [schema]) as Schema[];
  return choices.flatMap((choice) => (choice?.enum as string[] | undefined) ?? ['PLAID']);
}

const problemLink = (name: string): string =>
  `<a href="/problems#${name}">${name === 'PLAID' ? "Plaid's own codes" : code(name)}</a>`;

function notificationsOf({ webhooks }: OpenApi): string {
  const [first] = Object.values(webhooks);
  const headers = (first?.post.parameters ?? []) as Parameter[];
  return `<section><h2 id="notifications">Notifications</h2>
<p>Gangway posts these to your endpoints, with signatures after Standard Webhooks 1.0.0. Answer with a status of 2xx.</p>
<h3>Headers</h3><ul class="fields">${headers.map(parameterOf).join('\n')}</ul>
${Object.entries(webhooks)
  .map(([type, { post }]) => {
    const [media] = Object.values(post.requestBody.content);
    const [schema] = (media?.schema.allOf ?? []) as Schema[];
    return `<article><h3 id="${slug(type)}">${escaped(type)}</h3>
<p>${inline(post.summary)}. The body: ${typeOf(schema ?? {})}.</p>
<details><summary>Example</summary><pre>${escaped(JSON.stringify(media?.example, null, 2))}</pre></details></article>`;
  })
  .join('\n')}</section>`;
}

function objectOf([name, schema]: [string, Schema]): string {
  const about = typeof schema.description === 'string' ? `<p>${inline(schema.description)}</p>` : '';
  return `<article><h3 id="${slug(name)}">${escaped(name)}</h3>${about}${fieldsOf(schema) || `<p>${typeOf(schema)}</p>`}</article>`;
}
