package dev.trestle.backfill;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a backfill stands. As text it is a line for people: {@code users.display_name: 12,000 of
 * about 100,000 rows (12 %), 11,950 changed, 42 s left}.
 *
 * @param name of the backfill
 * @param rows that it has been through, those of earlier runs among them
 * @param expected rows of the table when it began, as PostgreSQL's planner estimates them; never
 *     less than {@code rows}
 * @param changed rows that met the condition and were updated, those of earlier runs among them
 * @param retries how often this run tried a batch again
 * @param elapsed since this run began, its pauses included
 * @param left as long as the rest takes at the speed of this run; empty before its first batch
 * @param finished whether nothing is left to do
 */
public record Progress(
    String name,
    long rows,
    long expected,
    long changed,
    int retries,
    Duration elapsed,
    Optional<Duration> left,
    boolean finished) {

  @Override
  public String toString() {
    String end = finished ? "done in " + text(elapsed) : left.map(Progress::left).orElse("begun");
    String share =
        finished
            ? String.format(Locale.ROOT, "%,d rows", rows)
            : String.format(
                Locale.ROOT,
                "%,d of about %,d rows (%d %%)",
                rows,
                expected,
                expected == 0 ? 0 : rows * 100 / expected);
    return String.format(Locale.ROOT, "%s: %s, %,d changed, %s", name, share, changed, end);
  }

  private static String left(Duration time) {
    return text(time) + " left";
  }

  private static String text(Duration time) {
    if (time.toHours() > 0) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toSeconds() + " s";
  }
}
