/** Puts text on the clipboard; web views without the newer interface take it from the copy event. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const give = (event: ClipboardEvent) => {
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
    };
    document.addEventListener('copy', give, { once: true });
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way where the clipboard interface is missing
    const done = document.execCommand('copy');
    document.removeEventListener('copy', give);
    return done;
  }
}
