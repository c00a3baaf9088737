import { runEvidenceProcess } from '#native/windows/worker.ts';

// The entry of the window's evidence process, a utility process of Electron's, beside the main bundle.
await runEvidenceProcess({
  send: (message) => process.parentPort.postMessage(message),
  onMessage: (listen) => void process.parentPort.on('message', ({ data }) => listen(data)),
});
