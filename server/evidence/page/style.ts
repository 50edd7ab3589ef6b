// The style of a bundle's page: one column that holds at any width, in light and dark, and on paper in two pages or so. What
// is long on a screen and belongs to machines is left off the paper.

export const STYLE = `
:root{color-scheme:light dark;--ground:#f4f6f8;--panel:#fff;--text:#14202b;--muted:#52626f;--line:#cfd8df;--accent:#0b6d80;--sea:#e3edf3;--land:#cdd3cf;--warn:#8a4b00;--warn-ground:#fff4e0}
@media (prefers-color-scheme:dark){:root{--ground:#0a1118;--panel:#111a23;--text:#e4ebf1;--muted:#9eafbe;--line:#2a3947;--accent:#58c7d8;--sea:#0d1a24;--land:#2a3a38;--warn:#f0c27a;--warn-ground:#2a2010}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word}
main{max-width:960px;margin:0 auto;padding:16px}
header,section{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:14px 18px;margin:0 0 12px}
h1{font-size:25px;line-height:1.2;margin:2px 0 8px}h1 span{color:var(--muted);font-weight:400}
h2{font-size:16px;margin:0 0 6px}h3{font-size:14px;margin:12px 0 4px}
p{margin:4px 0 8px}ul{margin:4px 0 8px;padding-left:20px}
.kicker,.quiet,.key{color:var(--muted);font-size:13px}.why{font-size:18px;line-height:1.45}
.badges{list-style:none;display:flex;flex-wrap:wrap;gap:6px;padding:0}.badges li{border:1px solid var(--line);border-radius:5px;padding:1px 8px;font-size:13px}
.note{background:var(--warn-ground);color:var(--warn);border-left:3px solid var(--warn);padding:6px 10px}
table{border-collapse:collapse;width:100%;font-size:13px;margin:4px 0 8px}
th,td{text-align:left;vertical-align:top;padding:4px 8px 4px 0;border-bottom:1px solid var(--line)}th{color:var(--muted);font-weight:600}td{min-width:4.5em}code,dd{overflow-wrap:anywhere}td:last-child{overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:6px 0}dt{color:var(--muted)}dd{margin:0}
code{font:12.5px ui-monospace,Menlo,Consolas,monospace}
button{font:inherit;font-weight:600;color:var(--panel);background:var(--accent);border:0;border-radius:6px;padding:8px 16px;cursor:pointer}
button:disabled{opacity:.6;cursor:default}button:focus-visible,summary:focus-visible{outline:2px solid var(--text);outline-offset:2px}
[hidden]{display:none}
#result{margin-top:10px}#result:not(:empty){border-left:3px solid var(--accent);padding:2px 0 2px 12px}
#result[data-outcome=differs],#result[data-outcome=not-raised],#result[data-outcome=failed]{border-color:var(--warn)}.outcome{font-weight:600}
svg{display:block;width:100%;height:auto;border:1px solid var(--line);border-radius:5px}
svg text{font:11px system-ui,sans-serif;fill:var(--text)}.sea{fill:var(--sea)}.land{fill:var(--land);stroke:var(--muted);stroke-width:.5}
.grid{stroke:var(--line);stroke-width:.6;fill:none}svg .deg,svg .tick,svg .row{fill:var(--muted);font-size:10px}
.heard{fill:none;stroke:var(--accent);stroke-width:1.8;stroke-linejoin:round}rect.heard{fill:var(--accent);stroke:none}.other{fill:none;stroke:var(--muted);stroke-width:1.3}
.dot{fill:var(--accent)}.silent{fill:none;stroke:var(--accent);stroke-width:1.2;stroke-dasharray:2 5}
.port{fill:var(--panel);stroke:var(--text)}svg .name{font-weight:600;paint-order:stroke;stroke:var(--sea);stroke-width:3px}svg .name.quiet{font-weight:400;fill:var(--muted)}
.sighting,.seen{fill:var(--warn);stroke:var(--panel)}.gone{fill:none;stroke:var(--warn)}
.number circle{fill:var(--text)}svg .number text{fill:var(--panel);font-weight:700}
.event{fill:var(--text)}.event.inferred,.event.claimed{fill:none;stroke:var(--text);stroke-dasharray:3 2}.event.sighted{fill:var(--warn)}.said{stroke:var(--warn);stroke-width:1.5}
.timeline{background:var(--panel)}
@media (max-width:640px){svg text{font-size:20px}svg .deg,svg .tick,svg .row{font-size:19px}.number circle{r:13px}.number text{font-size:17px}main{padding:8px}header,section{padding:12px}thead{display:none}tr{display:block;border-bottom:1px solid var(--line);padding:6px 0}td{display:block;border:0;padding:1px 0}td:not(:empty)::before{content:attr(data-head) ": ";color:var(--muted)}dl{grid-template-columns:1fr}dd{margin-bottom:6px}}
@media print{:root{color-scheme:light;--ground:#fff;--panel:#fff;--text:#000;--muted:#444;--line:#bbb;--accent:#035;--sea:#f2f6f8;--land:#d8dbd8;--warn:#5a3000;--warn-ground:#fff}@page{size:A4;margin:12mm}
body{font-size:8.5pt;line-height:1.25}main{max-width:none;padding:0}header,section{border:0;border-top:1px solid #bbb;border-radius:0;padding:4px 0;margin:0 0 4px}header{border:0}
h1{font-size:15pt}h2{font-size:10.5pt;break-after:avoid}h3{font-size:9pt;margin:4px 0 2px}.why{font-size:11pt}table{font-size:7.5pt}th,td{padding:1px 6px 1px 0}tr,svg{break-inside:avoid}.kicker,.quiet,.key,dl{font-size:7.5pt}svg.map{width:64%;margin:0 auto}svg.timeline{width:88%;margin:0 auto}
button,.positions,details,noscript,#result,.ranking td:last-child,.ranking th:last-child{display:none}p,ul{margin:2px 0}}
`;
