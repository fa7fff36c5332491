package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.query.Transactions;
import dev.trestle.spi.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Functions made up at random, of blocks within blocks that commit or fail: what takes effect is
 * what a model says, and what is stored, in that order.
 */
@Timeout(120)
class UnitOfWorkPropertyTest {
  private static final int FUNCTIONS = 150;
  private static final int MOST = 12;

  @RegisterExtension static final Ledger app = new Ledger();

  /** A part of a function: something that it leaves, or a transaction of parts. */
  private sealed interface Part {}

  private record Leave(int n) implements Part {}

  private record Block(List<Part> parts, boolean commits) implements Part {}

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final List<String> expectedTasks = new ArrayList<>();
  private int made;

  @Test
  void whatIsLeftLivesAndDiesWithItsTransaction() {
    for (int i = 0; i < FUNCTIONS; i++) {
      made = 0;
      List<Part> parts = parts(0);
      boolean transactional = random.nextBoolean();
      boolean returns = random.nextInt(4) > 0;
      String what = seed + ": " + transactional + " " + returns + " " + parts;
      app.keep(MOST);

      RawHttp.Answer answer =
          app.ask(
              transactional ? "/transactional" : "/plain",
              call -> {
                run(call, call.db(), parts, transactional);
                if (returns) {
                  return Response.noContent();
                }
                throw HttpError.conflict("no");
              });

      assertThat(answer.status()).as(what).isEqualTo(returns ? 204 : 409);
      List<Integer> stays = new ArrayList<>();
      List<Integer> committed = new ArrayList<>();
      expect(parts, transactional, stays, committed);
      List<Integer> effective = returns ? stays : committed;
      assertThat(Ledger.cookies(answer))
          .as(what)
          .isEqualTo(returns ? stays.stream().map(n -> "n" + n).toList() : List.of());
      assertThat(app.expired(MOST)).as(what).isEqualTo(new TreeSet<>(effective));
      effective.forEach(n -> expectedTasks.add("n" + n));
      effective.stream()
          .filter(n -> transactional || committed.contains(n))
          .forEach(n -> assertThat(app.notes()).as(what).contains("n" + n));
      assertThat(app.takeNotes())
          .as(what)
          .hasSize(transactional ? effective.size() : committed.size());
    }

    assertThat(app.tasks()).as("" + seed).isEqualTo(expectedTasks);
  }

  private List<Part> parts(int depth) {
    List<Part> parts = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count && made < MOST; i++) {
      if (depth < 4 && random.nextInt(3) == 0) {
        parts.add(new Block(parts(depth + 1), random.nextInt(3) > 0));
      } else {
        parts.add(new Leave(made++));
      }
    }
    return parts;
  }

  /** Rows are written within transactions only, where they are as certain as what is left. */
  private static void run(Call call, DSLContext db, List<Part> parts, boolean within) {
    for (Part part : parts) {
      switch (part) {
        case Leave leave when within -> app.leave(call, db, leave.n());
        case Leave leave -> app.leave(call, leave.n());
        case Block block -> block(call, db, block);
      }
    }
  }

  private static void block(Call call, DSLContext db, Block block) {
    try {
      Transactions.of(db)
          .runWithoutResult(tx -> {
            run(call, tx, block.parts(), true);
            if (!block.commits()) {
              throw HttpError.badRequest("undo");
            }
          });
    } catch (HttpError e) {
      // Its function goes on.
    }
  }

  /**
   * The model.
   *
   * @param stays what holds if the function returns
   * @param committed what holds in any case
   */
  private static void expect(
      List<Part> parts, boolean within, List<Integer> stays, List<Integer> committed) {
    for (Part part : parts) {
      switch (part) {
        case Leave leave -> stays.add(leave.n());
        case Block block when block.commits() -> {
          List<Integer> inner = new ArrayList<>();
          expect(block.parts(), true, inner, committed);
          stays.addAll(inner);
          if (!within) {
            committed.addAll(inner);
          }
        }
        case Block block -> {}
      }
    }
  }
}
