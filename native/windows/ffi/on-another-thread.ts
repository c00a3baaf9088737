type Call<A extends unknown[], R> = (...args: A) => R;

/** koffi gives each function one that runs it on a thread of its own. */
interface WithThread<A extends unknown[], R> {
  readonly async: (...args: [...A, (error: Error | null, answer: R) => void]) => void;
}

/** A foreign call that may wait, without this thread. GetLastError is that of the other thread, and cannot be asked. */
export const onAnotherThread = <A extends unknown[], R>(call: Call<A, R>, ...args: A): Promise<R> =>
  new Promise((resolve, reject) => {
    (call as unknown as WithThread<A, R>).async(...args, (error: Error | null, answer: R) => {
      if (error === null) resolve(answer);
      else reject(error);
    });
  });
