/** The style sheet of the page of the document. The page's policy names its hash. */
export const styles = `
:root { color-scheme: light dark; --text: #1d2330; --dim: #565e6e; --back: #fff; --soft: #f3f5f8; --line: #d5dae2;
  --link: #0b57b0; }
@media (prefers-color-scheme: dark) { :root { --text: #e3e7ee; --dim: #a4adbb; --back: #14171d; --soft: #1e232c;
  --line: #363d4a; --link: #8ab8f5; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--back);
  overflow-wrap: anywhere; }
a { color: var(--link); }
code, pre { font: .875em/1.5 ui-monospace, monospace; }
code { background: var(--soft); border-radius: .25rem; padding: .1em .3em; }
a code { color: inherit; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: .375rem; padding: .75rem; margin: .5rem 0;
  white-space: pre-wrap; }
h1, h2, h3, h4 { line-height: 1.25; }
h2 { margin: 3rem 0 1rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
h3 { margin: 2.5rem 0 .25rem; font-size: 1.1rem; }
h4 { margin: 1rem 0 .25rem; font-size: .95rem; }
h3 .method { display: inline-block; min-width: 4.5ch; color: var(--dim); }
p { margin: .25rem 0; max-width: 75ch; }
nav ul, .fields { list-style: none; padding: 0; margin: .25rem 0; }
nav li { margin: .15rem 0; font-size: .9rem; line-height: 1.35; }
nav h2 { margin: 1rem 0 .25rem; border: 0; font-size: .95rem; }
.fields { border-left: 2px solid var(--line); padding-left: .75rem; }
.fields li { padding: .25rem 0; }
.name { background: none; padding: 0; font-weight: 600; }
.type, .fields p { color: var(--dim); font-size: .9rem; }
header, nav, main { padding: 0 1rem; }
main { padding-bottom: 4rem; }
summary { cursor: pointer; padding: .5rem 0; }
@media (min-width: 60rem) {
  .columns { display: grid; grid-template-columns: 18rem minmax(0, 1fr); }
  nav { grid-area: 1 / 1 / 3; position: sticky; top: 0; height: 100vh; overflow-y: auto;
    border-right: 1px solid var(--line); }
  header, main { grid-column: 2; padding: 0 2.5rem; max-width: 60rem; }
}
`;
