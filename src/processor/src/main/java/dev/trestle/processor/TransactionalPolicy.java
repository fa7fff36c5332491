package dev.trestle.processor;

import dev.trestle.processor.lang.Names;

/** {@code @Transactional(isolation = …, readOnly = …, retries = …)}. */
final class TransactionalPolicy implements PolicyKind {
  /** The full name of the annotation. */
  static final String ANNOTATION = Names.POLICY + "Transactional";

  /** What {@link #call} begins with. */
  static final String CALL = "withTransaction(";

  private static final long MOST_RETRIES = 100;

  @Override
  public String annotation() {
    return ANNOTATION;
  }

  @Override
  public String call(UsedAnnotation used) {
    String isolation = used.text("isolation");
    boolean readOnly = used.flag("readOnly");
    long retries = used.number("retries", 0, MOST_RETRIES);
    boolean usual = isolation.equals("DEFAULT");
    if (!used.flag("value")) {
      if (!usual || readOnly || retries != 0) {
        used.error("@Transactional(false) is no transaction; leave its settings out.");
      }
      return "withoutTransaction()";
    }
    return CALL
        + "new dev.trestle.spi.Transacting("
        + (usual
            ? "java.util.Optional.empty()"
            : "java.util.Optional.of(org.jooq.Isolation." + isolation + ")")
        + ", "
        + readOnly
        + ", "
        + retries
        + "))";
  }
}
