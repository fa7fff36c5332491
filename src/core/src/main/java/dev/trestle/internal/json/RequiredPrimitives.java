package dev.trestle.internal.json;

import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * A primitive component of a record must be there: Jackson refuses its null, but reads a missing
 * one as zero.
 */
final class RequiredPrimitives extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    Boolean marked = super.hasRequiredMarker(config, member);
    return marked == null
            && member instanceof AnnotatedParameter
            && member.getRawType().isPrimitive()
        ? Boolean.TRUE
        : marked;
  }
}
