/** Which holder did something, and when. */
interface Done {
  readonly at: number;
  readonly by: number;
}

/** A Story is who did what, and when, in order; it is put into words only for whoever reads it. */
export class Story {
  readonly #lines: { readonly what: string; readonly done: Done | undefined }[] = [];

  /** What a holder did; or else what came of it, or of people. */
  tell(what: string, done?: Done): void {
    this.#lines.push({ what, done });
  }

  told(): string {
    return this.#lines
      .map(({ what, done }) => (done ? `${(done.at / 1000) % 100_000_000} #${done.by} ${what}` : `    ${what}`))
      .join("\n");
  }
}
