package dev.trestle.validation;

import dev.trestle.Validator;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * Checks what {@code jakarta.validation.constraints} says of a record:
 *
 * <pre>{@code
 * Trestle.of(new Routes()).validator(JakartaValidator.create())
 * }</pre>
 */
public final class JakartaValidator implements Validator {
  private final jakarta.validation.Validator engine;

  private JakartaValidator(jakarta.validation.Validator engine) {
    this.engine = engine;
  }

  /**
   * By annotations alone: no {@code validation.xml}, no expressions within messages, English.
   *
   * @return takes some tenths of a second to make, so make one
   */
  public static JakartaValidator create() {
    return over(
        Validation.byProvider(HibernateValidator.class)
            .configure()
            .ignoreXmlConfiguration()
            .defaultLocale(Locale.ENGLISH)
            .messageInterpolator(new ParameterMessageInterpolator())
            .addValueExtractor(new ChangeExtractor())
            .buildValidatorFactory()
            .getValidator());
  }

  /**
   * With an engine that you have set up: its messages, languages, resolvers and extractors, of
   * which {@link ChangeExtractor} is one.
   *
   * @param engine of any implementation; its factory stays yours
   * @return a new one
   */
  public static JakartaValidator over(jakarta.validation.Validator engine) {
    return new JakartaValidator(Objects.requireNonNull(engine, "engine"));
  }

  @Override
  public void prepare(Class<?> type) {
    if (!engine.getConstraintsForClass(type).isBeanConstrained()) {
      throw new IllegalArgumentException(
          type.getName() + " has no constraints of Jakarta Validation; take .checking(…) away.");
    }
  }

  /** {@inheritDoc} In the order of the paths; of several messages for one the first. */
  @Override
  public Map<String, String> check(Object value) {
    Map<String, String> failed = new TreeMap<>();
    for (ConstraintViolation<Object> violation : engine.validate(value)) {
      failed.merge(
          violation.getPropertyPath().toString(),
          violation.getMessage(),
          (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }
    return failed;
  }
}
