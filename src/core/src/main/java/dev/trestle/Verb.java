package dev.trestle;

/** The HTTP methods that a {@code Route} may answer; each is the name of a function. */
public enum Verb {
  /** Reads; {@code HEAD} is answered from it where there is no own function. */
  GET,
  /** Reads the headers that {@code GET} would have. */
  HEAD,
  /** Creates, or does anything that is none of the others. */
  POST,
  /** Replaces the whole. */
  PUT,
  /** Changes a part. */
  PATCH,
  /** Removes. */
  DELETE,
  /** Tells what can be asked; answered from the functions there are where there is no own one. */
  OPTIONS
}
