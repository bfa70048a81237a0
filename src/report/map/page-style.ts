import { pictureStyle } from './picture-style.ts';

/** The rules of the list of a map, for its own page and for the page of a plan. */
export const listStyle = `
.part{overflow-wrap:anywhere}.team table{table-layout:fixed;min-width:38rem}.team th:nth-child(2),.team td:nth-child(2){width:24%}.team th:last-child{width:18%}
.part h3{font-size:1rem;margin:1.4rem 0 .25rem;overflow-wrap:anywhere}
.part article{border-top:1px solid var(--line);scroll-margin-top:1rem}.part article:first-of-type{border-top:0}
.part table{font:13.5px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;margin:.5rem 0 1rem;width:100%}
.part th,.part td{padding:.3rem 1.25rem .3rem 0;border-bottom:1px solid var(--line)}
.part td,.part tbody th{max-width:34rem}
.part thead th{color:var(--quiet);font-weight:500;white-space:nowrap}
.part tbody th[scope=row]{font-weight:600;color:inherit}
.part tbody th[scope=rowgroup]{padding-top:1rem;font-size:14px}
.part tr.create,.part article.create h3,.part tr.update,.part article.update h3,.part tr.delete,.part article.delete h3,.part tr.replace,.part article.replace h3{color:inherit}
.part tr.create{background:var(--add-ground)}.part tr.delete{background:var(--remove-ground)}.part tr.update,.part tr.replace{background:var(--change-ground)}
.part code{font:12.5px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;background:var(--soft);border:1px solid var(--line);border-radius:4px;padding:.05rem .3rem;display:inline-block;margin:.06rem 0;overflow-wrap:anywhere;max-width:100%}
.part code.create{color:var(--add);border-color:var(--add)}.part code.delete{color:var(--remove);border-color:var(--remove);text-decoration:line-through}.part code.warning{color:var(--change);border-color:var(--change)}
.part .mark{font-size:11.5px;font-weight:600;border:1px solid;border-radius:1rem;padding:0 .45rem}
.part .mark.create{color:var(--add)}.part .mark.delete{color:var(--remove)}.part .mark.update,.part .mark.replace{color:var(--change)}
.part dl,.card dl{display:flex;flex-wrap:wrap;gap:.1rem 1.5rem;margin:.2rem 0;font-size:13.5px}.part dl>div,.card dl>div{display:flex;gap:.4rem;min-width:0;max-width:100%}
.part dt,.card dt{color:var(--quiet);flex:none}.part dd,.card dd{margin:0;overflow-wrap:anywhere;min-width:0}
.wide{overflow-x:auto;max-width:100%}
.stage{overflow-x:auto;border:1px solid var(--line);border-radius:8px;background:var(--page);padding:.5rem}
.stage svg{display:block;margin:0 auto;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
@media print{.wide,.stage{overflow:visible}.stage{border:0;padding:0}.stage svg{max-width:100%;height:auto}.part tr{break-inside:avoid}.part h3{break-after:avoid}}
`;

/** The rules of the page of a map. None of them depends on the map. */
export const pageStyle = `${pictureStyle}${listStyle}
h1 b{display:block;font-size:1.75rem}h1{font-size:1.05rem;font-weight:500}h1 span{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.js{display:none!important}.has-js .js{display:flex!important}.has-js .js[hidden]{display:none!important}
form{flex-wrap:wrap;gap:.5rem .9rem;align-items:center;margin:1rem 0 .75rem}
form label{display:inline-flex;gap:.4rem;align-items:center;font-size:14px;color:var(--quiet);max-width:100%}
form input[type=search],form select{font:inherit;color:var(--text);background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:.25rem .5rem;max-width:16rem;min-width:0}
form input[type=search]{width:14rem}
button{font:inherit;font-size:14px;color:var(--text);background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:.25rem .75rem;cursor:pointer}
output{color:var(--quiet);font-size:13px}output:empty{display:none!important}
.hint{color:var(--quiet);font-size:13px;margin:.25rem 0 .75rem}
.about{display:grid;gap:0 2rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));align-items:start}
.finding{border:1px solid var(--line);border-left:3px solid var(--change);border-radius:6px;padding:.4rem .75rem;margin:.4rem 0;background:var(--soft);font-size:14px;min-width:0}
.finding summary{cursor:pointer;font-weight:600;color:var(--change)}.finding ul{margin:.4rem 0 .2rem;padding-left:1.2rem}.finding li{overflow-wrap:anywhere;margin:.15rem 0}
.has-js .stage .b{cursor:pointer}.stage .b:focus-visible{outline:none}.stage .b:focus-visible rect.o{stroke:var(--focus);stroke-width:3}
.stage.has-choice .b:not(.on),.stage.has-choice .s:not(.on){opacity:.18}.stage .s.on{stroke-opacity:1}.stage .b[aria-pressed=true] rect.o{stroke:var(--focus);stroke-width:2.5}
.stage .b:hover rect.o{stroke:var(--focus)}
.card{position:fixed;right:1rem;bottom:1rem;width:min(27rem,calc(100vw - 2rem));max-height:min(60vh,34rem);overflow:auto;background:var(--page);border:1px solid var(--line);border-radius:10px;box-shadow:0 6px 28px rgba(0,0,0,.28);padding:.9rem 1rem;z-index:2;font-size:14px}
.card h2{margin:0 2rem .4rem 0;overflow-wrap:anywhere}.card ul{padding-left:1.1rem;margin:.4rem 0}.card li{overflow-wrap:anywhere}.card p{margin:.4rem 0}.card #close{position:absolute;top:.6rem;right:.6rem;padding:.05rem .5rem}
.card[hidden]{display:none}
article[hidden],tr[hidden],li[hidden],.finding[hidden],.part[hidden]{display:none}
article{content-visibility:auto;contain-intrinsic-size:auto 12rem}
:target{outline:2px solid var(--focus);outline-offset:3px}
.unknown{border-left:3px solid var(--line);padding-left:.75rem;color:var(--quiet)}
@media (max-width:48rem){form label{width:100%}form input[type=search],form select{flex:1 1 0;width:0;max-width:none}}
@media print{form,.hint,.card{display:none!important}article{content-visibility:visible}.finding{break-inside:avoid-page}.finding::details-content{content-visibility:visible;block-size:auto}}
`;
