/** Colours of light and dark pages; each text colour has a contrast of 4.5 to 1 on every ground that it stands on. */
const colours = `
:root{color-scheme:light dark;--text:#1f2328;--page:#fff;--soft:#f6f8fa;--line:#d1d9e0;--quiet:#59636e;--link:#0969da;--focus:#0969da;
--add:#116329;--remove:#b3151c;--change:#7d4e00;--add-ground:#e6f6ea;--remove-ground:#fdeceb;--change-ground:#fff5d6;--add-mark:#b4efc3;--remove-mark:#ffcfcc}
@media (prefers-color-scheme:dark){:root{--text:#f0f6fc;--page:#0d1117;--soft:#151b23;--line:#3d444d;--quiet:#a3acb6;--link:#6cb0ff;--focus:#6cb0ff;
--add:#56d364;--remove:#ff8a80;--change:#e3b341;--add-ground:#12261e;--remove-ground:#2d1618;--change-ground:#272115;--add-mark:#174729;--remove-mark:#651a1e}}
`;

/** What all pages have in common. */
export const baseStyle = `${colours}
*{box-sizing:border-box}
body{font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;max-width:100rem;margin:0 auto;padding:1.5rem 1.5rem 4rem;color:var(--text);background:var(--page);-webkit-text-size-adjust:100%}
h1{font-size:1.5rem;line-height:1.3;margin:0 0 .75rem;overflow-wrap:anywhere}
h2{font-size:1.05rem;margin:1.75rem 0 .5rem}
p{overflow-wrap:anywhere}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:3px}
table{border-collapse:collapse;font:13px/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;margin:1rem 0}
th,td{text-align:left;vertical-align:top;padding:.15rem 1.5rem .15rem 0;overflow-wrap:anywhere}
thead th{border-bottom:1px solid var(--line)}
.create{color:var(--add)}.delete,.error{color:var(--remove)}.update,.warning{color:var(--change)}.quiet{color:var(--quiet)}
@media (max-width:48rem){body{padding:1rem .75rem 3rem}th,td{padding-right:.75rem}}
@media print{:root{color-scheme:light;--text:#000;--page:#fff;--soft:#fff;--line:#999;--quiet:#444;--link:#000;--add:#0b4d1e;--remove:#8f1016;--change:#5f3b00;--add-ground:#eefaf1;--remove-ground:#fff1f0;--change-ground:#fff;--add-mark:#b4efc3;--remove-mark:#ffcfcc}body{max-width:none;padding:0;font-size:10pt}h2{break-after:avoid}a{text-decoration:none}}
`;
