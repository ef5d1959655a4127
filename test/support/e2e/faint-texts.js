/**
 * Runs in a page. Texts whose contrast is below what WCAG 2 asks for (4.5 to 1): colours as the browser has computed
 * them, the ground from the nearest element that has one.
 */
(() => {
  const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour) => {
    const [red, green, blue] = channels(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const groundOf = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (channels(backgroundColor)[3] !== 0) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const ownText = (element) =>
    [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent.trim())
      .join('');
  const isField = (element) => element.matches('input:not([type=hidden]), select');
  return [...document.body.querySelectorAll('*')]
    .filter((element) => ownText(element) !== '' || isField(element))
    .flatMap((element) => {
      const shades = [luminance(getComputedStyle(element).color), luminance(groundOf(element))];
      const contrast = (Math.max(...shades) + 0.05) / (Math.min(...shades) + 0.05);
      return contrast < 4.5 ? [`${element.tagName} "${ownText(element)}" ${contrast.toFixed(2)}`] : [];
    });
})();
