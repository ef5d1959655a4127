import { asProperties, DARK, LIGHT } from './html-palette.ts';

/** The page's style sheet: light and dark by the reader's setting, always light on paper. */
export const STYLE = `
:root{color-scheme:light dark;${asProperties(LIGHT)}}
@media screen and (prefers-color-scheme:dark){:root{${asProperties(DARK)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
body>header,nav,main,footer{max-width:1080px;margin:0 auto;padding:0 20px}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999px;top:0;padding:8px 16px;background:var(--surface)}
.skip:focus{left:8px;top:8px}
body>header{padding-top:40px}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 4px;letter-spacing:-.015em}
h2{font-size:1.25rem;margin:44px 0 14px;letter-spacing:-.01em}
h3{font-size:1.05rem;margin:0}
p{margin:0 0 10px}
.quiet,.what{color:var(--quiet)}
.eyebrow{color:var(--quiet);font-size:.85rem;margin:0 0 6px}
.counts{display:flex;flex-wrap:wrap;gap:10px;list-style:none;margin:20px 0 0;padding:0}
.counts li{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:10px 16px;min-width:104px}
.counts b{display:block;font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:4px 18px;margin:20px 0 0}
.facts dt,.finding dt{color:var(--quiet)}
.facts dd,.finding dd{margin:0}
nav ul{display:flex;flex-wrap:wrap;gap:6px 20px;list-style:none;margin:24px 0 0;padding:12px 0;border-block:1px solid var(--line)}
.card{background:var(--surface);border:1px solid var(--line);border-radius:14px;padding:18px 20px;margin:0 0 14px}
.finding{border-left:5px solid var(--unknown)}
.finding.failed{border-left-color:var(--failed)}
.finding.warning{border-left-color:var(--warning)}
.finding header{display:flex;flex-wrap:wrap;justify-content:space-between;gap:4px 16px;margin-bottom:10px}
.finding .tags{margin:0}
.finding dl{display:grid;grid-template-columns:72px 1fr;gap:6px 12px;margin:0}
.finding ol{margin:0;padding-left:1.3em}
.tag{border:1px solid var(--line);border-radius:99px;padding:1px 10px;font-size:.85rem}
.tag.failed,.tag.warning{border-color:currentColor}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.command{background:var(--page);border:1px solid var(--line);border-radius:6px;padding:2px 8px;display:inline-block}
.badge{font-weight:600}
.passed>.mark,.badge.passed,.tag.passed,.counts .passed b{color:var(--passed)}
.warning>.mark,.badge.warning,.tag.warning,.counts .warning b{color:var(--warning)}
.failed>.mark,.badge.failed,.tag.failed,.counts .failed b{color:var(--failed)}
.badge.skipped,.badge.not-testable,.skipped>.mark,.not-testable>.mark{color:var(--unknown)}
.words{list-style:none;margin:10px 0 0;padding:0}
summary{cursor:pointer}
.scroll{overflow-x:auto;padding:0}
table{border-collapse:collapse;width:100%;min-width:700px;font-size:.9rem}
caption{text-align:left;font-weight:600;padding:14px 16px 6px}
th,td{overflow-wrap:break-word;text-align:left;vertical-align:top;padding:9px 16px;border-top:1px solid var(--line);font-weight:400}
thead th{white-space:nowrap;color:var(--quiet);border-top:0;font-size:.82rem}
tbody th{font-weight:600;min-width:170px}
.badge,.tags code{white-space:nowrap}
footer{color:var(--quiet);font-size:.85rem;padding-block:32px 48px}
.drawing{padding:10px}
.map{display:block;width:100%;height:auto}
.map.narrow{display:none;max-width:480px;margin:0 auto}
.map text{text-anchor:middle;fill:var(--text);font-size:14px}
.map .what{fill:var(--quiet);font-size:13px}
.map .title{font-weight:650;font-size:16px}
.map line{stroke:var(--unknown);stroke-width:2.5;stroke-dasharray:2 7;stroke-linecap:round}
.map line.passed{stroke:var(--passed);stroke-dasharray:none}
.map line.warning{stroke:var(--warning);stroke-width:3.5;stroke-dasharray:16 7}
.map line.failed{stroke:var(--failed);stroke-width:4.5;stroke-dasharray:7 8}
.map rect{fill:var(--surface);stroke:var(--unknown);stroke-width:1.5}
.map .label rect{stroke:var(--line)}
.map .label.passed .verdict{fill:var(--passed)}
.map .label.warning .verdict{fill:var(--warning)}
.map .label.failed .verdict{fill:var(--failed);font-weight:650}
.map .label.warning rect{stroke:var(--warning)}
.map .label.failed rect{stroke:var(--failed)}
.map .node.passed rect{stroke:var(--passed)}
.map .node.warning rect{stroke:var(--warning);stroke-width:2.5}
.map .node.failed rect{stroke:var(--failed);stroke-width:2.5}
.map.narrow text{font-size:12px}
.map.narrow .what,.map.narrow .verdict{font-size:10.5px}
.map.narrow .title{font-size:12.5px}
@media screen and (max-width:700px){
body>header,nav,main,footer{padding-inline:14px}
h1{font-size:1.5rem}
.map.wide{display:none}
.map.narrow{display:block}
.finding dl,.facts{grid-template-columns:1fr;gap:0}
.finding dd,.facts dd{margin-bottom:8px}
}
@media print{
body{font-size:10.5pt;background:none}
nav,.skip,details{display:none}
.card,.counts li{break-inside:avoid;border-color:#999}
.scroll{break-inside:auto;overflow:visible}
table{min-width:0;font-size:8pt}
th,td{overflow-wrap:anywhere}
tbody th{min-width:0}
.badge{white-space:normal}
th,td{padding:4px 6px}
tr{break-inside:avoid}
thead{display:table-header-group}
a{color:inherit}
}
`;
