/**
 * Resolves once the next frame has been painted: the first task after its animation frame. What is not urgent waits for
 * it, so that the answer to a click is seen first.
 */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  });
}
