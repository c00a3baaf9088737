import { Component } from 'react';
import type { ReactNode } from 'react';
import { windowWords } from '#app/words/window.ts';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly error: unknown;
  readonly failed: boolean;
}

const { missingApi, crashed } = windowWords;

/** The page in a plain browser: words, no crash. */
export const MissingApi = () => (
  <main className="plain-page">
    <h1>{missingApi.title}</h1>
    <p>{missingApi.meaning}</p>
    <p>{missingApi.nextStep}</p>
  </main>
);

/**
 * A bug in the window shows words, never a white page or a key that does nothing. A promise that fails unseen is one, too.
 * Plain elements: the bug may be in the styled ones.
 */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, failed: false };

  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true };
  }

  override componentDidMount(): void {
    addEventListener('unhandledrejection', this.#failed);
  }

  override componentWillUnmount(): void {
    removeEventListener('unhandledrejection', this.#failed);
  }

  readonly #failed = ({ reason }: PromiseRejectionEvent): void =>
    this.setState({ error: reason, failed: true });

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="plain-page" role="alert">
        <h1>{crashed.title}</h1>
        <p>{crashed.meaning}</p>
        <p>{crashed.nextStep}</p>
        <pre>{String(this.state.error)}</pre>
        <button type="button" onClick={() => window.location.reload()}>
          {crashed.reload}
        </button>
      </main>
    );
  }
}
