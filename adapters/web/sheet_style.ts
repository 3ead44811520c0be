/** The look of the 相談シート and of the owner's copy: readable on a phone, one A4 page on paper (a copy may take more), no colour needed, system fonts only. */
export const sheetStyle = `
:root { color-scheme: light; --ink: #1a1a1a; --soft: #555; --line: #767676; --tint: #f1f5f4; --deep: #0b5d4f; }
* { box-sizing: border-box; }
html { font-size: 16px; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 52rem; padding: 1rem; color: var(--ink); background: #fff; line-height: 1.6;
  font-family: "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans JP", "Yu Gothic", Meiryo, sans-serif; overflow-wrap: anywhere; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1rem; border-bottom: 2px solid var(--deep); }
h1 { margin: 0; font-size: 1.5rem; }
header p { margin: 0; }
header .note { flex-basis: 100%; color: var(--soft); font-size: .875rem; padding-bottom: .25rem; }
main { display: grid; gap: .75rem 1.25rem; margin-top: .75rem; }
h2 { margin: 0 0 .25rem; font-size: 1rem; color: var(--deep); border-bottom: 1px solid var(--line); }
h3 { margin: .35rem 0 0; font-size: .875rem; }
p { margin: .15rem 0; }
ul { margin: 0; padding: 0; list-style: none; }
li { position: relative; }
ul > li { padding-left: 1em; }
ul > li::before { content: "・"; position: absolute; left: 0; }
ul.boxes > li { padding-left: 1.5em; }
ul.boxes > li::before { content: ""; position: absolute; left: 0; top: .35em; width: .9em; height: .9em; border: 1px solid var(--ink); }
dl { margin: 0; display: grid; grid-template-columns: max-content 1fr; gap: 0 1em; }
dt { color: var(--soft); }
dd { margin: 0; }
.name { font-size: 1.125rem; font-weight: 700; }
.desk { background: var(--tint); border: 1px solid var(--deep); border-radius: .5rem; padding: .6rem .8rem; }
.desk h2 { border: 0; }
.number { font-size: 1.375rem; font-weight: 700; color: var(--ink); display: inline-block; min-height: 2.75rem; line-height: 2.75rem; white-space: nowrap; }
.small, footer { font-size: .8125rem; color: var(--soft); }
.links { display: flex; flex-wrap: wrap; gap: 0 1rem; }
.links a { display: inline-block; min-height: 1.5rem; }
a { color: var(--deep); }
a:focus-visible { outline: 3px solid #b45f00; outline-offset: 2px; }
footer { display: flex; gap: 1rem; align-items: center; margin-top: .75rem; border-top: 1px solid var(--line); padding-top: .5rem; }
footer svg { width: 6.5rem; height: 6.5rem; flex: none; }
.paper { display: none; }
.told { list-style: none; margin: 0; padding: 0; }
.told > li { padding: .6rem 0; border-bottom: 1px solid var(--line); }
.told > li > div + div { margin-top: .35rem; }
.when { color: var(--soft); font-size: .8125rem; }
.chose { font-weight: 700; }
@media (min-width: 44rem) { main:not(.copy) { grid-template-columns: 1fr 1fr; } .wide { grid-column: 1 / -1; } }
@media print {
  @page { size: A4 portrait; margin: 9mm 12mm; }
  html { font-size: 9pt; }
  html.roomy { font-size: 10.5pt; }
  /* a hair inside the edge: printers and browsers cut what stands on it */
  body { position: relative; max-width: none; padding: 0 .5mm; line-height: 1.36; }
  header { min-height: 22mm; padding-right: 68mm; align-content: flex-start; }
  main { gap: 2mm 6mm; margin-top: 2mm; }
  main:not(.copy) { grid-template-columns: 1fr 1fr; }
  .wide { grid-column: 1 / -1; }
  a { color: inherit; text-decoration: none; }
  p { margin: .1rem 0; }
  .number { min-height: 0; line-height: 1.25; }
  .desk { background: none; padding: 1.5mm 2.5mm; }
  main:not(.copy) section { break-inside: avoid; }
  .told > li { padding: 1.2mm 0; }
  .told > li > div { break-inside: avoid; }
  h2, h3, .when, .chose { break-after: avoid; }
  .screen { display: none; }
  .sources li { display: inline; padding: 0; }
  .sources li::before { content: none; }
  .sources li + li::before { content: "／"; position: static; }
  footer { position: absolute; top: 0; right: .5mm; width: 64mm; margin: 0; padding: 0; border: 0; gap: 2mm; flex-direction: row-reverse; font-size: .75rem; }
  footer svg { width: 20mm; height: 20mm; }
  .links a { min-height: 0; }
  .paper { display: block; }
  .by-hand { display: flex; gap: 4mm; margin-top: 1.5mm; font-size: .875rem; color: var(--soft); }
  .by-hand span { flex: 1; border-bottom: 1px solid var(--line); padding-bottom: .5mm; }
  .lines { margin-top: 2mm; break-inside: avoid; }
  .lines i { display: block; height: 7.5mm; border-bottom: 1px dotted var(--line); }
}`;
