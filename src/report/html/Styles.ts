/**
 * How the report looks: light and dark, on a phone and on paper. One text, so that its hash can stand in the policy of the file.
 */
import { paletteRules } from "./Colours.ts"

/** The style sheet. `sizes` are the widths of the strip's parts. */
export const styles = (personas: number, sizes: ReadonlyArray<number>): string =>
  [
    tokens,
    base,
    page,
    overview,
    card,
    tables,
    narrow,
    print,
    paletteRules(personas),
    ...sizes.map((size, at) => `.strip .w${at}{flex-grow:${Math.max(1, size)}}`)
  ].join("\n")

const tokens = `
:root{color-scheme:light dark;--bg:#fff;--quiet-bg:#f6f6f4;--ink:#191b1d;--ink-2:#454a4f;--ink-3:#62686e;--rule:#e2e3e1;--rule-2:#c9cccb;--track:#e6e7e5;--focus:#1a5fd0;--mark:#fff0b8;
--sans:"Inter var",Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;--serif:"Iowan Old Style",Charter,Cambria,Georgia,"Noto Serif","DejaVu Serif",serif}
@media (prefers-color-scheme:dark){:root{--bg:#131517;--quiet-bg:#1a1d20;--ink:#eceeef;--ink-2:#bcc2c7;--ink-3:#969da4;--rule:#2a2e32;--rule-2:#454b51;--track:#2a2e32;--focus:#8ab8ff;--mark:#55471a}}`

const base = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--bg);color:var(--ink);font:1rem/1.55 var(--sans);font-variant-numeric:tabular-nums;overflow-wrap:anywhere;display:grid;grid-template-columns:15rem minmax(0,1fr)}
h1,h2,h3,h4,p,ol,ul,dl,dd,figure,blockquote{margin:0;padding:0}
ol,ul{list-style:none}
h1,h2{font-family:var(--serif);font-weight:500;line-height:1.15;letter-spacing:-.01em;text-wrap:balance}
h1{font-size:clamp(2rem,1.4rem + 2vw,3rem)}
h2{font-size:2.125rem;margin-block-end:.5rem}
h3{font-size:.8125rem;font-weight:650;margin-block:2rem .5rem}
h4{font-size:.8125rem;font-weight:400;color:var(--ink-2);margin-block:1.25rem .25rem}
p+p{margin-block-start:.5rem}
h1,h2,h3,h4,p,li,dd,dt,td,th,figcaption,summary,span,strong{unicode-bidi:plaintext}
[dir=rtl]{text-align:right}[dir=rtl] [dir=auto]{text-align:right}[dir=ltr] [dir=auto]{text-align:left}
a{color:inherit;text-decoration-color:var(--rule-2);text-underline-offset:.2em}a:hover{text-decoration-color:currentColor}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:3px}
svg{display:block;direction:ltr;overflow:visible}
q{font-family:var(--serif);quotes:"“" "”"}
b,strong{font-weight:650}
.quiet{color:var(--ink-3)}.note{font-size:.875rem;color:var(--ink-2);margin-block-start:.5rem}
.lead{font-size:1.125rem;line-height:1.5;color:var(--ink-2);max-inline-size:44rem}
.hidden{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:fixed;inset-block-start:-5rem;inset-inline-start:1rem;background:var(--ink);color:var(--bg);padding:.6rem 1rem;z-index:2}.skip:not(:focus){clip-path:inset(50%)}.skip:focus{inset-block-start:1rem}
.figure{white-space:nowrap}
.track{fill:var(--track)}.fill,.dot{fill:var(--c,var(--ink-2))}.tick{fill:var(--ink)}
.axis{stroke:var(--track);stroke-width:2}.band{fill:var(--rule-2)}
.bar{inline-size:100%;block-size:10px}`

const page = `
.rail{position:sticky;inset-block-start:0;block-size:100vh;overflow-y:auto;border-inline-end:1px solid var(--rule);padding:2rem 1.25rem;font-size:.875rem}
.rail p{font-weight:650;line-height:1.35;margin-block-end:1rem}
.rail li a{display:flex;justify-content:space-between;gap:.75rem;padding:.3rem 0;text-decoration:none;color:var(--ink-2)}
.rail a:hover{color:var(--ink);text-decoration:underline}
.team{background:var(--ink);color:var(--bg);padding:.8rem 1rem;margin-block-end:2rem;border-radius:3px}.rail .mark{background:var(--ink);color:var(--bg);padding:.15rem .5rem;border-radius:3px;font-size:.8125rem}
dialog{position:fixed;inset-block:0;inset-inline:auto 0;margin:0;block-size:100dvh;max-block-size:none;inline-size:min(34rem,100vw);max-inline-size:none;border:0;border-inline-start:1px solid var(--rule-2);padding:0;background:var(--bg);color:var(--ink)}
dialog[open]{display:flex;flex-direction:column}dialog::backdrop{background:#0007}
dialog header{display:flex;gap:.5rem;align-items:center;padding:.75rem 1.5rem;border-block-end:1px solid var(--rule)}dialog header span{flex:1}
dialog button,.filters select,.filters input{font:inherit;font-size:.875rem;color:var(--ink-2);background:var(--bg);border:1px solid var(--rule-2);border-radius:5px;padding:.25rem .7rem}dialog button{cursor:pointer}dialog button:disabled{opacity:.45;cursor:default}
#drawer-body{flex:1;overflow-y:auto;padding:1.5rem}#drawer-body:focus{outline:0}#drawer-body h2{font-size:1.5rem;line-height:1.3;margin-block:.35rem 1rem}#drawer-body .evidence{padding:1rem 0;margin-block-start:1rem;border-block-start:1px solid var(--rule)}#drawer-body .support{text-align:start;font-size:.9375rem}#drawer-body .support .bar{inline-size:12rem;margin:.35rem 0}
#drawer-body .passage+.passage{border-block-start:1px solid var(--rule);padding-block-start:.75rem}#drawer-body blockquote{font-size:1.0625rem}
.filters{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;align-items:center;margin-block:1.25rem;font-size:.875rem}.filters label{color:var(--ink-2)}.filters select{max-inline-size:14rem}
.index{border-collapse:collapse;inline-size:100%;font-size:.9375rem}.index th,.index td{font-weight:400;text-align:start;vertical-align:baseline;padding:.4rem 0;padding-inline-end:1rem;border-block-end:1px solid var(--rule)}.index thead th{font-size:.8125rem;color:var(--ink-3)}.index td{white-space:nowrap;color:var(--ink-2);max-inline-size:12rem;overflow:hidden;text-overflow:ellipsis}
th button{font:inherit;color:inherit;background:none;border:0;padding:.2rem 0;cursor:pointer;text-align:start}th button:hover{text-decoration:underline}th[aria-sort=ascending] button::after{content:" ↑"}th[aria-sort=descending] button::after{content:" ↓"}
mark{background:var(--mark);color:inherit}
.respondents summary{cursor:pointer;padding-block:.4rem}.respondents details{border-block-end:1px solid var(--rule)}.respondents dl{padding-block-end:1rem}.respondents dl div{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,3fr);gap:1rem;padding-block:.2rem;font-size:.9375rem}.respondents dt{color:var(--ink-3)}
.rail .group{margin-block-start:1.25rem;color:var(--ink-3)}
.rail .number{color:var(--ink-3);white-space:nowrap}
.tools:not([hidden]){display:flex;flex-wrap:wrap;gap:.5rem;margin-block-start:1.5rem}
.tools button{font:inherit;color:var(--ink-2);background:none;border:1px solid var(--rule-2);border-radius:5px;padding:.25rem .7rem;cursor:pointer}
.tools button:hover{color:var(--ink);border-color:var(--ink-3)}
.page{min-inline-size:0;max-inline-size:78rem;padding:4rem clamp(1.25rem,5vw,5rem) 3rem}
main>section,.page>footer{border-block-start:1px solid var(--ink);margin-block-start:4.5rem;padding-block-start:2rem}
.columns{display:grid;grid-template-columns:minmax(0,7fr) minmax(0,5fr);gap:0 4.5rem}
.columns>div>h3:first-child{margin-block-start:0}.lists+.columns{margin-block-start:2rem}
footer{font-size:.875rem;color:var(--ink-2)}footer p{max-inline-size:44rem}`

const overview = `
.head h1{margin-block:1rem}.head .lead{font-size:1.25rem}
.notice{border-block:1px solid var(--ink);padding:.8rem 0;margin-block-start:1.5rem;max-inline-size:52rem}
.strip{display:flex;gap:3px;margin-block:1.5rem 1rem}
.strip span{flex:1 1 0;block-size:3.25rem;min-inline-size:2px;padding-inline:.75rem;background:var(--c);color:var(--bg);font:500 1.25rem/3.25rem var(--serif);border-radius:2px;overflow:hidden}
.strip.many{gap:1px}.strip.many span{padding:0;min-inline-size:1px}
.strip .rest{background:repeating-linear-gradient(135deg,var(--rule-2) 0 1px,transparent 1px 7px);outline:1px solid var(--rule-2);outline-offset:-1px}
.people{inline-size:100%;border-collapse:collapse}
.people th,.people td{padding:.7rem 1.25rem .7rem 0;text-align:start;vertical-align:middle;border-block-end:1px solid var(--rule);font-weight:400}
[dir=rtl] .people th,[dir=rtl] .people td{padding:.7rem 0 .7rem 1.25rem}
.people thead th{font-size:.8125rem;color:var(--ink-3)}
.people td:nth-child(2){inline-size:13rem}.people .steadiness{inline-size:7rem}
.people td{font-size:.9375rem}.people td .quiet{font-size:.875rem}
.who{display:flex;align-items:center;gap:1rem;text-decoration:none}.who:hover strong{text-decoration:underline}
.who strong,.who span span{display:block;line-height:1.35}.who span span{color:var(--ink-2);font-size:.9375rem}
.portrait{flex:none}.portrait circle{fill:none;stroke-width:6}.portrait .track{stroke:var(--track)}.portrait .arc{stroke:var(--c)}.portrait text{font:500 40px var(--serif);fill:var(--c)}
.reading{max-inline-size:46rem;color:var(--ink-2)}
.verdict{font:500 2rem/1.2 var(--serif);margin-block:.25rem 1rem}
#groups{font:650 1rem/1.4 var(--sans);letter-spacing:0}
.places div{display:grid;grid-template-columns:6rem minmax(0,1fr);gap:1rem;align-items:center;padding-block:.1rem}
.line,.steady,.dumbbell{inline-size:100%;block-size:18px}
.line .thin{stroke:var(--c);stroke-width:2}.line .thick{stroke:var(--c);stroke-width:8;stroke-linecap:round}.line .middle{fill:var(--bg);stroke:var(--c);stroke-width:1.5}
.ends{display:grid;grid-template-columns:1fr 1fr;gap:2rem;direction:ltr;font-size:.8125rem;line-height:1.4;color:var(--ink-2)}
.ends p{margin:0}.ends p:last-child{text-align:right}
.together{inline-size:100%;block-size:40px}.shuffle{stroke:var(--ink-3);stroke-opacity:.6}.together line.pin{stroke:var(--ink);stroke-width:2}.together circle{fill:var(--ink)}`

const card = `
.card>header{display:flex;align-items:center;gap:1.5rem;margin-block-end:2rem}
.card>header>div{flex:1;min-inline-size:0}
.card h2{font-size:2.75rem;margin:0}
.title{font-size:1.125rem;color:var(--ink-2)}
.stands{flex:none;align-self:flex-start;max-inline-size:18rem;font-size:.9375rem}.stands .more{display:block}.stands>*{white-space:nowrap}
.bio{font-size:1.125rem;line-height:1.6}
sup{font-size:.6875rem;line-height:0;font-weight:650;margin-inline-start:.2em}sup a{color:var(--c);text-decoration:none;padding:.3em .25em}sup a:hover{text-decoration:underline}
.of-bio{margin-block-start:.75rem;font-size:.875rem}.of-bio>summary{color:var(--ink-2);cursor:pointer;text-decoration:underline;text-decoration-color:var(--rule-2);text-underline-offset:.2em}
.quote{margin-block:.75rem 1.25rem}.quote q{font-size:1.1875rem;line-height:1.45}
figcaption{font-size:.8125rem;color:var(--ink-3);line-height:1.4;margin-block-start:.2rem}.code{font-weight:650;color:var(--ink-2)}
.lists{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 4.5rem}
.entries>li{border-block-end:1px solid var(--rule)}
.entries summary{display:grid;grid-template-columns:1.5rem minmax(0,1fr) fit-content(8rem) .75rem;gap:.25rem .75rem;align-items:baseline;padding-block:.55rem;cursor:pointer;list-style:none;line-height:1.4;font-size:.9375rem}
.entries summary::-webkit-details-marker{display:none}
.entries summary:hover .said{text-decoration:underline;text-decoration-color:var(--rule-2);text-underline-offset:.2em}
.no{font-size:.75rem;color:var(--ink-3)}
.entries summary::after{content:"+";color:var(--ink-3);text-align:center}.entries [open]>summary::after{content:"–"}
.entries q{font-size:1.0625rem}
.facts summary{grid-template-columns:1.5rem minmax(0,1fr) minmax(0,1fr) .75rem}.facts .evidence{padding-inline-start:2.25rem}.facts .label{color:var(--ink-2)}.facts .said{font-weight:550}
.support{font-size:.875rem;color:var(--ink-2);text-align:end}.support .bar{inline-size:4.5rem;margin-inline-start:auto}.support .quiet{display:block;font-size:.75rem}
.evidence{padding:.25rem 0 1rem;padding-inline-start:2.25rem;font-size:.875rem}
.of-bio .evidence{padding-inline-start:1.25rem}.of-bio li{padding-block-start:.6rem}
.evidence table{inline-size:100%;border-collapse:collapse}
.evidence th,.evidence td{font-weight:400;text-align:start;vertical-align:bottom;padding:.3rem 0;padding-inline-end:1rem}
.evidence thead th{color:var(--ink-3);font-size:.75rem}.evidence td,.evidence thead th+th{white-space:nowrap}
.evidence td .quiet,.evidence th .quiet{display:block;font-size:.8125rem}
.passage+.passage,table+.passage{margin-block-start:.75rem}
.evidence blockquote{line-height:1.45;white-space:pre-line}
.key{font-size:.8125rem;color:var(--ink-2)}
.key span{display:inline-block;inline-size:10px;block-size:10px;border-radius:50%}.key .dot{background:var(--c)}.key .ring{border:2px solid var(--ink-3);margin-inline-start:.75rem}
.says li{display:grid;grid-template-columns:minmax(0,1fr) 10rem 8.5rem;gap:1rem;align-items:center;padding-block:.4rem;line-height:1.35}
.says li>span:first-child span{display:block}.says .quiet{font-size:.8125rem}.says .said{font-size:.9375rem}
.says .figure{font-weight:650;display:flex;gap:.75rem;justify-content:flex-end}.says .figure .quiet{font-weight:400;min-inline-size:2.75rem;text-align:end;font-size:.9375rem}
.dumbbell .gap{stroke:var(--c);stroke-width:2}circle.ring{fill:var(--bg);stroke:var(--ink-3);stroke-width:1.8}
.scale{display:flex;justify-content:space-between;direction:ltr;font-size:.75rem;color:var(--ink-3)}`

const tables = `
.scroll{overflow-x:auto;margin-block-start:1.5rem}
.matrix{border-collapse:collapse;inline-size:100%;font-size:.875rem;overflow-wrap:normal}
.matrix th,.matrix td{font-weight:400;text-align:start;padding:.3rem .5rem;border-block-end:1px solid var(--rule)}
.matrix thead th{font-weight:650;border-block-end:1px solid var(--ink);vertical-align:bottom}
.matrix th:first-child{position:sticky;inset-inline-start:0;background:var(--bg);min-inline-size:9rem;max-inline-size:17rem;padding-inline-start:0;overflow-wrap:anywhere}
.matrix .question th{font-weight:650;border:0;padding-block:1.5rem .25rem;max-inline-size:none;position:static}.question .quiet{font-weight:400}
.matrix td{min-inline-size:5.5rem;white-space:nowrap;text-align:start}
.matrix td .bar{inline-size:4.5rem}
.heat td{min-inline-size:2.6rem;text-align:center;font-size:.8125rem;padding-inline:.25rem}.heat thead th:not(:first-child){padding-inline:.25rem}.heat thead th:not(:first-child) bdi{display:inline-block;writing-mode:vertical-rl;transform:rotate(180deg);max-block-size:9rem;max-inline-size:9rem;line-height:1.1}
.h1{background:var(--quiet-bg)}.h2{background:var(--track)}.h3{background:var(--rule-2)}.h4{background:var(--ink-2);color:var(--bg)}
h2+.columns{margin-block-start:1.5rem}
.figures li{display:grid;grid-template-columns:minmax(0,1fr) 6.5rem minmax(4.25rem,auto);gap:1rem;align-items:center;padding-block:.3rem;font-size:.9375rem}
.figures .figure{text-align:end}
.costs{border-collapse:collapse;inline-size:100%;font-size:.9375rem}
.costs th,.costs td{text-align:start;font-weight:400;padding:.3rem 0;border-block-end:1px solid var(--rule)}.costs td,.costs thead th+th{text-align:end}
.costs tfoot th,.costs tfoot td{font-weight:650;border:0}
.made div{display:grid;grid-template-columns:10rem minmax(0,1fr);gap:1rem;padding-block:.2rem;font-size:.9375rem}.made dt{color:var(--ink-3)}
.warnings li{padding-block:.5rem;border-block-end:1px solid var(--rule);max-inline-size:52rem}`

const narrow = `
@media (max-width:60rem){
body{display:block}
.rail{position:static;block-size:auto;border:0;border-block-end:1px solid var(--rule);padding:1rem 1.25rem}
.rail ul{display:flex;flex-wrap:wrap;gap:0 1.25rem}.rail .group,.rail .number{display:none}.rail p{margin:0}.tools{margin-block-start:.5rem}
.page{padding-block-start:2.5rem}
.columns{grid-template-columns:minmax(0,1fr);gap:2rem}
}
@media (max-width:40rem){
main>section{margin-block-start:3rem}
.lists{grid-template-columns:minmax(0,1fr)}
.card>header{flex-wrap:wrap;gap:1rem}.card h2{font-size:2.25rem}.stands{flex-basis:100%;max-inline-size:none}
.people thead,.people .steadiness{display:none}.people tr{display:block;padding-block:.6rem;border-block-end:1px solid var(--rule)}.people tr>th,.people tr>td:nth-child(2){display:block;inline-size:auto;padding:.1rem 0;border:0}.people tr>td:nth-child(2){padding-inline-start:3.5rem}
.entries summary{grid-template-columns:1.5rem minmax(0,1fr) fit-content(5.5rem) .75rem}.facts summary{grid-template-columns:1.5rem minmax(0,1fr) minmax(0,1fr) .75rem}
.says li{grid-template-columns:minmax(0,1fr) auto}.says .dumbbell{grid-row:2;grid-column:1/-1}
.figures li{grid-template-columns:minmax(0,1fr) 4rem minmax(4rem,auto)}
.places div{grid-template-columns:6rem minmax(0,1fr)}
.made div{grid-template-columns:7.5rem minmax(0,1fr)}
}`

const print = `
@media print{
@page{size:A4;margin:14mm 15mm}
:root{color-scheme:light;--bg:#fff;--quiet-bg:#f6f6f4;--ink:#191b1d;--ink-2:#454a4f;--ink-3:#62686e;--rule:#e2e3e1;--rule-2:#c9cccb;--track:#e6e7e5}
html{font-size:10px}
body{display:block;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.rail,.skip,dialog,#index{display:none!important}
.page{padding:0;max-inline-size:none}
main>section{margin-block-start:2.5rem;padding-block-start:1.25rem}
.card{break-before:page;margin-block-start:0!important;border:0!important;padding:0!important}
.card+section{break-before:page}
.columns{grid-template-columns:minmax(0,7fr) minmax(0,5fr);gap:0 2.5rem}.lists{grid-template-columns:repeat(2,minmax(0,1fr));gap:0 2.5rem}
.lists+.columns{display:block}.says{columns:2;column-gap:2.5rem}.says li{grid-template-columns:minmax(0,1fr) 5rem 8rem;gap:1rem}
.card>header{margin-block-end:1rem}.card h2{font-size:2.25rem}.bio{font-size:1.0625rem;line-height:1.5}
h3{margin-block:1.25rem .25rem}
details::details-content{content-visibility:visible;block-size:auto}
.entries summary::after,.entries [open]>summary::after{content:none!important}
.entries summary{padding-block:.3rem}.evidence{padding-block:0 .4rem;font-size:.8rem}.evidence th,.evidence td{padding-block:.1rem}
.scroll{overflow:visible}.matrix td{min-inline-size:0}.matrix td .bar{inline-size:3.5rem}.matrix th,.matrix td{padding-block:.15rem;position:static!important}
.entries>li,.says li,.quote,tr{break-inside:avoid}h3,h4,.question{break-after:avoid}
}`
