import { html } from 'hono/html';

/** The HTML of a page; `html` from Hono escapes whatever is put into it. */
export type Html = ReturnType<typeof html>;

/** One frame for all pages of the simulated sign-in: readable without a mouse, in light and dark, at any width. */
export function page(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – jamf-intune sandbox</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 3rem auto; padding: 0 1rem; }
.sandbox { border-left: .25rem solid; padding-left: .75rem; }
label { display: block; margin-top: 1rem; }
.tick label { display: inline; }
input:not([type=checkbox]) { box-sizing: border-box; font: inherit; padding: .5rem; width: 100%; }
button { font: inherit; margin: 1.5rem .5rem 0 0; padding: .5rem 1.25rem; }
.problem { border: 1px solid; padding: .5rem .75rem; }
li { overflow-wrap: anywhere; }
</style>
</head>
<body>
<p class="sandbox">This is the sandbox's simulated Microsoft sign-in. Nothing leaves this computer.</p>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>`;
}
