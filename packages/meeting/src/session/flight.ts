/** A Flight is work that is done once for all who ask while it is under way. */
export class Flight<T> {
  #running: Promise<T> | undefined;

  /** Joins the work under way, or starts it. */
  join(work: () => Promise<T>): Promise<T> {
    this.#running ??= work().finally(() => (this.#running = undefined));
    return this.#running;
  }

  /** Resolves when nothing is under way, however it ended. */
  async landed(): Promise<void> {
    await this.#running?.catch(() => undefined);
  }
}
