const light =
  '--m-text:#1f2328;--m-quiet:#59636e;--m-page:#fff;--m-box:#fff;--m-frame:#f3f5f8;--m-line:#c9d1da;--m-ink:#0a5c93;--m-user:#7a3e9d;--m-role:#4d6b1d;--m-link:#8a4b00;--m-add:#116329;--m-remove:#b3151c;--m-change:#7d4e00;--m-add-ground:#e6f6ea;--m-remove-ground:#fdeceb;--m-change-ground:#fff5d6';
const dark =
  '--m-text:#f0f6fc;--m-quiet:#a3acb6;--m-page:#0d1117;--m-box:#1b222c;--m-frame:#12171f;--m-line:#3d444d;--m-ink:#6cb8f5;--m-user:#d2a0f0;--m-role:#a9cf6b;--m-link:#f0b070;--m-add:#56d364;--m-remove:#ff8a80;--m-change:#e3b341;--m-add-ground:#12261e;--m-remove-ground:#2d1618;--m-change-ground:#272115';

/** The rules of a picture, for one that stands alone as well as for one in a page: light or dark as the reader's system is. */
export const pictureStyle = `
.map{${light};font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;background:var(--m-page)}
@media (prefers-color-scheme:dark){.map{${dark}}}
@media print{.map{${light}}}
.map text{fill:var(--m-text);font-size:11px;stroke:none}
.map .h{font-size:12px;font-weight:600;fill:var(--m-quiet)}
.map .f{fill:var(--m-frame);stroke:none}
.map .ft{font-size:11px;font-weight:600;fill:var(--m-quiet)}
.map .b rect{fill:var(--m-box);stroke:var(--m-line);stroke-width:1}
.map .b .t{font-size:12.5px;font-weight:600}
.map .b .n{fill:var(--m-quiet)}
.map .b .r{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:11px}
.map .b .r.o{fill:var(--m-quiet);font-style:italic}
.map .b .p{stroke:var(--m-line);fill:none;stroke-width:1;opacity:1}
.map .b .d{fill:var(--m-quiet);stroke:none}.map .b .d.o{fill:none;stroke:var(--m-quiet)}
.map .b .k{fill:var(--m-ink);stroke:none}.map .organization .k{fill:var(--m-link)}.map .role .k{fill:var(--m-role)}.map .client .k{fill:var(--m-quiet)}
.map .third rect.o{stroke-dasharray:5 3}.map .none rect.o{stroke:var(--m-remove);stroke-dasharray:2 3}
.map .w{fill:var(--m-change);font-weight:700}
.map .b.create rect.o{fill:var(--m-add-ground);stroke:var(--m-add)}.map .b.delete rect.o{fill:var(--m-remove-ground);stroke:var(--m-remove)}.map .b.update rect.o,.map .b.replace rect.o{fill:var(--m-change-ground);stroke:var(--m-change)}
.map .create .t,.map .r.create{fill:var(--m-add)}.map .delete .t,.map .r.delete{fill:var(--m-remove);text-decoration:line-through}.map .update .t,.map .replace .t{fill:var(--m-change)}
.map .s{fill:none;stroke:var(--m-ink);stroke-opacity:.55;stroke-width:1.4}
.map .s.user{stroke:var(--m-user);stroke-dasharray:6 4}
.map .s.permission{stroke:var(--m-role)}
.map .s.link{stroke:var(--m-link);stroke-dasharray:2 3}
.map .s.binding{stroke:var(--m-quiet)}
.map .s.w2{stroke-width:2}.map .s.w3{stroke-width:2.8}.map .s.w4{stroke-width:4}
.map .s.create{stroke:var(--m-add);stroke-opacity:1;stroke-width:2}.map .s.delete{stroke:var(--m-remove);stroke-opacity:1;stroke-width:2}.map .s.update,.map .s.replace{stroke:var(--m-change);stroke-opacity:1;stroke-width:2}
.map .l{fill:var(--m-quiet)}
`;
