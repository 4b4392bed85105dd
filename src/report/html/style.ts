/** The page's style sheet. Colours meet WCAG AA on both grounds; every status has a shape and a word besides. */
export const style = `
:root{color-scheme:light dark;--ground:#f6f6f3;--sheet:#fff;--ink:#1d2126;--soft:#565d66;--line:#dddfe0;--track:#e6e8e9;--code:#f1f2f0;--link:#0b57a4;
--good:#176b3a;--good-ground:#e9f4ec;--bad:#ad1f1f;--bad-ground:#fbecea;--unsure:#7f5000;--unsure-ground:#fbf2de}
@media (prefers-color-scheme:dark){:root{--ground:#15181b;--sheet:#1d2125;--ink:#e8eaec;--soft:#a6aeb7;--line:#353b41;--track:#31373d;--code:#262b30;--link:#8cc0ff;
--good:#6fd08f;--good-ground:#17291e;--bad:#ff9389;--bad-ground:#351d1c;--unsure:#f0bd63;--unsure-ground:#30260f}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
.page{max-width:58rem;margin:0 auto;padding:2rem 1.5rem 4rem}
h1,h2,h3,p,ul,ol,dl,dd{margin:0}
h2{font-size:1.3rem;line-height:1.3;letter-spacing:-.01em;margin:0 0 .9rem}
h3{font-size:1.06rem;line-height:1.35}
small{font-size:.86em;color:var(--soft);font-weight:400}
a{color:var(--link);text-underline-offset:.18em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:4px}
code,pre,.path{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.88em}
.quiet,.key{color:var(--soft);font-size:.9rem}
.key{margin:-.5rem 0 .8rem}
section{margin-top:2.75rem}
.plain,.rows,.gauges,.causes,.contents ul{list-style:none;padding:0}
.shapes{position:absolute}
.shape{width:1.05em;height:1.05em;flex:none}
.mark .shape{position:relative;top:.17em}
symbol circle,symbol .plate{fill:currentColor;stroke:none}
symbol path{fill:none;stroke:var(--sheet);stroke-width:2.6;stroke-linecap:round;stroke-linejoin:round}
.good{--tone:var(--good);--tone-ground:var(--good-ground)}
.bad{--tone:var(--bad);--tone-ground:var(--bad-ground)}
.unsure{--tone:var(--unsure);--tone-ground:var(--unsure-ground)}
.shape{color:var(--tone)}
.mark{display:inline-flex;gap:.4em;align-items:baseline;color:var(--tone);font-weight:600;font-size:.9rem;white-space:nowrap}
.hero{background:var(--tone-ground);border-radius:14px;border-top:6px solid var(--tone);padding:1.6rem 1.9rem 1.5rem}
.hero .of{font-weight:600;color:var(--soft)}
.hero h1{display:flex;flex-wrap:wrap;align-items:center;gap:.1em .32em;font-size:clamp(2.1rem,9vw,4rem);line-height:1.15;letter-spacing:-.025em;font-weight:750;color:var(--tone);overflow-wrap:normal;margin:.1rem 0 .5rem}
.hero h1 .shape{width:.82em;height:.82em}
.hero h1 .profile{font-size:1rem;letter-spacing:0;color:var(--soft);align-self:flex-end;padding-bottom:.55rem}
.headline{font-size:1.22rem;line-height:1.45;max-width:46rem}
.proof{margin-top:.6rem;max-width:46rem}
.hero small,.hero .of{color:color-mix(in srgb,var(--ink) 74%,var(--tone-ground))}
.facts{display:grid;gap:.45rem;margin-top:1rem}
.facts>div{display:grid;grid-template-columns:7.2rem 1fr;gap:.2rem 1rem}
.facts dt{color:var(--soft);font-size:.92rem}
.hero .facts dt{color:color-mix(in srgb,var(--ink) 74%,var(--tone-ground))}
.facts.small{font-size:.9rem;gap:.25rem;margin-top:.35rem}
.facts.small dt{font-size:.9rem}
.tally{margin-top:1.3rem}
.tally svg{display:block;border-radius:4px;margin-bottom:.5rem;background:var(--track)}
.tally rect{fill:var(--tone)}
.contents{margin-top:1.2rem;font-size:.93rem}
.contents ul{display:flex;flex-wrap:wrap;gap:.35rem 1.25rem}
.card,.stories,table{background:var(--sheet);border:1px solid var(--line);border-radius:12px}
.card{padding:1.2rem 1.4rem 1.3rem}
.card+.card{margin-top:1rem}
.causes{counter-reset:cause}
.sub{display:flex;flex-wrap:wrap;gap:.1rem .8rem;align-items:center;margin-top:.25rem;font-size:.92rem;color:var(--soft)}
.message{margin-top:.7rem;font-size:1.06rem}
.also{margin-top:.9rem}
ul.also{margin-top:.2rem;padding-left:1.3rem}
.commands{margin-top:1rem}
.commands p{font-size:.9rem;color:var(--soft);margin-top:.55rem}
pre{margin:.2rem 0 0;background:var(--code);border-radius:8px;padding:.55rem .8rem;white-space:pre-wrap}
.rows>li{display:grid;grid-template-columns:8.2rem 1fr;gap:.2rem .9rem;padding:.7rem 0;border-top:1px solid var(--line)}
.rows>li>:only-child{grid-column:1/-1}
.rows>li:first-child{border-top:0}
section>.rows{background:var(--sheet);border:1px solid var(--line);border-radius:12px;padding:.2rem 1.4rem}
.stories{overflow:hidden}
.story+.story{border-top:1px solid var(--line)}
summary{display:flex;flex-wrap:wrap;gap:.1rem 1rem;align-items:baseline;padding:.7rem 1.4rem;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary .name{flex:1 1 16rem;font-weight:600;padding-left:1.15em;text-indent:-1.15em}
summary .name::before{content:"";display:inline-block;width:.45em;height:.45em;margin-right:.7em;border:solid var(--soft);border-width:0 2px 2px 0;transform:rotate(-45deg) translateY(-.15em)}
details[open]>summary .name::before{transform:rotate(45deg) translate(-.15em,-.1em)}
summary .end{display:inline-flex;gap:1rem;align-items:baseline;color:var(--soft);font-size:.93rem}
summary:hover{background:color-mix(in srgb,var(--track) 45%,transparent)}
summary:focus-visible{outline-offset:-3px}
.time{font-variant-numeric:tabular-nums;color:var(--soft);white-space:nowrap}
summary .time{min-width:4.2rem;text-align:right}
.inside{padding:.1rem 1.4rem 1rem 2.75rem}
.inside>p{margin:.1rem 0 .6rem}
.steps{padding-left:1.4rem}
.steps li>div{display:flex;gap:.5rem;align-items:baseline;padding:.16rem 0}
.steps li span:first-child{flex:1}
.steps .time{min-width:4.2rem;text-align:right}
.steps li::marker{color:var(--soft);font-size:.9em}
.steps .failed{color:var(--bad);font-weight:600}
.steps .failed::marker{color:var(--bad)}
.here{font-size:.82em;border:1px solid currentColor;border-radius:5px;padding:0 .4em;margin-left:.3em;white-space:nowrap}
.derived{margin-top:.6rem;font-size:.93rem}
.derived>li{padding:.2rem 0;border:0}
table{width:100%;border-spacing:0;border-collapse:separate;font-size:.95rem}
caption{text-align:left;color:var(--soft);font-size:.9rem;padding:0 0 .35rem}
th,td{text-align:left;vertical-align:top;padding:.55rem .8rem;border-top:1px solid var(--line);font-weight:400}
tbody th{font-weight:600}
thead th{border-top:0;color:var(--soft);font-size:.88rem}
th:first-child{padding-left:1.4rem}
td:last-child,th:last-child{padding-right:1.4rem}
section>table{margin-top:.8rem}
h2+table{margin-top:0}
.card table{border:0;margin-top:1.2rem;background:none}
.card th:first-child{padding-left:0}
.card td:last-child,.card th:last-child{padding-right:0}
.numbers td,.numbers thead th:not(:first-child){text-align:right;font-variant-numeric:tabular-nums}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:1rem}
.grid .card{margin:0}
.gauges{display:grid;gap:.55rem;margin-top:.8rem}
.gauge{display:grid;grid-template-columns:2.8rem 1fr;gap:.05rem .7rem;align-items:center;font-size:.93rem}
.gauge .figure{grid-column:2;font-variant-numeric:tabular-nums;line-height:1.3}
.wide .gauge{grid-template-columns:6.9rem 1fr minmax(8rem,19rem);gap:.1rem .9rem;padding:.55rem 0;border-top:1px solid var(--line);align-items:start}
.wide .gauge:first-child{border-top:0}
.wide .gauge .mark,.wide .gauge .name{grid-row:span 2}
.wide .gauge .bar{margin-top:.3rem}
.wide .gauge .figure{grid-column:3}
.wide .gauge .figure b{display:block;font-weight:500}
.gauges+.quiet{margin-top:.5rem}
.bar{display:block;overflow:visible}
.track{fill:var(--track)}
.value{fill:var(--tone)}
.edge{stroke:var(--ink);stroke-width:2}
footer{margin-top:3rem;color:var(--soft);font-size:.9rem}
@media (max-width:38rem){
.page{padding:1rem .85rem 3rem}
.hero{padding:1.2rem 1.1rem}
.card,section>.rows{padding-left:1rem;padding-right:1rem}
summary{padding-left:1rem;padding-right:1rem}
summary .end{padding-left:1.15rem;flex-wrap:wrap;gap:0 1rem}
summary .time{min-width:0}
.inside{padding:.1rem 1rem .9rem}
.facts>div{grid-template-columns:1fr;gap:0}
.facts.small>div{grid-template-columns:5rem 1fr}
.rows>li{grid-template-columns:1fr}
.wide .gauge{grid-template-columns:1fr}
.wide .gauge .figure{grid-column:1}
.hero h1 .profile{padding-bottom:.2rem}
.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.stack tr{display:grid;padding:.7rem 1rem;border-top:1px solid var(--line)}
.stack tr:first-child{border-top:0}
.card .stack tr{padding:.6rem 0}
.stack caption{display:block;padding:0}
.stack,.stack tbody{display:block}
.stack th,.stack td{display:grid;grid-template-columns:6rem 1fr;gap:.6rem;padding:.1rem 0!important;border:0;text-align:left!important}
.stack th{display:block}
.stack td::before{content:attr(data-name);color:var(--soft);font-size:.9rem}
.stack td{display:block}
.stack td::before{display:inline-block;min-width:5.5rem;padding-right:.6rem}
}
@media print{
:root{color-scheme:light;--ground:#fff}
body{font-size:10.5pt}
.page{max-width:none;padding:0}
.contents{display:none}
.card,.story,tr,.hero{break-inside:avoid}
h2,h3{break-after:avoid}
.hero,.tally svg,.mark,.bar{print-color-adjust:exact;-webkit-print-color-adjust:exact}
details::details-content{content-visibility:visible;display:block}
}
@media (forced-colors:active){.shape,.bar{forced-color-adjust:none}}
`;
