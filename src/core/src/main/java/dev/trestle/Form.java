package dev.trestle;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds a record parameter to a submitted form: {@code application/x-www-form-urlencoded} or {@code
 * multipart/form-data}. A component is read from the field of its name: one of the types a query
 * string has, or an {@link Upload}, also as an {@code Optional} or a {@code List}. All that is
 * missing or malformed is answered at once, as 400 with a message for each field; a body that is no
 * form with 415.
 *
 * <p>A form is never read from JSON, nor a record without this annotation from a form: any web page
 * can make a browser send a form to your service, with the user's cookies, but not JSON.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.CLASS)
public @interface Form {}
