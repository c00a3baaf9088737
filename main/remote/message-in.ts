import * as v from 'valibot';

/** What a line says; null: nothing that this schema knows. */
export const messageIn = <S extends v.GenericSchema>(schema: S, line: string): v.InferOutput<S> | null => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const message = v.safeParse(schema, value, { abortEarly: true });
  return message.success ? message.output : null;
};
