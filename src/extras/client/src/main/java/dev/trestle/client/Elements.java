package dev.trestle.client;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MappingIterator;

/** The elements of an array, or of lines, each read when it is asked for. */
final class Elements<T> implements Iterator<T> {
  private final Answer answer;
  private final MappingIterator<T> values;

  private Elements(Answer answer, MappingIterator<T> values) {
    this.answer = answer;
    this.values = values;
  }

  static <T> Stream<T> of(Answer answer, JavaType type) {
    boolean lines = answer.type().endsWith("ndjson") || answer.type().endsWith("jsonl");
    if (!answer.isJson() && !lines) {
      answer.close();
      throw answer.unexpected(
          "with " + answer.type() + " where JSON was expected; is the address right?", null);
    }
    MappingIterator<T> values =
        reading(
            answer,
            () -> answer.settings().json().readerFor(type).readValues(answer.response().body()));
    return stream(new Elements<>(answer, values), answer);
  }

  static <T> Stream<T> stream(Iterator<T> all, Answer answer) {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(all, Spliterator.ORDERED), false)
        .onClose(answer::close);
  }

  @Override
  public boolean hasNext() {
    return reading(answer, values::hasNextValue);
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The answer is over");
    }
    return reading(answer, values::nextValue);
  }

  private static <R> R reading(Answer answer, Supplier<R> step) {
    try {
      return step.get();
    } catch (JacksonIOException e) {
      answer.close();
      throw answer.failed(e.getCause());
    } catch (JacksonException e) {
      answer.close();
      throw answer.unexpected("with what cannot be read: " + e.getOriginalMessage(), e);
    }
  }
}
