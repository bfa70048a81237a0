/** The groups that a filter can leave out, by the number of their place. */
const filters = Array.from({ length: 12 }, (_one, index) => `body:has(#g${index}:not(:checked)) .g${index}`).join();

/** Colours of what is special in a language, the first for light pages, the second for dark ones. */
const syntax: Record<string, [light: string, dark: string]> = {
  k: ['#8e1d74', '#ff9db0'],
  s: ['#0a3069', '#a5d6ff'],
  n: ['#0a4a8f', '#8cc8ff'],
  c: ['#4d565f', '#b4bcc6'],
  t: ['#5b31a3', '#dcc0ff'],
  a: ['#0a4a8f', '#9ccfff'],
  g: ['#0b5426', '#8de79c'],
  l: ['#7a3300', '#ffc58f'],
};

const names = Object.entries(syntax);
const light = names.map(([name, [colour]]) => `--${name}:${colour}`).join(';');
const dark = names.map(([name, [, colour]]) => `--${name}:${colour}`).join(';');
const used = names.map(([name]) => `.${name}{color:var(--${name})}`).join('');

const mono = 'ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace';

/** The rules of the page of a report. None of them depends on the report. */
export const reportStyle = `
:root{${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
@media print{:root{${light}}}
h1 b{display:block;font-size:1.75rem}h1{font-size:1.05rem;font-weight:500}h1 span{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
form{position:sticky;top:0;z-index:1;background:var(--page);border-bottom:1px solid var(--line);padding:.6rem 0;margin:1rem 0 0;display:flex;flex-wrap:wrap;gap:.4rem .5rem;align-items:center}
form fieldset{display:contents}form legend{float:left;padding:0;color:var(--quiet)}
form label{display:inline-flex;gap:.4rem;align-items:center;border:1px solid var(--line);border-radius:2rem;padding:.15rem .75rem .15rem .5rem;cursor:pointer;background:var(--soft);font-size:14px}
form label:has(:not(:checked)):not(.find){background:none;color:var(--quiet);border-style:dashed}
form input{margin:0;accent-color:var(--focus)}
form div{margin-left:auto;display:flex;flex-wrap:wrap;gap:.4rem .5rem;align-items:center}
form .find{padding-left:.75rem}form .find input{border:0;background:none;color:inherit;font:inherit;width:9rem;outline:0}form .find:focus-within{outline:2px solid var(--focus)}
form button{font:inherit;font-size:14px;color:inherit;background:var(--soft);border:1px solid var(--line);border-radius:2rem;padding:.15rem .75rem;cursor:pointer}
form output{color:var(--quiet);font-size:13px}form output:empty{display:none!important}
.js{display:none!important}.has-js .js{display:inline-flex!important}.has-js p.js{display:block!important}
.keys{color:var(--quiet);font-size:12px;margin:0}
${filters}{display:none}
section>h2{border-bottom:2px solid currentColor;padding-bottom:.2rem}
.e{border-bottom:1px solid var(--line);font:13px/1.6 ${mono};content-visibility:auto;contain-intrinsic-size:auto 2.1rem;scroll-margin-top:5rem}
.e[hidden],section[hidden]{display:none}
.h{padding:.3rem .25rem .3rem 1.4rem;white-space:pre-wrap;overflow-wrap:anywhere;display:block}
summary.h{cursor:pointer;list-style:none;position:relative}summary.h::-webkit-details-marker{display:none}
summary.h::before{content:"";position:absolute;left:.35rem;top:.72rem;border:solid transparent;border-width:.3rem 0 .3rem .4rem;border-left-color:var(--quiet)}
[open]>summary.h::before{transform:rotate(90deg)}
summary.h:hover{background:var(--soft)}
.d{padding:.1rem .25rem .6rem 1.4rem}
.d p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
pre.d{font:inherit;margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
.m{font-weight:600}
del,ins{text-decoration:none}
del{color:var(--remove)}ins{color:var(--add)}
p>del,p>ins{border-radius:3px;padding:0 .2em;box-decoration-break:clone;-webkit-box-decoration-break:clone}
p>del{background:var(--remove-ground)}p>ins{background:var(--add-ground)}
mark{color:inherit;border-radius:2px}
del mark{background:var(--remove-mark)}ins mark{background:var(--add-mark)}
i{font-style:normal}.c{font-style:italic}
${used}
.x{border-left:1px solid var(--line);border-right:1px solid var(--line);display:grid;grid-template-columns:minmax(0,1fr)}
p+.x{border-top:1px solid var(--line);margin-top:.15rem}.x+p,.d>.x:last-child{margin-bottom:.4rem}
.x:not(:has(+.x)){border-bottom:1px solid var(--line);margin-bottom:.4rem}
.x>*{display:block;white-space:pre-wrap;overflow-wrap:anywhere;padding:0 .5rem 0 2.2rem;text-indent:-1.6rem;tab-size:4;min-height:1.6em}
.x>*::before{content:"";display:inline-block;width:1.6rem;text-indent:0;color:var(--quiet);user-select:none}
.x>del{background:var(--remove-ground)}.x>del::before{content:"-";color:var(--remove)}
.x>ins{background:var(--add-ground)}.x>ins::before{content:"+";color:var(--add)}
.x>del,.x>ins{color:inherit}
.x>p{color:var(--quiet)}.x>[aria-hidden]{display:none}.x>s::before{content:none}
@media (min-width:48rem){body:has(#split:checked) .x.y{grid-template-columns:minmax(0,1fr) minmax(0,1fr);grid-auto-flow:row dense;background:linear-gradient(var(--line),var(--line)) center/1px 100% no-repeat}
body:has(#split:checked) .y>*{grid-column:1}body:has(#split:checked) .y>ins,body:has(#split:checked) .y>p[aria-hidden],body:has(#split:checked) .y>s.a{grid-column:2}body:has(#split:checked) .y>[aria-hidden]{display:block}}
aside{margin-top:2.5rem;border-top:1px solid var(--line)}
aside p,.o{color:var(--quiet);font-size:14px}
.o{font:13px/1.6 ${mono};overflow-wrap:anywhere}.o{list-style:none;padding:0}.o li{margin:.6rem 0}.o b{color:var(--text);display:block;font-weight:600}.o p{margin:.1rem 0 .1rem 1rem;font:inherit}
.picture{overflow-x:auto;padding:.5rem 0}
svg{display:block;font:11px ${mono}}svg text{fill:var(--text)}svg .w{fill:var(--quiet);font-weight:600}svg .n{fill:var(--quiet);font-size:10px}
svg rect{fill:var(--soft);stroke:var(--line)}svg .create{stroke:var(--add)}svg .update{stroke:var(--change)}svg .delete{stroke:var(--remove)}svg path{fill:none;stroke:var(--quiet);opacity:.55}
body:not(:has(.y)) .split{display:none}
@media (max-width:48rem){form{position:static}form div{margin-left:0}.keys{display:none!important}.split{display:none!important}.picture{display:none}.d,.h{padding-right:0}
@supports selector(::details-content){.steps>summary{display:none}.steps::details-content{content-visibility:visible;block-size:auto}}}
@media print{form,.keys{display:none}.e{content-visibility:visible;break-inside:auto}.h{break-after:avoid}.x>*{break-inside:avoid}svg{max-width:100%;height:auto}
del mark{text-decoration:line-through}ins mark{text-decoration:underline}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
section:not(.create)>.e::details-content,.steps::details-content{content-visibility:visible;block-size:auto}summary.h::before{display:none}}
`;
