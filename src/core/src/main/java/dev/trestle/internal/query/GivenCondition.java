package dev.trestle.internal.query;

import java.util.BitSet;
import org.jooq.Condition;
import org.jooq.Context;
import org.jooq.Param;
import org.jooq.VisitListener;
import org.jooq.VisitListenerProvider;
import org.jooq.impl.CustomCondition;

/** A condition that is there only while its parameter has a value. */
public final class GivenCondition extends CustomCondition {
  private static final long serialVersionUID = 1L;

  private final transient Param<?> parameter;
  private final transient Condition condition;

  public GivenCondition(Param<?> parameter, Condition condition) {
    this.parameter = parameter;
    this.condition = condition;
  }

  /**
   * Goes along with a rendering and writes down which arguments a condition is left out without.
   */
  static final class Watch implements VisitListener {
    private final BitSet optional = new BitSet();

    BitSet optional() {
      return optional;
    }
  }

  @Override
  public void accept(Context<?> context) {
    for (VisitListenerProvider provider : context.configuration().visitListenerProviders()) {
      if (provider.provide() instanceof Watch watch) {
        Arguments.position(parameter).ifPresent(watch.optional::set);
      }
    }
    context.sql('(').visit(condition).sql(')');
  }
}
