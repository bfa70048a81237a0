/** Told while a tenant is read: of a type that more will be read, or that some has been. */
export type OnRead = (type: string, told: { expected: number } | { read: number }) => void;

/** What comes of reading one thing of a type; it is told before and after it. */
export async function watched<Value>(
  onRead: OnRead | undefined,
  type: string,
  read: () => Promise<Value>,
): Promise<Value> {
  onRead?.(type, { expected: 1 });
  try {
    return await read();
  } finally {
    onRead?.(type, { read: 1 });
  }
}
