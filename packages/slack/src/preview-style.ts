/** The style of preview pages. */
export const PREVIEW_CSS = `
:root{color-scheme:light dark;--ink:#1d1c1d;--faint:#616061;--ground:#fff;--line:#ddd;--link:#1264a3;--mention:#e8f5fa;--code:#c01343;--soft:#f8f8f8}
@media (prefers-color-scheme:dark){:root{--ink:#d1d2d3;--faint:#ababad;--ground:#1a1d21;--line:#3b3d42;--link:#1d9bd1;--mention:#193a52;--code:#e8912d;--soft:#222529}}
body{margin:0 auto;max-width:46rem;padding:1rem;background:var(--ground);color:var(--ink);font:15px/1.47 Lato,"Noto Sans",system-ui,sans-serif}
body.la-wide{max-width:none}.la-wide main{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:0 2rem;align-items:start}.la-wide article{min-width:0}
h1{font-size:1.4rem}h2{font-size:.95rem;color:var(--faint);border-bottom:1px solid var(--line);padding-bottom:.25rem;margin:2rem 0 .75rem}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
.la-notes{color:var(--faint);margin:.25rem 0}
.la-message{display:flex;gap:.6rem;unicode-bidi:isolate}
.la-avatar{flex:none;width:36px;height:36px;border-radius:6px;background:#611f69;color:#fff;display:grid;place-items:center;font-weight:700}
.la-body{min-width:0;flex:1;overflow-wrap:anywhere}
.la-who time,.la-app{color:var(--faint);font-size:.8rem}.la-app{background:var(--line);border-radius:3px;padding:0 3px;font-size:.65rem}
.la-header{font-size:1.15rem;margin:.3rem 0}.la-section{display:flex;gap:1rem;margin:.4rem 0}.la-words{flex:1;min-width:0}
.la-fields{display:grid;grid-template-columns:1fr 1fr;gap:.4rem 1rem;margin-top:.4rem}
.la-context{display:flex;flex-wrap:wrap;gap:.5rem;color:var(--faint);font-size:.8rem;margin:.4rem 0}
.la-actions{display:flex;flex-wrap:wrap;gap:.5rem;margin:.5rem 0}
.la-button{border:1px solid var(--line);border-radius:4px;padding:.25rem .7rem;font-weight:700;color:var(--ink);display:inline-block}
.la-primary{background:#007a5a;border-color:#007a5a;color:#fff}.la-danger{background:#e01e5a;border-color:#e01e5a;color:#fff}
.la-attachment{border-inline-start:4px solid var(--line);border-radius:4px;padding-inline-start:.75rem;margin:.4rem 0}
.la-image{display:grid;place-items:center;text-align:center;background:var(--soft);border:1px dashed var(--line);border-radius:6px;color:var(--faint);font-size:.75rem;padding:.25rem}
.la-small{min-width:2rem;min-height:1.2rem}.la-large{min-height:8rem}.la-accessory .la-image{width:5.5rem;min-height:5.5rem}
.la-figure{margin:.4rem 0}.la-mention{background:var(--mention);color:var(--link);border-radius:3px;padding:0 2px}
code{background:var(--soft);color:var(--code);border:1px solid var(--line);border-radius:3px;padding:0 3px;font-size:.8rem}
pre{background:var(--soft);border:1px solid var(--line);border-radius:4px;padding:.5rem;white-space:pre-wrap;font-size:.8rem;margin:.3rem 0}
blockquote{border-inline-start:4px solid var(--line);margin:.2rem 0;padding-inline-start:.75rem}
table.la-table{border-collapse:collapse;margin:.4rem 0}.la-table th,.la-table td{border:1px solid var(--line);padding:.25rem .6rem;text-align:start}
.la-rich,.la-markdown{margin:.4rem 0}.la-rich ul,.la-rich ol{margin:.2rem 0;padding-inline-start:1.6rem}.la-rich .la-border{border-inline-start:4px solid var(--line)}
.la-markdown h3{font-size:1.05rem;margin:.3rem 0}
hr{border:0;border-top:1px solid var(--line);margin:.6rem 0}
`;
