/** A QR code as inline SVG: one path, no style attribute, so that a strict policy lets it through. */
import QRCode from 'qrcode-svg';

/** Light modules around the code that readers need. */
const margin = 4;

/** The code of an address; `label` is what a screen reader says. Throws when the address is too long for any code. */
export function qrCode(address: string, label: string): string {
  const { modules } = new QRCode({ content: address, ecl: 'M' }).qrcode;
  const side = modules.length + 2 * margin;
  const path = modules.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${String(x + margin)} ${String(y + margin)}h1v1h-1z`] : [])),
  );
  return `<svg role="img" aria-label="${label}" viewBox="0 0 ${String(side)} ${String(side)}" shape-rendering="crispEdges"><rect width="${String(side)}" height="${String(side)}" fill="#fff"/><path fill="#000" d="${path.join('')}"/></svg>`;
}
