package dev.trestle.backfill;

import java.time.Duration;
import java.util.function.Consumer;

/** How a backfill goes about its work. */
record Settings(
    int batchSize,
    double pauseRatio,
    Duration lockTimeout,
    Duration statementTimeout,
    int attempts,
    Duration every,
    Consumer<Progress> listener) {}
